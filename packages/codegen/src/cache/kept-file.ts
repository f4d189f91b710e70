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
    return bytes.toString('latin1', 0, end) === checksum([body]) ? linesOf(body) : undefined
  } catch {
    return undefined
  }
}

/**
 * Writes a cache file as a whole: who reads meanwhile, or comes after a kill, finds the old one or the new one. That it
 * cannot be written costs time in the next run and nothing else.
 *
 * @param lines - each is written before the next one is asked for, so that they need not all be there at once
 */
export function writeKept(path: string, lines: Iterable<string>): void {
  const body = bytesOf(lines)
  try {
    replaceFile(path, [`${checksum(body)}\n`, ...body])
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

/** Bytes that are reserved at once, unless a line takes more. */
const partSize = 1 << 18
/** No letter takes more bytes. */
const maxBytes = 3

function bytesOf(lines: Iterable<string>): readonly Buffer[] {
  const full: Buffer[] = []
  let part = Buffer.allocUnsafe(partSize)
  let end = 0
  for (const line of lines) {
    const needed = line.length * maxBytes + 1
    if (end + needed > part.length) {
      full.push(part.subarray(0, end))
      part = Buffer.allocUnsafe(Math.max(partSize, needed))
      end = 0
    }
    end += part.write(line, end)
    part[end++] = lineEnd
  }
  return [...full, part.subarray(0, end)]
}

function checksum(parts: readonly Buffer[]): string {
  return parts.reduce((sum, part) => crc32(part, sum), 0).toString(16)
}
