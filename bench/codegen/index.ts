import type { Result } from '../lib/result.js'
import { runPart } from '../lib/run-part.js'
import type { SuiteOptions } from '../suites.js'
import { compiling } from './compiling.js'
import { generatingResults, generatingTurns, scalingResults, type Side } from './generating.js'
import { handlerSources, otherSources, type Sources } from './handler-sources.js'
import { tanstackSources, tsoaSources } from './other-sources.js'
import { otherResults, type Other, otherTurns } from './others.js'
import { type BenchProject, benchProject } from './projects.js'
import { inTurns, type Rounds, type Samples } from './turns.js'

/** What generating costs, and what its output costs the compiler: P4 and P7. */
export async function codegen({ isQuick }: SuiteOptions): Promise<readonly Result[]> {
  const sizes = isQuick ? [1000] : [1000, 5000]
  const few: Rounds = isQuick ? { rounds: 1, warmUps: 0 } : { rounds: 5, warmUps: 1 }
  const many: Rounds = isQuick ? { rounds: 3, warmUps: 1 } : { rounds: 9, warmUps: 1 }
  const promised = await withOthers(1000, few)
  const results = [
    ...generatingResults(await alone({ size: 100, others: 0 }, many), 100),
    ...generatingResults(promised, 1000),
    ...otherResults(promised, 1000),
  ]
  if (!isQuick) {
    const larger = await alone({ size: 5000, others: 0 }, few)
    const among = await alone({ size: 1000, others: 4000 }, many)
    results.push(...scalingResults(larger, '5000', promised), ...scalingResults(among, 'among4000', promised))
  }
  for (const size of sizes) results.push(...(await runPart('codegen/watching', { size, isQuick })))
  return [...results, ...(await compiling(sizes, few))]
}

async function alone(
  { size, others }: { readonly size: number; readonly others: number },
  rounds: Rounds,
): Promise<Samples<Side>> {
  const sources = { ...handlerSources(size), ...otherSources(others) }
  return withProjects([sources], ([project]) => inTurns(generatingTurns(project, size), rounds))
}

/** Botgen and the other tools in turns, each over its own project. */
async function withOthers(size: number, rounds: Rounds): Promise<Samples<Side | Other>> {
  const sources = [handlerSources(size), tsoaSources(size), tanstackSources(size)] as const
  return withProjects(sources, ([handlers, controllers, routes]) =>
    inTurns<Side | Other>(
      [...generatingTurns(handlers, size), ...otherTurns({ handlers, controllers, routes })],
      rounds,
    ),
  )
}

/** Writes a project for each of the sources, and removes them after the measurement. */
async function withProjects<const S extends readonly Sources[], T>(
  sources: S,
  measured: (projects: { readonly [I in keyof S]: BenchProject }) => Promise<T>,
): Promise<T> {
  // One project for each of the sources, in their order.
  const projects = sources.map(benchProject) as { readonly [I in keyof S]: BenchProject }
  try {
    return await measured(projects)
  } finally {
    for (const { remove } of projects) remove()
  }
}
