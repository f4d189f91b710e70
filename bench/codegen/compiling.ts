import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Result, result } from '../lib/result.js'
import { generate, noise } from './generating.js'
import { handlerSources, mainSource } from './handler-sources.js'
import { type Command, measure } from './processes.js'
import { benchProject, repository } from './projects.js'
import { inTurns, type Rounds } from './turns.js'

interface Compiler {
  readonly name: string
  readonly command: Command
  /** The greatest ratio that keeps the promise. */
  readonly limit: number
}

/**
 * P7: what the generated module costs the real `tsc`. At the first of the sizes P7 says how much, at the others the
 * ratio is no worse.
 */
export async function compiling([first = 0, ...larger]: readonly number[], rounds: Rounds): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'botgen-bench-'))
  try {
    // Among this repository's dependencies, TypeScript 7 would become its `tsc`.
    const install = ['install', '--prefix', folder, '--no-audit', '--no-fund', 'typescript@7.0.2']
    execFileSync('npm', install, { stdio: ['ignore', 'ignore', 'inherit'] })
    const compilers = [
      { name: 'typescript6', command: tsc(repository), limit: 1.5 },
      { name: 'typescript7', command: tsc(folder), limit: 1.8 },
    ]
    const results = await compareAt(first, compilers, rounds)
    const noWorse = compilers.map((compiler, index) => ({ ...compiler, limit: (results[index]?.ratio ?? 0) * noise }))
    for (const size of larger) results.push(...(await compareAt(size, noWorse, rounds)))
    return results
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function tsc(folder: string): Command {
  return [join(folder, 'node_modules/typescript/bin/tsc'), '--noEmit']
}

/** `tsc` with the generated module and a main module that imports it, against the same sources without a table. */
async function compareAt(size: number, compilers: readonly Compiler[], rounds: Rounds): Promise<Result[]> {
  const project = benchProject({ ...handlerSources(size), ...mainSource(size, 'generated') })
  const bare = benchProject({ ...handlerSources(size), ...mainSource(size, 'empty') })
  try {
    await measure(project.root, generate)
    const results: Result[] = []
    for (const { name, command, limit } of compilers) {
      const sides = [
        { side: 'bare', cwd: bare.root, command },
        { side: 'generated', cwd: project.root, command },
      ] as const
      const samples = await inTurns(sides, rounds)
      const details = { took: samples.seconds('generated'), against: samples.seconds('bare') }
      results.push(result(`P7.${name}.${size}`, { ratio: samples.ratio('generated', 'bare'), limit }, details))
    }
    return results
  } finally {
    project.remove()
    bare.remove()
  }
}
