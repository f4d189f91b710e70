import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { PartName, Scale } from '../parts.js'
import type { Result } from './result.js'

/** For a million sessions of ten entries, and as much again for what they are measured against. Megabytes. */
const heapLimit = 12_000

const entry = fileURLToPath(new URL('part-process.ts', import.meta.url))

/** Runs a part in a process of its own, with `gc()` at hand and the garbage collector free of memory pressure. */
export async function runPart(name: PartName, scale: Scale): Promise<readonly Result[]> {
  const flags = ['--expose-gc', `--max-old-space-size=${heapLimit}`, '--import', 'tsx']
  const child = spawn(process.execPath, [...flags, entry, name, JSON.stringify(scale)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'close') as Promise<[code: number | null]>
  const [output, [exitCode]] = await Promise.all([text(child.stdout), exited])
  if (exitCode !== 0) throw new Error(`The bench ${name} failed with ${String(exitCode)}; its error stands above.`)
  // Written by part-process.ts.
  return JSON.parse(output) as readonly Result[]
}
