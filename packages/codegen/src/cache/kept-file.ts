import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

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
  // Runs that meet have names of their own; the last rename counts.
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(temporary, `${checksum(body)}\n${body}`)
    renameSync(temporary, path)
  } catch {
    rmSync(temporary, { force: true })
  }
}

function checksum(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}
