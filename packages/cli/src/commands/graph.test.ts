import { describe, expect, it } from '@jest/globals'
import { botgen } from '../testing/botgen.js'
import { tempProject } from '../testing/projects.js'
import { faultsOf } from '../testing/report-schema.js'
import type { JsonDrawing, JsonGraph } from './graph.js'

const mermaid = `flowchart LR
  n0(["/hello"])
  subgraph n1["Handlers"]
    n2["m0"]
  end
  n0 --> n2
`

/** A project with a session, a guard and what is injected and provided. */
function shop() {
  const project = tempProject()
  project.write(
    'src/handlers.ts',
    `import { CommandHandler, Guard, Injectable, type Session } from '@botgen/runtime'
export interface Clock { now(): number }
@Injectable()
export class Stock { constructor(readonly clock: Clock) {} }
export class Awake extends Guard {
  override check(): boolean { return true }
}
export class Shop {
  @Guard(Awake)
  @CommandHandler('buy')
  buy(shop: Session<'shop'>, stock: Stock): void {}
}
`,
  )
  return project
}

describe('botgen graph', () => {
  it('T6 prints a Mermaid flowchart, and writes nothing', async () => {
    const project = tempProject()
    const before = project.state()

    expect(await botgen(project, ['graph'])).toEqual({ code: 0, stdout: mermaid, stderr: '' })
    expect(await botgen(project, ['graph', '--as', 'mermaid'])).toEqual({ code: 0, stdout: mermaid, stderr: '' })
    expect(project.state()).toEqual(before)
  })

  it('T6 prints DOT', async () => {
    const { code, stdout } = await botgen(shop(), ['graph', '--as', 'dot'])

    expect(code).toBe(0)
    expect(stdout).toMatch(/^digraph botgen \{\n/)
    expect(stdout).toContain('[label="/buy", ')
  })

  it('T6 writes a page that consists of one file', async () => {
    const project = shop()
    const { code, stdout, stderr } = await botgen(project, ['graph', '--as', 'html', '--output', 'bot.html'])

    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'bot.html: html (written)\n', stderr: '' })
    const page = project.read('bot.html')
    expect(page).toMatch(/^<!doctype html>/)
    expect(page).toContain("default-src 'none'")
    expect(page).toContain('Shop.buy command buy')
  })

  it('T6 prints nodes and edges as JSON', async () => {
    const asked = await botgen(shop(), ['graph', '--as', 'json'])
    const graph = JSON.parse(asked.stdout) as JsonGraph

    expect(faultsOf(graph)).toEqual([])
    expect(graph).toMatchObject({
      version: 1,
      command: 'graph',
      ok: true,
      root: '.',
      diagnostics: [{ code: 'BG1507' }],
    })
    expect(graph.bots[0]?.nodes.map(({ kind, label }) => `${kind} ${label}`)).toEqual([
      'route /buy',
      'class Shop',
      'handler buy',
      'session shop',
      'guard Awake',
      'injectable Stock',
      'provided clock: Clock',
    ])
    expect(graph.bots[0]?.edges).toContainEqual({
      from: 'handler Shop.buy',
      to: 'session shop',
      kind: 'session',
      label: 'opens',
    })
    expect(await botgen(shop(), ['graph', '--format', 'json'])).toEqual(asked)
  })

  it('T6 writes the drawing to a file, in a folder that need not be there, when it differs', async () => {
    const project = tempProject()
    const words = ['graph', '--output', 'docs/bot.mmd']

    expect(await botgen(project, words)).toEqual({ code: 0, stdout: 'docs/bot.mmd: mermaid (written)\n', stderr: '' })
    expect(project.read('docs/bot.mmd')).toBe(mermaid)
    const before = project.state()
    expect((await botgen(project, words)).stdout).toBe('docs/bot.mmd: mermaid (unchanged)\n')
    expect(project.state()).toEqual(before)
    expect(await botgen(project, [...words, '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  it('T1 says as json where the drawing is', async () => {
    const project = tempProject()
    const { stdout } = await botgen(project, ['graph', '--output', 'bot.mmd', '--format', 'json'])
    const report = JSON.parse(stdout) as JsonDrawing

    expect(faultsOf(report)).toEqual([])
    expect(report).toMatchObject({ command: 'graph', output: 'bot.mmd', status: 'written' })
    expect(project.read('bot.mmd')).toBe(mermaid)
  })

  it.each([
    [
      ['--as', 'svg'],
      "Option '-a, --as <drawing>' argument 'svg' is invalid. Choose mermaid, dot, html, json. For the options run botgen graph --help.",
    ],
    [
      ['--as', 'mermiad'],
      "Option '-a, --as <drawing>' argument 'mermiad' is invalid. Did you mean mermaid? For the options run botgen graph --help.",
    ],
    [
      ['--output', 'src/main.ts'],
      '--output src/main.ts would be a source; name a file such as bot.mmd, bot.dot, bot.html or bot.json.',
    ],
    [['order'], "graph takes options only, not 'order'."],
  ])('T2 %j is wrong usage', async (words, message) => {
    expect(await botgen(tempProject(), ['graph', ...words])).toEqual({
      code: 2,
      stdout: '',
      stderr: `botgen: ${message}\n`,
    })
  })

  it('T2 a file that cannot be written exits with 2', async () => {
    expect(await botgen(tempProject(), ['graph', '--output', 'src'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^botgen: Cannot write .*src: it is a folder\./) as unknown,
    })
  })

  it('T2 reports errors in the sources as generate does, and writes no drawing', async () => {
    const project = tempProject(['Wrong'])
    const before = project.state()
    const json = await botgen(project, ['graph', '--as', 'json', '--format', 'json'])

    expect(await botgen(project, ['graph', '--output', 'bot.mmd'])).toEqual(await botgen(project, ['check']))
    expect(project.state()).toEqual(before)
    expect(json).toMatchObject({ code: 1, stderr: '' })
    expect(faultsOf(JSON.parse(json.stdout))).toEqual([])
  })
})
