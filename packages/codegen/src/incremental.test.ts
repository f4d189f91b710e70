import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { check } from './checks/index.js'
import { type Project, readProject, Reads } from './discover/index.js'
import { createEmitMemory, emit, type EmitMemory, emitLinks } from './emit/index.js'
import type { FileFacts } from './facts.js'
import { createLinkMemory, type Gathered, link, type LinkMemory } from './link/index.js'
import type { Bot } from './model.js'
import { parse } from './parse/index.js'
import { type Choices, render, shiftingFiles } from './testing/shifting-project.js'
import { tempProject } from './testing/projects.js'

/** The variation of a handler file that moves its class down. */
const moved = 10

const fileNames = Object.keys(shiftingFiles)

interface Edit {
  readonly file: string
  readonly variation: number
  readonly choice: number
}

const edit: fc.Arbitrary<Edit> = fc.record({
  file: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('a.ts', 'b.ts', 'c.ts', 'd.ts') },
    fc.constantFrom(...fileNames),
  ),
  variation: fc.nat(30),
  choice: fc.nat(20),
})

/** Half of the time whatever it is, else what has no errors. */
const start = fc.option(
  fc.array(fc.array(fc.nat(20), { minLength: 15, maxLength: 15 }), {
    minLength: fileNames.length,
    maxLength: fileNames.length,
  }),
  { freq: 1, nil: undefined },
)

/** Sources that are edited one after the other; unchanged files keep their facts. */
class Sources {
  readonly #choices = new Map<string, Choices>()
  readonly #facts = new Map<string, { readonly text: string; readonly facts: FileFacts }>()

  async apply({ file, variation, choice }: Edit): Promise<void> {
    const choices = this.#choices.get(file) ?? []
    const { variations } = render(file, choices)
    const changed = Array.from({ length: variations }, (_, index) => choices[index] ?? 0)
    changed[variation % variations] = choice
    this.#choices.set(file, changed)
    await this.#read(file)
  }

  /** Sources with these choices, the first ones where there are none. */
  static async with(choices: readonly Choices[] = []): Promise<Sources> {
    const sources = new Sources()
    for (const [index, file] of fileNames.entries()) {
      sources.#choices.set(file, choices[index] ?? [])
      await sources.#read(file)
    }
    return sources
  }

