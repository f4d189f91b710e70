import { readFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { replaceFile } from '../write/index.js'

/**
 * Reads what a cache file keeps; nothing when there is none, or when it is damaged, for its first line is a checksum.
 */
export function readKept(path: string): unknown {
  try {
    const bytes = readFileSync(path)
    const end = bytes.indexOf('\n')
    const body = bytes.subarray(end + 1)
    return bytes.toString('latin1', 0, end) === checksum(body) ? JSON.parse(body.toString()) : undefined
  } catch {
    return undefined
  }
}

/**
 * Writes a cache file as a whole: who reads meanwhile, or comes after a kill, finds the old one or the new one. That it
 * cannot be written costs time in the next run and nothing else.
 */
export function writeKept(path: string, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value))
  try {
    replaceFile(path, [`${checksum(body)}\n`, body])
  } catch {
    // The next run has to find out again.
  }
}

function checksum(bytes: Buffer): string {
  return crc32(bytes).toString(16)
}
