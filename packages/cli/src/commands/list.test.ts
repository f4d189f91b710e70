import { describe, expect, it } from '@jest/globals'
import { botgen } from '../testing/botgen.js'
import { tempProject } from '../testing/projects.js'
import { faultsOf } from '../testing/report-schema.js'
import type { JsonList } from './list.js'

const handlers = `import { CommandHandler, CommonHandler, Guard, RateLimits, type Session } from '@botgen/runtime'
import type { Context } from 'telegraf'

export class Awake extends Guard {
  override check(): boolean { return true }
}

export class Shop {
  @Guard(Awake)
  @RateLimits({ rate: 2, period: '1m' })
  @CommandHandler(['buy', 'order'], { description: 'Buy something' })
  async buy(shop: Session<'shop'>, ctx: Context, what?: string): Promise<void> {}

  @CommonHandler.Text('Done', { priority: 1 })
  async done(shop: Session<'shop'>): Promise<void> { await shop.close() }
}

export class Help {
  @CommandHandler('help')
  help(context: Context): void {}
}
`

const listed = `Shop
  /buy, /order  buy   src/handlers.ts:11
    about     "Buy something"
    takes     shop: session 'shop', ctx: context, what: text?
    sessions  shop: opens
    guards    Awake
    limit     2 per 1m
  text "Done"   done  src/handlers.ts:14
    takes     shop: session 'shop'
    sessions  shop: opens, closes
    options   priority: 1

Help
  /help         help  src/handlers.ts:19
    takes     context

3 handlers in 2 classes
`

function shop() {
  const project = tempProject()
  project.write('src/handlers.ts', handlers)
  return project
}

/** A project with two bots, one command each. */
function twoBots() {
  const project = tempProject()
  const bot = (name: string) => ({ include: [`src/${name}.ts`], output: `src/${name}.generated.ts` })
  project.write('botgen.config.json', JSON.stringify({ bots: { shop: bot('shop'), help: bot('help') } }))
  for (const name of ['shop', 'help']) {
    const decorated = `  @CommandHandler('${name}')\n  run(): void {}\n`
    project.write(
      `src/${name}.ts`,
      `import { CommandHandler } from '@botgen/runtime'\nexport class H {\n${decorated}}\n`,
    )
  }
  return project
}

describe('botgen list', () => {
  it('T6 prints every route with its handler, parameters, sessions, guards and source', async () => {
    const project = shop()
    const before = project.state()

    expect(await botgen(project, ['list'])).toEqual({ code: 0, stdout: listed, stderr: '' })
    expect(project.state()).toEqual(before)
  })

  it('T6 shows the routes that mention all words, in whatever case', async () => {
    const of = async (...words: string[]) => (await botgen(shop(), ['list', ...words])).stdout

    expect(await of('AWAKE')).toContain('\n1 handler in 1 class\n')
    expect(await of('session', 'done')).toContain('  text "Done"')
    expect(await of('help', 'done')).toBe("No route mentions 'help' and 'done'.\n")
    expect(await of('handlers.ts:19')).toMatch(/^Help\n/)
  })

  it('T6 has a heading for each of several bots, or the one that is asked for', async () => {
    const route = (name: string) => `H\n  /${name}  run  src/${name}.ts:3\n\n1 handler in 1 class\n`
    const both = `Bot shop\n\n${route('shop')}\nBot help\n\n${route('help')}`

    expect((await botgen(twoBots(), ['list'])).stdout).toBe(both)
    expect((await botgen(twoBots(), ['list', '--bot', 'help'])).stdout).toBe(`Bot help\n\n${route('help')}`)
  })

  it.each([
    [twoBots, 'hlep', "There is no bot 'hlep'. Did you mean help?"],
    [twoBots, 'x', "There is no bot 'x'. Bots are shop, help."],
    [shop, 'shop', 'There is one bot, without a name; leave out --bot shop.'],
  ])('T2 a bot that is not there is wrong usage', async (project, name, message) => {
    expect(await botgen(project(), ['list', '--bot', name])).toEqual({
      code: 2,
      stdout: '',
      stderr: `botgen: ${message}\n`,
    })
  })

  it('T1 keeps to the width of the terminal, and has colours there', async () => {
    const { stdout } = await botgen(shop(), ['list'], { isTTY: true, columns: 50 })
    // eslint-disable-next-line no-control-regex -- colours
    const plain = stdout.replace(/\u001b\[\d+m/g, '')

    expect(stdout).not.toBe(plain)
    expect(Math.max(...plain.split('\n').map((line) => line.length))).toBeLessThanOrEqual(50)
    expect(plain).toContain("    takes     shop: session 'shop', ctx: context,\n              what: text?\n")
    expect((await botgen(shop(), ['list', '--no-color'], { isTTY: true })).stdout).toBe(listed)
  })

  it('T6 puts the source of a long route on a line of its own', async () => {
    const project = tempProject()
    const route = 'a'.repeat(70)
    project.write('src/handlers.ts', handlers.replace("'Done'", `'${route}'`))

    expect((await botgen(project, ['list'])).stdout).toContain(
      `  text "${route}"  done\n    at        src/handlers.ts:14\n    takes`,
    )
  })

  it('T6 shows what texts hold without acting upon it', async () => {
    const project = tempProject()
    project.write('src/handlers.ts', handlers.replace("'Done'", String.raw`'\u001b[2Jgone\u202e\n"'`))

    expect((await botgen(project, ['list'])).stdout).toContain(String.raw`  text "\u001b[2Jgone\u{202e}\n\""  done`)
  })

  it('T6 lists a thousand handlers, a few lines each', async () => {
    const commands = Array.from({ length: 1000 }, (_, index) => `command_${index}`)
    const { code, stdout } = await botgen(tempProject(commands), ['list'])
    const lines = stdout.split('\n')

    expect(code).toBe(0)
    expect(lines).toHaveLength(1004)
    expect(lines[1000]).toBe('  /command_999  m999  src/handlers.ts:3001')
    expect(lines.at(-2)).toBe('1000 handlers in 1 class')
  })

  it('T1 prints what is known as one object as json', async () => {
    for (const project of [shop(), twoBots(), tempProject(['Wrong'])]) {
      const { stdout, stderr } = await botgen(project, ['list', '--format', 'json'])

      expect(faultsOf(JSON.parse(stdout))).toEqual([])
      expect(stderr).toBe('')
    }
    const { stdout } = await botgen(shop(), ['list', 'help', '--format', 'json'])
    const { bots, ...head } = JSON.parse(stdout) as JsonList
    expect(head).toEqual({ version: 1, command: 'list', ok: true, root: '.', diagnostics: [] })
    expect(bots.map(({ output, handlers: all }) => [output, all.map(({ id }) => id)])).toEqual([
      ['src/botgen.generated.ts', ['Help.help command help']],
    ])
  })

  it('T2 reports errors in the sources as generate does', async () => {
    const project = tempProject(['Wrong'])
    const generated = await botgen(project, ['generate'])

    expect(await botgen(project, ['list'])).toEqual(generated)
    expect(generated.code).toBe(1)
    expect(await botgen(project, ['list', '--format', 'json'])).toMatchObject({ code: 1, stderr: '' })
  })

  it.each(['github', 'sarif'])('T1 has no format %s', async (format) => {
    expect(await botgen(shop(), ['list', '--format', format])).toMatchObject({ code: 2, stdout: expect.any(String) })
  })

  it('T1 takes the options of every command', async () => {
    const common = ['--project', '.', '--quiet', '--no-color', '--format', 'pretty']

    expect((await botgen(shop(), ['list', ...common])).stdout).toBe(listed)
  })
})
