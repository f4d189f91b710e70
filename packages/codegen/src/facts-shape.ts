import type { FileFacts } from './facts.js'

/** What a file says apart from where it says it: an edit inside a method moves everything below and changes nothing. */
export function shapeOf(facts: FileFacts): string {
  return JSON.stringify(facts, (key, value: unknown) => (key === 'span' ? undefined : value))
}
