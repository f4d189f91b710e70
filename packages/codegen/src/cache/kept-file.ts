import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { replaceFile } from '../write/index.js'

/**
 * Reads what a cache file keeps; nothing when there is none, or when it is damaged, for its first line is a checksum.
 */
export function readKept(path: string): unknown {
  try {
    const text = readFileSync(path, 'utf8')
    const end = text.indexOf('\n')
    const body = text.slice(end + 1)
    return text.slice(0, end) === checksum(body) ? JSON.parse(body) : undefined
  } catch {
    return undefined
  }
}

/**
 * Writes a cache file as a whole: who reads meanwhile, or comes after a kill, finds the old one or the new one. That it
 * cannot be written costs time in the next run and nothing else.
 */
export function writeKept(path: string, value: unknown): void {
  const body = JSON.stringify(value)
  try {
    replaceFile(path, `${checksum(body)}\n${body}`)
  } catch {
    // The next run has to find out again.
  }
}

function checksum(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}
