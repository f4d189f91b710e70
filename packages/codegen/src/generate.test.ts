import { chmodSync, mkdirSync, statSync, symlinkSync, utimesSync } from 'node:fs'
import { describe, expect, it, jest } from '@jest/globals'
import { ConfigError } from './config/index.js'
import { generate } from './generate.js'
import { compile, handlers, tempProject } from './testing/projects.js'
import { WriteError } from './write/index.js'

const hello = handlers(`  @CommandHandler('hello', { description: 'Says hello' })\n  hello(name: string): void {}`)
const output = 'src/botgen.generated.ts'

describe('generate', () => {
  it('C5 writes the same bytes whatever line ends and byte order marks the sources have', async () => {
    const plain = tempProject(hello)
    const windows = tempProject({
      'src/handlers.ts': `\uFEFF${(hello['src/handlers.ts'] ?? '').replaceAll('\n', '\r\n')}`,
    })

    await generate({ cwd: plain.root })
    await generate({ cwd: windows.root })

    expect(windows.read(output)).toBe(plain.read(output))
    expect(plain.read(output)).not.toContain('\r')
  })

  it('C5 orders classes by code units of their paths, whatever the order in the tsconfig', async () => {
    const files = ['z.ts', 'a/b.ts', 'A.ts', 'ä.ts', 'a-b.ts']
    const sources = Object.fromEntries(
      files.map((file, index) => [
        `src/${file}`,
        `import { CommandHandler } from '@botgen/runtime'\nexport class C${index} {\n  @CommandHandler('c${index}')\n  c(): void {}\n}\n`,
      ]),
    )
    const project = tempProject(sources)
    const reversed = tempProject(sources)
    reversed.write({
      'tsconfig.json': JSON.stringify({
        compilerOptions: { module: 'nodenext' },
        files: [...files].reverse().map((file) => `src/${file}`),
      }),
    })

    await generate({ cwd: project.root })
    await generate({ cwd: reversed.root })

    const order = [...project.read(output).matchAll(/routes\(\w+, '(.*)'/g)].map((match) => match[1])
    expect(order).toEqual(['src/A.ts', 'src/a-b.ts', 'src/a/b.ts', 'src/z.ts', 'src/ä.ts'])
    expect(reversed.read(output)).toBe(project.read(output))
  })

  it('C6 leaves an equal file alone, so that its modification time stays', async () => {
    const project = tempProject(hello)
    await generate({ cwd: project.root })
    const past = new Date(2020, 1, 1)
    utimesSync(project.path(output), past, past)

    const second = await generate({ cwd: project.root })

    expect(second.files[0]?.changed).toBe(false)
    expect(statSync(project.path(output)).mtime).toEqual(past)
  })

  it('C6 writes the same after an edit above or inside a handler', async () => {
    const project = tempProject(hello)
    await generate({ cwd: project.root })
    const source = project.read('src/handlers.ts')
    project.write({
      'src/handlers.ts': `// A comment above.\n\n${source.replace('{}', '{\n    console.log(name)\n  }')}`,
    })

    const second = await generate({ cwd: project.root })

    expect(second.ok).toBe(true)
    expect(second.files[0]?.changed).toBe(false)
  })

  it('C6 leaves the old file when a run finds errors', async () => {
    const project = tempProject(hello)
    await generate({ cwd: project.root })
    const before = project.read(output)
    project.write(handlers(`  @CommandHandler('Hello')\n  hello(): void {}`))

    const failed = await generate({ cwd: project.root })

    expect(failed).toMatchObject({ ok: false, files: [] })
    expect(project.read(output)).toBe(before)
  })

  it('C12 reports a syntax error with its place, and the previous table stays', async () => {
    const project = tempProject(hello)
    await generate({ cwd: project.root })
    const before = project.read(output)
    project.write({
      'src/broken.ts': `import { CommandHandler } from '@botgen/runtime'\nexport class Broken {\n  @CommandHandler('x'\n  x(): void {}\n}\n`,
    })

    const { ok, diagnostics } = await generate({ cwd: project.root })

    expect(ok).toBe(false)
    expect(diagnostics[0]).toMatchObject({ code: 'BG1001', file: 'src/broken.ts', start: { line: 4, column: 3 } })
    expect(diagnostics.every((diagnostic) => diagnostic.code === 'BG1001')).toBe(true)
    expect(project.read(output)).toBe(before)
  })

  it('C10 refuses an abstract handler', async () => {
    const project = tempProject({
      'src/a.ts': `import { CommandHandler } from '@botgen/runtime'\nexport abstract class A {\n  @CommandHandler('a')\n  abstract a(): void\n}\n`,
    })

    const { diagnostics } = await generate({ cwd: project.root })

    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain('BG1112')
  })

  it('T3 compares only with `write: false`', async () => {
    const project = tempProject(hello)

    const { files } = await generate({ cwd: project.root, write: false })

    expect(files).toMatchObject([{ path: project.path(output), previous: undefined, changed: true }])
    expect(() => project.read(output)).toThrow('ENOENT')
  })

  it('T9 prints nothing, also when there are errors', async () => {
    const spies = [jest.spyOn(process.stdout, 'write'), jest.spyOn(process.stderr, 'write')]
    try {
      await generate({ cwd: tempProject(hello).root })
      await generate({ cwd: tempProject(handlers(`  @CommandHandler('A')\n  a(): void {}`)).root })
      for (const spy of spies) expect(spy).not.toHaveBeenCalled()
    } finally {
      for (const spy of spies) spy.mockRestore()
    }
  })

  it('takes a project without handlers for a mistake and leaves the file', async () => {
    const project = tempProject({ ...hello, 'src/other.ts': 'export {}' })
    await generate({ cwd: project.root })
    const before = project.read(output)
    project.write({ 'src/handlers.ts': 'export {}' })

    const { ok, diagnostics } = await generate({ cwd: project.root })

    expect(ok).toBe(false)
    expect(diagnostics).toMatchObject([{ code: 'BG1002', file: 'tsconfig.json' }])
    expect(diagnostics[0]?.message).toContain('The 2 files of tsconfig.json have no @CommandHandler')
    expect(project.read(output)).toBe(before)
  })

  it('never takes its own output for a source', async () => {
    const project = tempProject({ ...hello, 'src/table.ts': '// Generated by botgen.\nCommandHandler' })

    const { ok, stats } = await generate({ cwd: project.root, output: 'src/table.ts' })

    expect(ok).toBe(true)
    expect(stats.files).toBe(1)
  })
})

describe('the links', () => {
  const links = 'src/botgen.links.ts'
  const buttons = {
    'src/handlers.ts': `import { CommandHandler } from '@botgen/runtime'
import { callbacks, deepLinks } from './botgen.links.js'

export class Handlers {
  @CommandHandler('start')
  start(ref: string): readonly string[] {
    return [callbacks.like({ count: 1 }), deepLinks('shop_bot').start({ ref })]
  }

  @CommandHandler.CallbackQuery('like')
  like(count: number): unknown {
    return count
  }
}
`,
  }

  it('C13 the first run works although handlers import what is not there yet, and the next changes nothing', async () => {
    const project = tempProject(buttons)

    const first = await generate({ cwd: project.root })
    const second = await generate({ cwd: project.root })

    expect(first.diagnostics).toEqual([])
    expect(first.files).toMatchObject([
      { path: project.path(output), changed: true, content: { kind: 'table', handlers: 2 } },
      { path: project.path(links), changed: true, content: { kind: 'links', builders: 2 } },
    ])
    expect(second.files.map(({ changed }) => changed)).toEqual([false, false])
    expect(second.stats.files).toBe(1)
    expect(await compile(project.root)).toBe('')
  }, 60_000)

  it('C13 a button for a handler that is gone does not compile, nor one with other arguments', async () => {
    const project = tempProject(buttons)
    project.write({
      'src/handlers.ts': project
        .read('src/handlers.ts')
        .replace('like(count: number)', 'like(count: string)')
        .replace(`'start'`, `'begin'`),
    })
    await generate({ cwd: project.root })

    const errors = await compile(project.root)

    expect(errors).toMatch(/handlers\.ts\(2,21\): error TS2305: .*no exported member 'deepLinks'/)
    expect(errors).toMatch(/handlers\.ts\(7,30\): error TS2322: Type 'number' is not assignable to type 'string'/)
  }, 60_000)

  it('C13 T3 a check finds stale links, and writes neither file', async () => {
    const project = tempProject(buttons)
    await generate({ cwd: project.root })
    const before = project.read(links)
    project.write({ 'src/handlers.ts': project.read('src/handlers.ts').replace('count: number', 'count?: number') })

    const { files } = await generate({ cwd: project.root, write: false })

    expect(files.map(({ content, changed }) => [content.kind, changed])).toEqual([
      ['table', true],
      ['links', true],
    ])
    expect(project.read(links)).toBe(before)
  })

  it('C13 are emptied, not removed, when nothing is left to link to; without a file none is written', async () => {
    const project = tempProject(buttons)
    await generate({ cwd: project.root })
    project.write(hello)

    const emptied = await generate({ cwd: project.root })
    const unlinked = await generate({ cwd: tempProject(hello).root })

    expect(emptied.files[1]).toMatchObject({ changed: true, content: { kind: 'links', builders: 0 } })
    expect(project.read(links)).toBe('// Generated by botgen. Do not edit; run `npx botgen generate`.\nexport {}\n')
    expect(unlinked.files.map(({ content }) => content.kind)).toEqual(['table'])
  })

  it("C13 somebody's own module in their place is left alone, unless they would have to go there", async () => {
    const own = 'export const mine = true\n'
    const project = tempProject({ ...hello, [links]: own })

    const { files } = await generate({ cwd: project.root })
    project.write(buttons)
    const running = generate({ cwd: project.root })

    expect(files).toHaveLength(1)
    await expect(running).rejects.toThrow(/botgen\.links\.ts was not written by botgen and would be lost/)
    expect(project.read(links)).toBe(own)
  })

  it('C2 C13 a decorator cannot use them: they are known only when the program runs', async () => {
    const project = tempProject({
      'src/handlers.ts': buttons['src/handlers.ts'].replace(
        `CallbackQuery('like')`,
        `CallbackQuery(callbacks.like({ count: 1 }))`,
      ),
    })

    const { diagnostics } = await generate({ cwd: project.root })

    expect(diagnostics.map(({ code, start }) => [code, start?.line])).toEqual([['BG1201', 10]])
  })
})

describe('a bot behind links', () => {
  it('C5 is read once', async () => {
    const project = tempProject(hello)
    symlinkSync(project.path('src/handlers.ts'), project.path('src/again-by-a-link.ts'))

    const { ok, diagnostics, stats } = await generate({ cwd: project.root })

    expect({ ok, diagnostics, files: stats.files }).toEqual({ ok: true, diagnostics: [], files: 1 })
  })
})

describe('the output', () => {
  it('may be in a folder that does not exist yet', async () => {
    const project = tempProject(hello)
    await generate({ cwd: project.root, output: 'generated/deep/table.ts' })

    expect(project.read('generated/deep/table.ts')).toContain(`from '../../src/handlers.js'`)
  })

  it('must not be a folder', async () => {
    const project = tempProject(hello)
    mkdirSync(project.path(output))

    await expect(generate({ cwd: project.root })).rejects.toThrow(/it is a folder\. Name a file as the output\./)
  })

  it('must not be a file that somebody else wrote', async () => {
    const project = tempProject({ ...hello, 'src/main.ts': 'export const mine = true\n' })

    const running = generate({ cwd: project.root, output: 'src/main.ts' })

    await expect(running).rejects.toThrow(WriteError)
    expect(project.read('src/main.ts')).toBe('export const mine = true\n')
  })

  it.each(['src/table.js', 'src/table', 'src/table.d.ts', 'src/table.d.mts'])('must not be %s', async (file) => {
    const project = tempProject(hello)

    const running = generate({ cwd: project.root, output: file })

    await expect(running).rejects.toThrow(/is no TypeScript module; end its name in \.ts, \.mts or \.cts/)
  })

  it('must not be one of the sources with handlers', async () => {
    const project = tempProject(hello)

    const running = generate({ cwd: project.root, output: 'src/handlers.ts' })

    await expect(running).rejects.toThrow(WriteError)
    await expect(running).rejects.toThrow('is one of the sources with handlers')
  })

  // Root may write anywhere, whatever the mode says.
  ;(process.getuid?.() === 0 ? it.skip : it)('must be in a folder that can be written to', async () => {
    const project = tempProject(hello)
    mkdirSync(project.path('locked'))
    chmodSync(project.path('locked'), 0o500)

    await expect(generate({ cwd: project.root, output: 'locked/table.ts' })).rejects.toThrow(/permission denied/)
  })

  it('names a path that leads through a file', async () => {
    const project = tempProject(hello)

    await expect(generate({ cwd: project.root, output: 'tsconfig.json/table.ts' })).rejects.toThrow(WriteError)
  })
})

describe('the project', () => {
  it('must have a tsconfig', async () => {
    const project = tempProject(hello)

    await expect(generate({ cwd: project.root, project: 'nowhere' })).rejects.toThrow(ConfigError)
  })

  it('is the nearest one from the working directory up', async () => {
    const project = tempProject(hello)

    const { root } = await generate({ cwd: project.path('src') })

    expect(root).toBe(project.root)
  })

  it.each(['package.json', 'src/handlers.ts'])('must not be %s', async (path) => {
    const project = tempProject(hello)

    await expect(generate({ cwd: project.root, project: path })).rejects.toThrow(`${path} is no tsconfig; name`)
  })

  it('must be correct JSON', async () => {
    const project = tempProject({ ...hello, 'tsconfig.json': '{ "compilerOptions": { "strict": tru } }' })

    await expect(generate({ cwd: project.root })).rejects.toThrow('tsconfig.json:1:34 is not valid')
  })

  it('must be more than references to others, which are named', async () => {
    const project = tempProject({
      'tsconfig.json': '{ "files": [], "references": [{ "path": "bots/a" }, { "path": "bots/b" }] }',
    })

    const { diagnostics } = await generate({ cwd: project.root })

    expect(diagnostics).toMatchObject([{ code: 'BG1002' }])
    expect(diagnostics[0]?.message).toContain('only references to other projects')
    expect(diagnostics[0]?.message).toContain('bots/a, bots/b')
  })

  it('must have TypeScript sources', async () => {
    const project = tempProject({ 'src/handlers.js': '', 'src/a.mjs': '' })

    const { diagnostics } = await generate({ cwd: project.root })

    expect(diagnostics[0]?.message).toContain(
      'botgen reads TypeScript sources; rename those with handlers, such as src/a.mjs,',
    )
  })

  it('may be named by its tsconfig; paths are relative to its folder', async () => {
    const project = tempProject({})
    const shop = tempProject(hello)
    project.write({
      'bots/shop/tsconfig.bot.json': shop.read('tsconfig.json'),
      'bots/shop/src/handlers.ts': shop.read('src/handlers.ts'),
    })

    const { root } = await generate({ cwd: project.root, project: 'bots/shop/tsconfig.bot.json' })

    expect(root).toBe(project.path('bots/shop'))
    expect(project.read('bots/shop/src/botgen.generated.ts')).toContain(`'src/handlers.ts'`)
  })
})
