import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { type TempProject, handlers, tempProject } from '../../src/testing/projects.js'
import { botgen, repository, table } from './botgen.js'

const fine = { code: 0, stderr: '' }

async function generated(project: TempProject): Promise<string> {
  expect(await botgen(project.root)).toMatchObject(fine)
  return project.read(table)
}

/** A project that `tsc` compiles and Node runs, with the packages of this repository. */
function runnableProject(files: Readonly<Record<string, string>>): TempProject {
  const project = tempProject()
  symlinkSync(join(repository, 'node_modules'), project.path('node_modules'), 'dir')
  project.write('package.json', '{ "type": "module" }')
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    types: ['node'],
    strict: true,
    experimentalDecorators: true,
    skipLibCheck: true,
    rootDir: 'src',
    outDir: 'dist',
  }
  project.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] }))
  for (const [file, text] of Object.entries(files)) project.write(file, text)
  return project
}

/** Compiles a project, and asks the table that Node loads for its commands. */
function commandsOf({ root }: TempProject): readonly string[] {
  execFileSync(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc'), '-p', root], { cwd: root })
  const module = pathToFileURL(join(root, 'dist/botgen.generated.js')).href
  const script = `const { createDispatchTable } = await import(${JSON.stringify(module)})
    const commands = createDispatchTable().classes.flatMap(({ routes }) => routes.flatMap(({ spec }) => spec.names ?? []))
    console.log(JSON.stringify(commands.sort()))`
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' })
  return JSON.parse(printed) as readonly string[]
}

describe('sources as they come', () => {
  it('C5 CRLF and a byte order mark make no difference', async () => {
    const text = handlers(['one', 'two'])
    const [plain, windows] = [tempProject(), tempProject()]
    plain.write('src/handlers.ts', text)
    windows.write('src/handlers.ts', `\uFEFF${text.replaceAll('\n', '\r\n')}`)
    windows.write('tsconfig.json', `\uFEFF${windows.read('tsconfig.json').replaceAll(' "include"', '\r\n "include"')}`)

    expect(await generated(windows)).toBe(await generated(plain))
  }, 60_000)

  it('C5 a table that version control gave CRLF is botgen’s own, and gets its line ends back', async () => {
    const project = tempProject()
    const text = await generated(project)
    project.write(table, `\uFEFF${text.replaceAll('\n', '\r\n')}`)

    expect(await generated(project)).toBe(text)
  }, 60_000)

  it('C8 Unicode identifiers and texts compile and run', async () => {
    const project = runnableProject({
      'src/handlers.ts': `import { CommandHandler, CommonHandler } from '@botgen/runtime'

export class Заказы {
  @CommandHandler('order', { description: 'Größe \u2028 “M” \\u{1F355}' })
  начать(ім_я: string, 数量?: number): unknown {
    return [ім_я, 数量]
  }

  @CommonHandler.Text('Ещё пиццу 🍕')
  ñ(): void {}

  @CommandHandler('more')
  'a-b c'(): void {}
}
`,
    })

    expect(await generated(project)).toContain('заказы.начать(')
    expect(commandsOf(project)).toEqual(['more', 'order'])
  }, 60_000)

  it('C8 spaces, # and Unicode in the project’s own path, and spaces in its folders, compile and run', async () => {
    const made = runnableProject({
      'src/my handlers (new)/заказ 2.ts': handlers(['second']).replace('class Handlers', 'class Others'),
    })
    const root = join(made.root, 'bot #1 100% größer')
    mkdirSync(root)
    for (const entry of ['src', 'tsconfig.json', 'package.json', 'node_modules']) {
      renameSync(made.path(entry), join(root, entry))
    }
    const project = {
      ...made,
      root,
      path: (file: string) => join(root, file),
      read: (file: string) => made.read(join('bot #1 100% größer', file)),
    }

    expect(await generated(project)).toContain(`'./my handlers (new)/заказ 2.js'`)
    expect(commandsOf(project)).toEqual(['hello', 'second'])
  }, 60_000)

  it('C5 a project behind a symbolic link, and a folder that two paths lead to, give the same bytes', async () => {
    const project = tempProject()
    const plain = await generated(project)
    symlinkSync('.', project.path('src/again'), 'dir')
    symlinkSync(project.root, project.path('link'), 'dir')

    expect(await botgen(project.path('link'))).toMatchObject(fine)

    expect(project.read(table)).toBe(plain)
  }, 60_000)

  it('C9 packages behind pnpm’s links are imported by their names', async () => {
    const project = tempProject()
    const stored = 'node_modules/.pnpm/@botgen+runtime@0.1.0/node_modules/@botgen/runtime'
    project.write(
      'packages/kitchen/package.json',
      '{ "name": "@shop/kitchen", "type": "module", "exports": "./index.ts" }',
    )
    project.write('packages/kitchen/index.ts', 'export interface Kitchen { cook(meal: string): void }\n')
    link(project, stored, join(repository, 'packages/runtime'))
    link(project, 'node_modules/@botgen/runtime', project.path(stored))
    link(project, 'node_modules/@shop/kitchen', project.path('packages/kitchen'))
    const text = handlers(['order'])
      .replace('\n\n', `\nimport type { Kitchen } from '@shop/kitchen'\n\n`)
      .replace('Handlers {', 'Handlers {\n  constructor(private readonly kitchen: Kitchen) {}\n')
    project.write('src/handlers.ts', text)

    const written = await generated(project)

    expect(written).toContain(`import type { Kitchen } from '@shop/kitchen'`)
    expect(written).not.toContain('.pnpm')
  }, 60_000)
})

function link(project: TempProject, path: string, target: string): void {
  mkdirSync(dirname(project.path(path)), { recursive: true })
  symlinkSync(target, project.path(path), 'dir')
}
