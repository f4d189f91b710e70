import { describe, expect, it } from '@jest/globals'
import { listFiles, readProject, readSource } from '../discover/index.js'
import type { FileFacts, ParameterFact } from '../facts.js'
import { tempProject } from '../testing/projects.js'
import { loadChecker } from './checker/index.js'
import { syntaxResolver } from './declared-types.js'
import { gather } from './index.js'

const declarations = {
  'src/session.ts': `import type { Context, Scenes } from 'telegraf'
export interface Data { readonly count: number }
export interface Logged { log(text: string): void }
export interface BotContext extends Context, Logged {}
export interface Deeper extends BotContext { extra: number }
export interface Merged extends Logged {}
export interface Merged extends Context {}
export type WithData = Context & { session: Data }
export type Renamed = BotContext
export type Plain = Context
export type Extended<T> = BotContext & { state: T }
export type Scene = Scenes.SceneContext
export type Id = string
export type Ids = readonly Id[]
export type Choice = 'yes' | 'no'
export type Loop = Loop2
export type Loop2 = Loop
export class Own extends Context {}
export class Service {}
export class Made { constructor(readonly made: number) {}}
export default interface Standard extends Context {}
`,
  'src/enums.ts': `const base = 4
export enum Size { Small = 's', Large = 'l' }
export const enum Fast { One, Two = 2, Three }
export enum Computed { Four = base, Five = 'abc'.length }
export declare enum Ambient { A }
export enum Twice { A }
export enum Twice { B = 1 }
`,
  'src/index.ts': `export * from './session.js'
export { Size as Measure } from './enums.js'
export type { default as Std } from './session.js'
`,
}

/** A type, and what its names alone make of it; nothing where TypeScript has to be asked. */
const cases: readonly (readonly [type: string, kind: string | undefined])[] = [
  ['BotContext', 'context'],
  ['Deeper', 'context'],
  ['WithData', 'context'],
  ['Renamed', 'context'],
  ['Plain', 'known'],
  ['Extended<string>', 'context'],
  ['Std', 'context'],
  ['Own', 'context'],
  ['index.BotContext', 'context'],
  ['Data', 'foreign'],
  ['Service', 'foreign'],
  ['Id', 'keyword'],
  ['Ids', 'array'],
  ['Choice', 'union'],
  ['Size', 'enum'],
  ['Measure', 'enum'],
  ['Fast', 'enum'],
  ['BotContext[]', 'array'],
  ['BotContext | undefined', 'union'],
  ['Merged', undefined],
  ['Scene', undefined],
  ['Made', undefined],
  ['Computed', undefined],
  ['Ambient', undefined],
  ['Twice', undefined],
  ['Size.Small', undefined],
  ['Missing', undefined],
]

describe('what a declared type is', () => {
  it('C1 D9 follows from names as TypeScript finds it, or is left to TypeScript', async () => {
    const methods = cases.map(([type], index) => `  @CommandHandler('c${index}') m${index}(value: ${type}): void {}`)
    const names = cases.flatMap(([type]) => /^[A-Z]\w*/.exec(type)?.[0] ?? [])
    const imported = (from: readonly string[]) => [...new Set(names)].filter((name) => from.includes(name)).join(', ')
    const { root } = tempProject({
      ...declarations,
      'src/handlers.ts': `import { CommandHandler } from '@botgen/runtime'
import type * as index from './index.js'
import type { Measure, Std } from './index.js'
import type { ${imported(['Size', 'Fast', 'Computed', 'Ambient', 'Twice'])} } from './enums.js'
import type { ${imported([...declarations['src/session.ts'].matchAll(/(?:interface|type|class) (\w+)/g)].map((match) => match[1] ?? ''))} } from './session.js'
export class Handlers {
${methods.join('\n')}
}
`,
    })
    const project = readProject(root)
    const { world } = await gather(project, [readSource(root, 'src/handlers.ts')])
    const [file, parameters] = parametersOf(world.files.get('src/handlers.ts'))
    const bySyntax = syntaxResolver(world)
    const byTypescript = (await loadChecker(project, [file])).resolverFor(world)

    expect(await listFiles(project, undefined, [])).toHaveLength(4)
    const found = parameters.map(({ type }) => bySyntax(type, file))
    expect(found.map(({ kind }, index) => [cases[index]?.[0], kind])).toEqual(
      cases.map(([type, kind]) => [type, kind ?? 'undecided']),
    )
    for (const [index, { type }] of parameters.entries()) {
      if (cases[index]?.[1] !== undefined) expect(found[index]).toEqual(byTypescript(type, file))
    }
  })
})

function parametersOf(file: FileFacts | undefined): readonly [FileFacts, readonly ParameterFact[]] {
  if (file === undefined) throw new Error('The handlers were not parsed.')
  return [file, file.classes.flatMap(({ members }) => members).flatMap((member) => member.parameters)]
}
