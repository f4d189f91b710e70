import { execFileSync } from 'node:child_process'
import { describe, expect, it } from '@jest/globals'
import { type TempProject, tempProject } from '../testing/projects.js'

const built = new URL('../../dist/index.js', import.meta.url).href

interface Loaded {
  readonly output?: string
  readonly files?: readonly string[]
  readonly name?: string
  readonly message?: string
  readonly file?: string
}

/** Writes and loads in turn, in one process of Node's own: a test runner has module caches of another kind. */
function loadAfter(project: TempProject, changes: readonly Readonly<Record<string, string>>[]): readonly Loaded[] {
  const script = `
    import { writeFileSync } from 'node:fs'
    import { loadConfig } from ${JSON.stringify(built)}
    const results = []
    for (const files of ${JSON.stringify(changes)}) {
      for (const [file, text] of Object.entries(files)) writeFileSync(file, text)
      results.push(await loadConfig(process.cwd()).catch(({ name, message, file }) => ({ name, message, file })))
    }
    console.log(JSON.stringify(results))`
  const args = ['--input-type=module', '--eval', script]
  return JSON.parse(execFileSync(process.execPath, args, { cwd: project.root, encoding: 'utf8' })) as readonly Loaded[]
}

describe('a configuration script', () => {
  it.each([
    ['botgen.config.ts', (name: string) => `const output: string = '${name}'\nexport default { output }`],
    ['botgen.config.mts', (name: string) => `export default { output: await Promise.resolve('${name}' as string) }`],
    ['botgen.config.js', (name: string) => `export default { output: '${name}' }`],
    ['botgen.config.mjs', (name: string) => `export default { output: '${name}' }`],
    ['botgen.config.cjs', (name: string) => `module.exports = { output: '${name}' }`],
    ['botgen.config.json', (name: string) => `{ "output": "${name}" }`],
  ])('T8 %s is read again after a change, and leaves no file behind', (file, text) => {
    const project = tempProject({})
    const before = project.list()

    const loaded = loadAfter(project, [{ [file]: text('a.ts') }, { [file]: text('b.ts') }, { [file]: text('a.ts') }])

    expect(loaded.map(({ output }) => output)).toEqual(['a.ts', 'b.ts', 'a.ts'].map(project.path))
    expect(project.list()).toEqual([...before, file].sort())
  })

  it.each([
    ['botgen.config.ts', 'shared.ts', `import { output } from './shared.js'\nexport default { output }`],
    ['botgen.config.ts', 'shared.mjs', `import { output } from './shared.mjs'\nexport default { output }`],
    ['botgen.config.mjs', 'shared.mjs', `import { output } from './shared.mjs'\nexport default { output }`],
    ['botgen.config.js', 'shared.js', `export { default } from './shared.js'\nexport const output = 1`],
    ['botgen.config.cjs', 'shared.cjs', `const { output } = require('./shared.cjs')\nmodule.exports = { output }`],
    [
      'botgen.config.mjs',
      'shared.json',
      `import shared from './shared.json' with { type: 'json' }\nexport default shared`,
    ],
  ])('T8 %s follows a change of its own %s, and says that it read it', (file, shared, text) => {
    const texts: Readonly<Record<string, (name: string) => string>> = {
      cjs: (name) => `exports.output = '${name}'`,
      json: (name) => `{ "output": "${name}" }`,
    }
    const write =
      texts[shared.split('.').at(-1) ?? ''] ??
      ((name: string) => `export const output = '${name}'\nexport default { output }`)
    const project = tempProject({ [file]: text })

    const loaded = loadAfter(project, [{ [shared]: write('a.ts') }, { [shared]: write('b.ts') }])

    expect(loaded.map(({ output }) => output)).toEqual(['a.ts', 'b.ts'].map(project.path))
    for (const { files } of loaded) expect(files).toEqual([project.path(file), project.path(shared)])
  })

  it.each([
    ['botgen.config.ts', '\n\nthrow new Error("Ask Ann")', ':3 failed to load: Ask Ann. Correct it.'],
    ['botgen.config.mjs', '\n\nthrow new Error("Ask Ann")', ':3 failed to load: Ask Ann. Correct it.'],
    ['botgen.config.ts', 'export default {\n  a:,\n}', ':2 failed to load: Unexpected token. Correct it.'],
    ['botgen.config.mjs', 'export default {\n  a:,\n}', ':2 failed to load: Unexpected token. Correct it.'],
    ['botgen.config.cjs', 'module.exports = {\n  a:,\n}', ':2 failed to load: Unexpected token. Correct it.'],
    [
      'botgen.config.ts',
      `import a from 'no-package'\nexport default a`,
      ` failed to load: Cannot find module 'no-package'.`,
    ],
    [
      'botgen.config.mjs',
      `import a from 'no-package'\nexport default a`,
      ` failed to load: Cannot find package 'no-package'`,
    ],
    [
      'botgen.config.mjs',
      `import a from './no.js'\nexport default a`,
      ` failed to load: Cannot find module './no.js'.`,
    ],
    ['botgen.config.mjs', 'throw undefined', ' failed to load: undefined. Correct it.'],
    ['botgen.config.ts', 'throw new Error()', ':1 failed to load: it throws an error without a message. Correct it.'],
  ])('T8 %s that says %j is an error with its place', (file, text, message) => {
    const project = tempProject({})

    const [error] = loadAfter(project, [{ [file]: text }])

    expect(error).toMatchObject({ name: 'ConfigError', file: project.path(file) })
    expect(error?.message).toContain(`${project.path(file)}${message}`)
    expect(error?.message).not.toContain('\n')
  })

  it('T8 an error in a module that it imports names both, and is gone once it is mended', () => {
    const project = tempProject({
      'botgen.config.ts': `import { output } from './shared.js'\nexport default { output }`,
    })

    const [broken, mended] = loadAfter(project, [
      { 'shared.ts': '\nexport const output = missing' },
      { 'shared.ts': `export const output = 'a.ts'` },
    ])

    const shared = project.path('shared.ts')
    const why = 'failed to load: missing is not defined. Correct it.'
    expect(broken).toMatchObject({
      file: shared,
      message: `${shared}:2, which ${project.path('botgen.config.ts')} imports, ${why}`,
    })
    expect(mended?.output).toBe(project.path('a.ts'))
  })
})