  gathered(): Gathered {
    const files = fileNames.flatMap((file) => this.#facts.get(file)?.facts ?? [])
    const read = new Map(files.map((file) => [file.file, file]))
    return {
      files,
      world: {
        files: read,
        moduleOf: (specifier) => {
          const file = `${specifier.slice(2, -3)}.ts`
          return specifier.startsWith('./') && read.has(file) ? { kind: 'file', file } : { kind: 'outside' }
        },
        typedValue: () => undefined,
      },
    }
  }

  async #read(file: string): Promise<void> {
    const { text } = render(file, this.#choices.get(file) ?? [])
    if (text === '') this.#facts.delete(file)
    if (text === '' || this.#facts.get(file)?.text === text) return
    const [facts] = await parse([{ file, text }])
    if (facts !== undefined) this.#facts.set(file, { text, facts })
  }
}

/** A project that nothing is looked up in. */
const nowhere: Project = { root: '/nowhere', tsconfig: '/nowhere/tsconfig.json', config: {}, reads: new Reads() }

interface Memories {
  readonly link: LinkMemory
  readonly emit: EmitMemory
}

/** Everything that is made of the sources: what a bot's modules and reports come from. */
async function made(gathered: Gathered, instances: 'construct' | 'resolve', memories?: Memories, project = nowhere) {
  const { bot, diagnostics } = await link(project, gathered, instances, memories && { memory: memories.link })
  const problems = await check(bot)
  const options = { instances, callbackDelimiter: '?', extension: 'js', output: 'table.ts' } as const
  const texts = [
    attempt(() => emit(bot, options, memories?.emit)),
    attempt(() => emitLinks(bot, { ...options, output: 'links.ts' }, memories?.emit.links)),
  ]
  return { bot, diagnostics, problems, texts }
}

/** A bot with errors may have no text; then why counts as well. */
function attempt<T>(make: () => T): T | string {
  try {
    return make()
  } catch (error) {
    return String(error)
  }
}

function createMemories(): Memories {
  return { link: createLinkMemory(), emit: createEmitMemory() }
}

describe('a bot that is made again after each edit', () => {
  it.each(['construct', 'resolve'] as const)(
    'C6 C11 is what it would be if it were made for the first time: %s',
    async (instances) => {
      await fc.assert(
        fc.asyncProperty(
          start,
          fc.array(edit, { minLength: 20, maxLength: 40, size: 'max' }),
          async (choices, edits) => {
            const sources = await Sources.with(choices)
            const memories = createMemories()
            for (const each of edits) {
              await sources.apply(each)
              const gathered = sources.gathered()

              const again = await made(gathered, instances, memories)

              const first = await made(gathered, instances)
              if (!isDeepStrictEqual(again, first)) expect(again).toEqual(first)
            }
          },
        ),
        { seed: 20_261_125, numRuns: 10 },
      )
    },
    120_000,
  )

  it('C11 keeps the classes that have nothing to do with the edit', async () => {
    const sources = await Sources.with()
    const memories = createMemories()
    const before = await made(sources.gathered(), 'construct', memories)
    await sources.apply({ file: 'a.ts', variation: moved, choice: 1 })

    const after = await made(sources.gathered(), 'construct', memories)

    expect([...before.diagnostics, ...before.problems].filter(({ severity }) => severity === 'error')).toEqual([])
    const kept = after.bot.classes.filter((each) => before.bot.classes.includes(each))
    expect(kept.map(({ file }) => file)).toEqual(['b.ts', 'c.ts', 'd.ts'])
    expect(after.texts).toEqual(before.texts)
  })

  it.each<readonly [what: string, before: readonly Edit[], edit: Edit]>([
    ['a file that it only leads to', [], { file: 'kit.ts', variation: 0, choice: 3 }],
    [
      'a module that was nowhere',
      [
        { file: 'kit.ts', variation: 0, choice: 2 },
        { file: 'more.ts', variation: 0, choice: 2 },
      ],
      { file: 'more.ts', variation: 0, choice: 0 },
    ],
    [
      'a provider in a file that it knows nothing of',
      [{ file: 'a.ts', variation: 5, choice: 3 }],
      { file: 'providers.ts', variation: 1, choice: 1 },
    ],
    [
      'a class that extends it',
      [{ file: 'base.ts', variation: 4, choice: 1 }],
      { file: 'a.ts', variation: 1, choice: 2 },
    ],
    ['a class whose name it would have', [], { file: 'a.ts', variation: 0, choice: 3 }],
  ])('C11 makes a class again for %s', async (_, before, change) => {
    const sources = await Sources.with()
    for (const each of before) await sources.apply(each)
    const memories = createMemories()
    const old = await made(sources.gathered(), 'construct', memories)
    await sources.apply(change)

    const again = await made(sources.gathered(), 'construct', memories)

    expect(again).not.toEqual(old)
    expect(again).toEqual(await made(sources.gathered(), 'construct'))
  })

  it('C11 asks the checker again each time, which knows more than the files that were read', async () => {
    const handlers = (type: string) => ({
      'src/handlers.ts': `import { CommandHandler } from '@botgen/runtime'\nimport type { Size } from './types.js'\nexport class Handlers {\n  @CommandHandler('pick') pick(size: ${type}) {}\n}\n`,
    })
    const project = tempProject({ ...handlers('Size'), 'src/types.ts': "export type Size = 's' | 'm'\n" })
    const read = readProject(project.root)
    const [file] = await parse([{ file: 'src/handlers.ts', text: project.read('src/handlers.ts') }])
    const files = file === undefined ? [] : [file]
    const world = {
      files: new Map(files.map((each) => [each.file, each])),
      moduleOf: () => outside,
      typedValue: () => undefined,
    }
    const memories = createMemories()
    const before = await made({ files, world }, 'construct', memories, read)
    project.write({ 'src/types.ts': 'export type Size = number\n' })

    const after = await made({ files, world }, 'construct', memories, read)

    expect(typesIn(before.bot)).toEqual([{ kind: 'oneOf', values: ['s', 'm'] }])
    expect(typesIn(after.bot)).toEqual([{ kind: 'number' }])
  })
})

const outside = { kind: 'outside' } as const

function typesIn({ classes }: Bot): readonly unknown[] {
  return classes.flatMap(({ handlers }) =>
    handlers.flatMap(({ parameters }) =>
      parameters.map(({ source }) => (source.kind === 'argument' ? source.type : undefined)),
    ),
  )
}
