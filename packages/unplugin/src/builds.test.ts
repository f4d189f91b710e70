import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { BotgenPluginOptions } from './index.js'
import { Bundlers, bundlers } from './testing/bundlers.js'
import { handlers, type TempProject, table, botProject } from './testing/projects.js'

/** The commands of the table in a bundle, which Node runs. */
function commandsOf(bundle: string): readonly string[] {
  const script = `
    const { createDispatchTable } = await import(${JSON.stringify(bundle)})
    const { classes } = createDispatchTable()
    console.log(JSON.stringify(classes.flatMap(({ routes }) => routes.flatMap(({ spec }) => spec.names))))`
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }),
  ) as []
}

let running: Bundlers | undefined

beforeAll(() => {
  running = new Bundlers()
}, 120_000)

afterAll(() => running?.stop())

describe.each(bundlers)('botgen.%s', (bundler) => {
  const build = (project: TempProject, options?: BotgenPluginOptions) => running!.build(bundler, project.root, options)

  it('C1 writes the table before the entry is read, and the bundle runs', async () => {
    const project = botProject('hello', 'bye')

    const { errors, warnings, bundle } = await build(project)

    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] })
    expect(project.read(table)).toContain(`command(['hello']`)
    expect(commandsOf(bundle ?? '')).toEqual(['hello', 'bye'])
  }, 120_000)

  it('C10 fails with code, file, line and column, and leaves the table', async () => {
    const project = botProject('hello')
    await build(project)
    const before = project.read(table)
    project.write({ 'src/handlers.ts': handlers('Handlers', 'Hello', 'fine', 'Bye') })

    const { errors, bundle } = await build(project)

    expect(bundle).toBeUndefined()
    const place = { file: project.path('src/handlers.ts'), line: 4, column: 19 }
    const message: unknown = expect.stringContaining(`BG1302 Command "Hello" has upper-case letters; write 'hello'.`)
    expect(errors).toContainEqual({ ...place, message })
    const all = errors.map(({ message }) => message).join('\n')
    expect(all).toContain('BG1302 Command "Bye"')
    expect(all).not.toMatch(/^\s+at /m)
    expect(project.read(table)).toBe(before)
  }, 120_000)

  it('C10 warns where botgen warns, and builds all the same', async () => {
    const project = botProject('hello')
    const text = handlers('Handlers', 'hello').replace('m0()', `m0(order: Session<'order'>)`)
    project.write({ 'src/handlers.ts': text.replace('{ CommandHandler }', '{ CommandHandler, type Session }') })

    const { errors, warnings, bundle } = await build(project)

    expect({ errors, warnings }).toMatchObject({
      errors: [],
      warnings: [{ file: project.path('src/handlers.ts'), line: 5 }],
    })
    expect(warnings[0]?.message).toContain('BG1507')
    expect(existsSync(bundle ?? '')).toBe(true)
  }, 120_000)

  it('T8 fails with what is wrong in the configuration, and its options beat it', async () => {
    const project = botProject('hello')
    project.write({ 'botgen.config.json': '{ "outptu": "src/other.ts" }' })

    const { errors } = await build(project)
    project.write({ 'botgen.config.json': '{ "output": "src/other.ts" }' })
    await build(project, { output: project.path(table) })

    // webpack and Rspack go on, to a table that is not there.
    const message: unknown = expect.stringContaining('Unknown key "outptu". Did you mean "output"?')
    expect(errors).toContainEqual(expect.objectContaining({ file: project.path('botgen.config.json'), message }))
    expect(existsSync(project.path('src/other.ts'))).toBe(false)
    expect(existsSync(project.path(table))).toBe(true)
  }, 120_000)
})
