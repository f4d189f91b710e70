import { describe, expect, it } from '@jest/globals'
import { generate } from '../generate.js'
import { handlers, tempProject } from '../testing/projects.js'
import { ConfigError, loadConfig } from './index.js'

const hello = handlers(`  @CommandHandler('hello')\n  hello(): void {}`)

describe('loadConfig', () => {
  it.each([
    ['botgen.config.json', '\uFEFF{ "$schema": "x", "output": "table.ts" }'],
    ['botgen.config.js', `export default { output: 'table.ts' }`],
    ['botgen.config.cjs', `module.exports = { output: 'table.ts' }`],
    ['botgen.config.mjs', `export default { output: 'table.ts' }`],
    ['package.json', `{ "type": "module", "botgen": { "output": "table.ts" } }`],
  ])('T8 reads %s; its paths start from its folder', async (file, text) => {
    const project = tempProject({ [`deep/${file}`]: text })

    expect(await loadConfig(project.path('deep'))).toEqual({
      output: project.path('deep/table.ts'),
      file: project.path(`deep/${file}`),
      folder: project.path('deep'),
    })
  })

  it('is empty without a file', async () => {
    const project = tempProject({})

    expect(await loadConfig(project.root)).toEqual({ folder: project.root })
  })

  it.each([
    ['{ "outptu": "a.ts" }', 'outptu', 'Unknown key "outptu". Did you mean "output"?'],
    ['{ "handlers": 1 }', 'handlers', 'Known keys are project, include, output, importExtension.'],
    ['{ "include": ["a", 5] }', 'include[1]', '"include[1]" must be a string that is not empty, not 5.'],
    ['{ "include": "src" }', 'include', 'must be a list of globs that is not empty, not "src".'],
    ['{ "output": "" }', 'output', 'must be a string that is not empty, not "".'],
    ['{ "importExtension": "jss" }', 'importExtension', 'Did you mean "js"?'],
    ['[]', undefined, 'must be an object, not an empty list.'],
    ['{ nonsense', undefined, 'is not valid JSON'],
  ])('T8 refuses %s', async (text, key, message) => {
    const project = tempProject({ 'botgen.config.json': text })

    const loading = loadConfig(project.root)

    await expect(loading).rejects.toThrow(message)
    await expect(loading).rejects.toMatchObject({ name: 'ConfigError', key, file: project.path('botgen.config.json') })
  })

  it('refuses two configurations, and one that is not there', async () => {
    const project = tempProject({ 'botgen.config.json': '{}', 'botgen.config.js': 'export default {}' })

    await expect(loadConfig(project.root)).rejects.toThrow('keep one of them')
    await expect(loadConfig(project.root, 'other.json')).rejects.toThrow(ConfigError)
  })

  it.each(['ts', 'mts', 'cts'])('T8 says that botgen.config.%s is not read, and what is', async (extension) => {
    const project = tempProject({ [`botgen.config.${extension}`]: 'export default {}' })
    const file = project.path(`botgen.config.${extension}`)

    await expect(loadConfig(project.root)).rejects.toMatchObject({ name: 'ConfigError', file })
    await expect(loadConfig(project.root)).rejects.toThrow('Formats are json, js, mjs, cjs')
  })

  it('refuses a script without a default export', async () => {
    const project = tempProject({ 'botgen.config.mjs': 'export const config = {}' })

    await expect(loadConfig(project.root)).rejects.toThrow('no default export')
  })
})

describe('generate with a configuration', () => {
  it('T8 an option beats the file', async () => {
    const project = tempProject({ ...hello, 'botgen.config.json': '{ "output": "src/from-file.ts" }' })

    const { files } = await generate({ cwd: project.root, output: 'src/from-option.ts', write: false })

    expect(files[0]?.path).toBe(project.path('src/from-option.ts'))
  })

  it('C1 takes the files of its globs, not those of the tsconfig', async () => {
    const project = tempProject({
      ...hello,
      'bots/other.ts': (hello['src/handlers.ts'] ?? '').replace(`'hello'`, `'other'`),
      'botgen.config.json': '{ "include": ["bots/**/*.ts"], "importExtension": "ts" }',
    })

    const { files } = await generate({ cwd: project.root })

    expect(files[0]?.path).toBe(project.path('botgen.generated.ts'))
    expect(files[0]?.text).toContain(`import { Handlers } from './bots/other.ts'`)
    expect(files[0]?.text).not.toContain(`['hello']`)
  })
})
