import { createHash } from 'node:crypto'

/** What a text is known by. */
export function hashOf(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}
