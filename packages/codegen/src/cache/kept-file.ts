import { readFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { replaceFile } from '../write/index.js'

const lineEnd = 0x0a

/**
 * Reads the lines that a cache file keeps; nothing when there is none, or when it is damaged, for its first line is a
 * checksum of the others.
 */
export function readKept(path: string): readonly string[] | undefined {
  try {
    const bytes = readFileSync(path)
    const end = bytes.indexOf(lineEnd)
    const body = bytes.subarray(end + 1)
    return bytes.toString('latin1', 0, end) === checksum(body) ? linesOf(body) : undefined
  } catch {
    return undefined
  }
}

/**
 * Writes a cache file as a whole: who reads meanwhile, or comes after a kill, finds the old one or the new one. That it
 * cannot be written costs time in the next run and nothing else.
 */
export function writeKept(path: string, lines: readonly string[]): void {
  const body = bytesOf(lines)
  try {
    replaceFile(path, [`${checksum(body)}\n`, body])
  } catch {
    // The next run has to find out again.
  }
}

/** Each line by itself: one letter beyond Latin-1 would make a text of all of them twice as large. */
function linesOf(bytes: Buffer): readonly string[] {
  const lines: string[] = []
  let start = 0
  for (let end = bytes.indexOf(lineEnd); end !== -1; end = bytes.indexOf(lineEnd, start)) {
    lines.push(bytes.toString('utf8', start, end))
    start = end + 1
  }
  return lines
}

function bytesOf(lines: readonly string[]): Buffer {
  const size = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
  const bytes = Buffer.allocUnsafe(size)
  let end = 0
  for (const line of lines) {
    end += bytes.write(line, end)
    bytes[end++] = lineEnd
  }
  return bytes
}

function checksum(bytes: Buffer): string {
  return crc32(bytes).toString(16)
}
