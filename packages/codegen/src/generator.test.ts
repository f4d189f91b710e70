import { mkdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { GenerateResult } from './runs.js'
import { createGenerator, type Generator } from './generator.js'
import { type TempProject, tempProject } from './testing/projects.js'

const order = `import { CommandHandler } from '@botgen/runtime'

export class Order {
  @CommandHandler('order')
  start(): void {}
}
`
const cart = order.replace('Order', 'Cart').replace("'order'", "'cart'")

async function started(files: Readonly<Record<string, string>> = {}) {
  const project = tempProject({ 'src/order.ts': order, 'src/cart.ts': cart, ...files })
  const generator = createGenerator({ cwd: project.root, cache: false })
  const first = await generator.generate()
  return { project, generator, first, edit: (text: string) => edited(project, generator, text) }
}

/** Writes another text into `src/order.ts` and has only that looked at. */
async function edited(project: TempProject, generator: Generator, text: string): Promise<GenerateResult> {
  project.write({ 'src/order.ts': text })
  return await generator.update([project.path('src/order.ts')])
}

const textOf = ({ files }: GenerateResult) => files.map(({ text }) => text).join('')

describe('a generator that goes on', () => {
  it('C11 parses one file after a change of one, and none where nothing has changed', async () => {
    const { project, generator, first, edit } = await started()

    const changed = await edit(order.replace("'order'", "'buy'"))
    const same = await generator.update([project.path('src/order.ts'), project.path('src/cart.ts')])

    expect(first.stats.parsed).toBe(2)
    expect(changed.stats).toMatchObject({ files: 2, sources: 2, parsed: 1, classes: 2, handlers: 2 })
    expect(textOf(changed)).toContain("command(['buy'], 'start'")
    expect(project.read('src/botgen.generated.ts')).toBe(textOf(changed))
    expect(same).toBe(changed)
  })

  it('C6 C11 builds nothing where a file says the same in other places', async () => {
    const { first, edit } = await started()

    const { stats, files, ok } = await edit(order.replace('start', '// What people come for.\n  start'))

    expect(ok).toBe(true)
    expect(stats.parsed).toBe(1)
    expect(stats.stages.map(({ stage }) => stage)).toEqual(['parse'])
    expect(files.map(({ text, changed }) => [text, changed])).toEqual([[textOf(first), false]])
  })

  it('moves what it has to say of a file along', async () => {
    const lone = order
      .replace('{ CommandHandler }', '{ CommandHandler, type Session }')
      .replace('start()', "start(session: Session<'lone'>)")
    const { edit, first } = await started({ 'src/order.ts': lone })

    const { diagnostics } = await edit(`\n\n${lone}`)

    const places = [first, { diagnostics }].map((run) => run.diagnostics.map(({ code, start }) => [code, start?.line]))
    expect(places).toEqual([[['BG1507', 5]], [['BG1507', 7]]])
  })

  it('C12 keeps the table through errors, and goes on when they are mended', async () => {
    const { project, first, edit } = await started()

    const broken = await edit(`${order}class {`)
    const kept = project.read('src/botgen.generated.ts')
    const mended = await edit(order)

    expect(broken.ok).toBe(false)
    expect(broken.diagnostics.map(({ code }) => code)).toEqual(['BG1001'])
    expect(kept).toBe(textOf(first))
    expect(mended.ok).toBe(true)
    expect(textOf(mended)).toBe(textOf(first))
  })

  it('looks at everything where a file is named that it does not know, or that is gone', async () => {
    const { project, generator } = await started()
    project.write({ 'src/more.ts': order.replace('Order', 'More').replace("'order'", "'more'") })
    const more = await generator.update([project.path('src/more.ts')])
    unlinkSync(project.path('src/cart.ts'))

    const fewer = await generator.update([project.path('src/cart.ts')])

    expect(more.stats).toMatchObject({ classes: 3, parsed: 1 })
    expect(fewer.stats).toMatchObject({ classes: 2, parsed: 0 })
  })

  it('writes its modules again where somebody else did', async () => {
    const { project, generator, first } = await started()
    const path = project.path('src/botgen.generated.ts')
    writeFileSync(path, `${textOf(first)}// mine\n`)

    const result = await generator.update([path])

    expect(result.files.map(({ changed }) => changed)).toEqual([true])
    expect(project.read('src/botgen.generated.ts')).toBe(textOf(first))
  })

  it('knows nothing of a run that failed: the next one does everything', async () => {
    const { project, generator, edit } = await started()
    const path = project.path('src/botgen.generated.ts')
    rmSync(path)
    mkdirSync(path)

    await expect(edit(order.replace("'order'", "'buy'"))).rejects.toThrow('it is a folder')
    rmSync(path, { recursive: true })
    const result = await generator.update([])

    expect(textOf(result)).toContain("command(['buy']")
    expect(project.read('src/botgen.generated.ts')).toBe(textOf(result))
  })

  it('says what it depends on, once its settings are known', async () => {
    const project = tempProject({ 'tsconfig.json': '{', 'src/order.ts': order })
    const generator = createGenerator({ cwd: project.root, cache: false })

    await expect(generator.generate()).rejects.toThrow('tsconfig.json')
    expect(generator.dependencies).toBeUndefined()
    project.write({ 'tsconfig.json': '{ "extends": "./base.json" }', 'base.json': '{ "include": ["src"] }' })
    await generator.generate()

    expect(generator.dependencies?.others).toEqual(
      expect.arrayContaining([project.path('tsconfig.json'), project.path('base.json')]),
    )
    expect(generator.dependencies?.generated).toEqual([project.path('src/botgen.generated.ts')])
  })
})
