import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Result, result } from '../lib/result.js'
import { type Edit, handlerPath, handlerSource } from './handler-sources.js'
import { type Command, program } from './processes.js'
import { type BenchProject, repository } from './projects.js'
import type { Samples, Turn } from './turns.js'

/** What a process of `botgen generate` finds: nothing, all as it was, an edit that leaves the table as it is, or another. */
type Own = 'cold' | 'unchanged' | 'body' | 'command'

/** `limit` is what no generator can do without. */
export type Side = 'limit' | Own

/** `botgen generate` as a user runs it. */
export const generate: Command = [join(repository, 'packages/cli/dist/main.js'), 'generate']

/** Each process of botgen after one that only lists, reads and hashes the same project. */
export function generatingTurns(project: BenchProject, size: number): readonly Turn<Side>[] {
  const cwd = project.root
  const index = Math.floor(size / 2)
  const edit = (change: Edit): void => project.write({ [handlerPath(index)]: handlerSource(index, change) })
  const sides: readonly (readonly [Own, () => void])[] = [
    [
      'cold',
      () => {
        forget(project)
        edit('none')
      },
    ],
    ['unchanged', () => {}],
    ['body', () => edit('body')],
    ['command', () => edit('command')],
  ]
  return sides.flatMap(([side, prepare]) => [
    { side: 'limit', cwd, command: [program('list-read-hash')] },
    { side, cwd, command: generate, prepare },
  ])
}

/** As after a fresh checkout. */
function forget({ root }: BenchProject): void {
  for (const path of ['node_modules/.cache', 'src/botgen.generated.ts', 'src/botgen.links.ts']) {
    rmSync(join(root, path), { recursive: true, force: true })
  }
}

/** Node 20 loads modules more slowly than those after it. */
const coldLimit = process.version.startsWith('v20.') ? 5 : 4
const unchangedLimit = 1.6
/** Megabytes. */
const memoryBudget = 150
/** The size that P4 speaks of. */
const promisedSize = 1000

/** P4's promises about 1000 handler files; of fewer, the figures only. */
export function generatingResults(samples: Samples<Side>, size: number): readonly Result[] {
  const promised = (limit: number): number | undefined => (size === promisedSize ? limit : undefined)
  const megabytes = samples.peakMiB('cold') * 1.048576
  return [
    timeResult(samples, 'cold', { size, limit: promised(coldLimit) }),
    timeResult(samples, 'unchanged', { size, limit: promised(unchangedLimit) }),
    timeResult(samples, 'body', { size, limit: undefined }),
    timeResult(samples, 'command', { size, limit: undefined }),
    result(
      `P4.memory.${size}`,
      { ratio: megabytes / memoryBudget, limit: promised(1) },
      { MB: megabytes.toFixed(0), of: String(memoryBudget) },
    ),
  ]
}

/** How much greater than another a ratio may be before that is more than noise. */
export const noise = 1.15

/** P4's promise that a larger project has no worse a ratio than that of 1000 handler files. */
export function scalingResults(samples: Samples<Side>, size: string, promised: Samples<Side>): readonly Result[] {
  return (['cold', 'unchanged'] as const).map((side) =>
    timeResult(samples, side, { size, limit: promised.ratio(side, 'limit') * noise }),
  )
}

function timeResult(
  samples: Samples<Side>,
  side: Own,
  { size, limit }: { readonly size: number | string; readonly limit: number | undefined },
): Result {
  return result(
    `P4.${side}.${size}`,
    { ratio: samples.ratio(side, 'limit'), limit },
    {
      took: samples.seconds(side),
      against: samples.seconds('limit'),
      'CPU ratio': samples.cpuRatio(side, 'limit'),
      MiB: samples.peakMiB(side).toFixed(0),
    },
  )
}
