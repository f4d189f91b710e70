import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** How long a run may take to write, with plenty to spare. Milliseconds. */
const longAgo = 60_000

type Part = string | Uint8Array

/**
 * Puts a whole text, given in parts, in place of what stands at `path`: a temporary file beside it, then renamed over it. A reader, or who
 * comes after a kill, finds the old text or the new one. At once, for a write that the system cuts short is gone on with
 * or fails, which asynchronous writes leave to their callers.
 *
 * @throws an error of the file system; what stood there is still there
 */
export function replaceFile(path: string, [first, ...rest]: readonly [Part, ...Part[]]): void {
  mkdirSync(dirname(path), { recursive: true })
  const before = statSync(path, { throwIfNoEntry: false })
  // What a link leads to is replaced, not the link.
  const target = before === undefined ? path : realpathSync(path)
  // Runs that meet have names of their own; the last rename counts.
  const temporary = `${target}.${process.pid}-${Math.random().toString(36).slice(2)}`
  try {
    writeFileSync(temporary, first, { flag: 'wx' })
    for (const part of rest) appendFileSync(temporary, part)
    keepMode(temporary, before)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  sweep(target)
}

function keepMode(path: string, before: Stats | undefined): void {
  if (before?.isFile() === true) chmodSync(path, before.mode)
}

/** Removes what runs that were killed while they wrote have left beside a file. */
function sweep(path: string): void {
  const [folder, name] = [dirname(path), basename(path)]
  try {
    for (const entry of readdirSync(folder)) {
      if (!entry.startsWith(`${name}.`) || !/^\d+-[0-9a-z]+$/.test(entry.slice(name.length + 1))) continue
      const leftover = join(folder, entry)
      if (statSync(leftover).mtimeMs < Date.now() - longAgo) rmSync(leftover)
    }
  } catch {
    // Somebody else removes them too.
  }
}
