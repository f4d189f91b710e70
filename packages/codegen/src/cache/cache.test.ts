import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { generate } from '../generate.js'
import { handlers, type TempProject, tempProject } from '../testing/projects.js'

const order = `@CommandHandler('order')\n  order(): void {}`

function botProject(files: Readonly<Record<string, string>> = {}): TempProject {
  return tempProject({ ...handlers(order), ...files })
}

function cacheFiles(project: TempProject): readonly string[] {
  const folder = project.path('node_modules/.cache/botgen')
  return readdirSync(folder).map((name) => join(folder, name))
}

describe('the cache', () => {
  it('C11 lets a run without changes parse nothing, and say the same', async () => {
    const project = botProject({
      'src/other.ts': `import { CommandHandler, type Session } from '@botgen/runtime'\nexport class Other {\n  @CommandHandler('lone') lone(session: Session<'lone'>): void { void session }\n}\n`,
    })
    const first = await generate({ cwd: project.root })

    const second = await generate({ cwd: project.root })

    expect(first.stats.parsed).toBe(2)
    expect(second.stats.parsed).toBe(0)
    expect(second.stats).toMatchObject({ files: 2, sources: 2, classes: 2, handlers: 2 })
    expect(second.diagnostics).toEqual(first.diagnostics)
    expect(first.diagnostics.map(({ code }) => code)).toEqual(['BG1507'])
    expect(second.files).toEqual(first.files.map((file) => ({ ...file, previous: file.text, changed: false })))
  })

  it('C11 parses only what has changed', async () => {
    const other = (command: string) =>
      `import { CommandHandler } from '@botgen/runtime'\nexport class Other {\n  @CommandHandler('${command}') other(): void {}\n}\n`
    const project = botProject({ 'src/other.ts': other('before') })
    await generate({ cwd: project.root })
    project.write({ 'src/other.ts': other('after') })

    const { stats, files } = await generate({ cwd: project.root })

    expect(stats).toMatchObject({ files: 2, parsed: 1 })
    expect(files[0]?.text).toContain(`command(['after'], 'other'`)
  })

  const changes: readonly (readonly [string, (project: TempProject) => void])[] = [
    [
      'a handler',
      ({ write, read }) => write({ 'src/handlers.ts': read('src/handlers.ts').replace("'order'", "'buy'") }),
    ],
    [
      'a new file',
      ({ write, read }) => {
        write({ 'src/more.ts': read('src/gone.ts').replace('Gone', 'More').replace("'gone'", "'more'") })
      },
    ],
    ['a file that is gone', ({ path }) => rmSync(path('src/gone.ts'))],
    [
      'the tsconfig',
      ({ write, read }) =>
        write({
          'tsconfig.json': read('tsconfig.json')
            .replace('"nodenext"', '"preserve"')
            .replace('"verbatimModuleSyntax":true', '"verbatimModuleSyntax":false'),
        }),
    ],
    ['the configuration', ({ write }) => write({ 'botgen.config.json': '{ "importExtension": "ts" }' })],
    [
      'the generated module',
      ({ write, read }) => write({ 'src/botgen.generated.ts': `${read('src/botgen.generated.ts')}// more\n` }),
    ],
    ['the lack of it', ({ path }) => rmSync(path('src/botgen.generated.ts'))],
    ['a constant outside the project', ({ write }) => write({ 'shared/names.ts': `export const name = 'renamed'\n` })],
  ]

  it.each(changes)('C11 C5 sees a change of %s as a run without a cache does', async (_, change) => {
    const files = {
      'shared/names.ts': `export const name = 'shared'\n`,
      'src/shared.ts': `import { CommandHandler } from '@botgen/runtime'\nimport { name } from '../shared/names.js'\nexport class Shared {\n  @CommandHandler(name) shared(): void {}\n}\n`,
      'src/gone.ts': `import { CommandHandler } from '@botgen/runtime'\nexport class Gone {\n  @CommandHandler('gone') gone(): void {}\n}\n`,
    }
    const project = botProject(files)
    await generate({ cwd: project.root })
    change(project)

    const withCache = await generate({ cwd: project.root })
    const texts = withCache.files.map(({ text }) => text)
    const without = await generate({ cwd: project.root, cache: false })

    expect(withCache.diagnostics).toEqual([])
    expect(without.files.map(({ text, changed }) => [text, changed])).toEqual(texts.map((text) => [text, false]))
  })

  it.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['of another shape', () => 'null\n{}'],
    ['changed in a place', (text: string) => text.replaceAll('"kind"', '"kinb"')],
  ])('is left aside when it is %s', async (_, damage) => {
    const project = botProject()
    const first = await generate({ cwd: project.root })
    for (const file of cacheFiles(project)) writeFileSync(file, damage(readFileSync(file, 'utf8')))

    const second = await generate({ cwd: project.root })
    const third = await generate({ cwd: project.root })

    expect(second.stats.parsed).toBe(1)
    expect(second.files.map(({ text }) => text)).toEqual(first.files.map(({ text }) => text))
    expect(third.stats.parsed).toBe(0)
  })

  it('knows a file by its content, whatever its time says', async () => {
    const project = botProject()
    await generate({ cwd: project.root })
    const file = project.path('src/handlers.ts')
    const { atime, mtime } = statSync(file)
    project.write({ 'src/handlers.ts': project.read('src/handlers.ts').replace(`'order'`, `'other'`) })
    utimesSync(file, atime, mtime)

    const { files } = await generate({ cwd: project.root })

    expect(files[0]?.text).toContain(`command(['other']`)
  })

  it('T3 is not written by a run that writes nothing, nor after errors, nor without a place for it', async () => {
    const project = botProject()

    await generate({ cwd: project.root, write: false })
    await generate({ cwd: project.root, cache: false })
    project.write({ 'src/wrong.ts': project.read('src/handlers.ts').replace('Handlers', 'Twice') })
    await generate({ cwd: project.root })

    expect(() => cacheFiles(project)).toThrow('ENOENT')
  })
})
