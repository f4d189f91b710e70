import { createHash } from 'node:crypto'

/** What a text, given in parts, is known by. */
export function hashOf(...parts: readonly [string, ...string[]]): string {
  const hash = createHash('sha1')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
