import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** A Node process from its start to its end. */
export interface Run {
  readonly milliseconds: number
  /** Time on processors; on a busy machine it says more than the time that passed. */
  readonly cpuMilliseconds: number
  /** The most memory that it held at once. */
  readonly peakMiB: number
}

/** A script and its arguments. */
export type Command = readonly [script: string, ...args: string[]]

const usageReporter = new URL('programs/usage.mjs', import.meta.url).href

interface Usage {
  readonly peakKiB: number
  readonly cpuMicroseconds: number
}

/** The path of one of the programs that are measured here. */
export function program(name: string): string {
  return fileURLToPath(new URL(`programs/${name}.mjs`, import.meta.url))
}

/** Runs a script in a folder, and refuses to measure one that fails. */
export async function measure(cwd: string, command: Command): Promise<Run> {
  const start = performance.now()
  const child = spawn(process.execPath, ['--import', usageReporter, ...command], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const ended = (once(child, 'exit') as Promise<[code: number | null]>).then(([code]) => ({
    code,
    end: performance.now(),
  }))
  // As `stdio` above; the last pipe is the one that `usage.mjs` writes to.
  const [, stdout, stderr, last] = child.stdio as unknown as readonly [null, Readable, Readable, Readable]
  const [output, errors, words, { code, end }] = await Promise.all([text(stdout), text(stderr), text(last), ended])
  if (code !== 0) throw new Error(`node ${command.join(' ')} in ${cwd} ended with ${String(code)}:\n${output}${errors}`)
  const { peakKiB, cpuMicroseconds } = JSON.parse(words) as Usage
  return { milliseconds: end - start, cpuMilliseconds: cpuMicroseconds / 1000, peakMiB: peakKiB / 1024 }
}
