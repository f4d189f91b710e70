import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Result, result } from '../lib/result.js'
import type { Side } from './generating.js'
import { program } from './processes.js'
import { type BenchProject, repository } from './projects.js'
import type { Samples, Turn } from './turns.js'

/** What else reads so many sources; `tanstack-again` is TanStack's generator with nothing changed. */
export type Other = 'parser' | 'ts-morph' | 'tsoa' | 'tanstack' | 'tanstack-again'

/** A project for each of the tools. */
export interface OtherProjects {
  readonly handlers: BenchProject
  readonly controllers: BenchProject
  readonly routes: BenchProject
}

const tsoa = join(repository, 'node_modules/tsoa/dist/cli.js')

export function otherTurns({ handlers, controllers, routes }: OtherProjects): readonly Turn<Other>[] {
  const generateRoutes = { cwd: routes.root, command: [program('tanstack-generate')] } as const
  const prepare = (): void => rmSync(join(routes.root, 'src/routeTree.gen.ts'), { force: true })
  return [
    { side: 'parser', cwd: handlers.root, command: [program('typescript-parse')] },
    { side: 'ts-morph', cwd: handlers.root, command: [program('ts-morph-types')] },
    { side: 'tsoa', cwd: controllers.root, command: [tsoa, 'routes'] },
    { side: 'tanstack', ...generateRoutes, prepare },
    { side: 'tanstack-again', ...generateRoutes },
  ]
}

/** P4: botgen's time divided by that of the others, in the same run. */
export function otherResults(samples: Samples<Side | Other>, size: number): readonly Result[] {
  const of = (name: string, [own, other]: readonly [Side, Other], limit: number | undefined): Result =>
    result(
      `P4.${name}.${size}`,
      { ratio: samples.ratio(own, other), limit },
      { took: samples.seconds(own), against: samples.seconds(other), 'CPU ratio': samples.cpuRatio(own, other) },
    )
  return [
    of('parser.cold', ['cold', 'parser'], undefined),
    of('ts-morph.cold', ['cold', 'ts-morph'], undefined),
    of('tsoa.cold', ['cold', 'tsoa'], 1 / 5),
    of('tsoa.unchanged', ['unchanged', 'tsoa'], 1 / 15),
    of('tanstack.cold', ['cold', 'tanstack'], 1 / 5),
    of('tanstack.unchanged', ['unchanged', 'tanstack-again'], 1 / 15),
  ]
}
