import { BotApiServer } from '@botgen/testing'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { run } from '../run.js'
import { botgen } from '../testing/botgen.js'
import { type TempProject, tempProject } from '../testing/projects.js'
import { faultsOf } from '../testing/report-schema.js'
import type { JsonMenuSync } from './menu.js'

/** A project with a class whose methods have these decorators. */
function shop(...decorators: readonly string[]): TempProject {
  const project = tempProject()
  project.write('src/handlers.ts', classOf(decorators))
  return project
}

function classOf(decorators: readonly string[], name = 'Shop'): string {
  const methods = decorators.map((decorator, index) => `  @CommandHandler(${decorator})\n  m${index}(): void {}\n`)
  return `import { CommandHandler } from '@botgen/runtime'\nexport class ${name} {\n${methods.join('')}}\n`
}

const commands = [
  "['buy', 'order'], { description: 'Buy something', locales: { de: 'Kaufen' } }",
  "'help', { description: 'Get help', menu: ['default', 'all_group_chats'] }",
  "'secret'",
]

/** A project with two bots, one command each. */
function twoBots(): TempProject {
  const project = tempProject()
  const bot = (name: string) => ({ include: [`src/${name}.ts`], output: `src/${name}.generated.ts` })
  project.write('botgen.config.json', JSON.stringify({ bots: { shop: bot('shop'), help: bot('help') } }))
  for (const name of ['shop', 'help']) {
    project.write(`src/${name}.ts`, classOf([`'${name}', { description: 'This is ${name}' }`]))
  }
  return project
}

describe('botgen menu', () => {
  it('T7 prints the menu by scope and language', async () => {
    const project = shop(...commands)
    const before = project.state()

    expect(await botgen(project, ['menu'])).toEqual({
      code: 0,
      stdout: `default
  /buy   Buy something
  /help  Get help

default, de
  /buy   Kaufen
  /help  Get help

all_group_chats
  /help  Get help
`,
      stderr: '',
    })
    expect(project.state()).toEqual(before)
  })

  it('T7 says what to do where there is no menu', async () => {
    expect((await botgen(shop("'a'"), ['menu'])).stdout).toBe(
      "No command has a description, so there is no menu. Add one: @CommandHandler('order', { description: 'Order a meal' }).\n",
    )
  })

  it('T7 has a heading for each of several bots, or the one that is asked for', async () => {
    const [first, second] = [
      'Bot shop\n\ndefault\n  /shop  This is shop\n',
      'Bot help\n\ndefault\n  /help  This is help\n',
    ]

    expect((await botgen(twoBots(), ['menu'])).stdout).toBe(`${first}\n${second}`)
    expect((await botgen(twoBots(), ['menu', '--bot', 'help'])).stdout).toBe(second)
  })

  it('T7 says where a menu has more commands than Telegram takes', async () => {
    const many = Array.from({ length: 101 }, (_, index) => `'c${index}', { description: 'C' }`)

    expect((await botgen(shop(...many), ['menu'])).stdout).toMatch(
      /^default \(101 commands; Telegram takes at most 100\)\n/,
    )
  })

  it('T7 shows what descriptions hold without acting upon it', async () => {
    const { stdout } = await botgen(shop(String.raw`'a', { description: 'a\u202db\nc\u{e0041}' }`), ['menu'])

    expect(stdout).toBe(String.raw`default
  /a  ab\nc\u{e0041}
`)
  })

  it('T1 prints one object as json', async () => {
    for (const project of [shop(...commands), shop("'a'"), twoBots(), tempProject(['Wrong'])]) {
      const { stdout, stderr } = await botgen(project, ['menu', '--format', 'json'])

      expect(faultsOf(JSON.parse(stdout))).toEqual([])
      expect(stderr).toBe('')
    }
  })

  it('T2 reports errors in the sources as generate does', async () => {
    const project = tempProject(['Wrong'])

    expect(await botgen(project, ['menu'])).toEqual(await botgen(project, ['generate']))
  })

  it.each([
    [['--dry-run'], '--dry-run is for menu --sync; add --sync, or leave it out.'],
    [['--api-root', 'http://x'], '--api-root is for menu --sync; add --sync, or leave it out.'],
    [['--languages', 'de'], '--languages is for menu --sync; add --sync, or leave it out.'],
    [
      ['--sync', '--languages', 'deu'],
      "Option '--languages <codes>' argument 'deu' is invalid. Write two-letter codes with commas between them, such as de,fr. For the options run botgen menu --help.",
    ],
    [['order'], "menu takes options only, not 'order'."],
    [['--sync'], 'menu --sync needs the token of the bot in the environment variable BOT_TOKEN; @BotFather has it.'],
  ])('T2 %j is wrong usage', async (words, message) => {
    expect(await botgen(shop(...commands), ['menu', ...words])).toEqual({
      code: 2,
      stdout: '',
      stderr: `botgen: ${message}\n`,
    })
  })
})

describe('botgen menu --sync', () => {
  let server: BotApiServer

  beforeEach(async () => {
    server = await BotApiServer.start()
  })

  afterEach(async () => {
    await server.stop()
  })

  async function sync(project: TempProject, ...words: readonly string[]) {
    const env = { BOT_TOKEN: ` ${server.token}\n`, BOT_API_ROOT: server.apiRoot }
    const ran = await botgen(project, ['menu', '--sync', ...words], { env })
    expect(ran.stdout + ran.stderr).not.toContain(server.token)
    return ran
  }

  /** The calls that change something. */
  const sent = () => server.calls.of(({ method }) => method !== 'getMyCommands').map(({ method }) => method)

  it('T7 sends what differs, says so, and sends nothing the second time', async () => {
    const project = shop(...commands)
    const first = await sync(project)

    expect(first).toEqual({
      code: 0,
      stdout: `default
+ /buy   Buy something
+ /help  Get help

default, de
+ /buy   Kaufen
+ /help  Get help

all_group_chats
+ /help  Get help

3 menus of 8 sent.
`,
      stderr: '',
    })
    expect(sent()).toHaveLength(3)

    const second = await sync(project)

    expect(second).toEqual({ code: 0, stdout: 'Telegram shows what the table says (8 menus compared).\n', stderr: '' })
    expect(sent()).toHaveLength(3)
  })

  it('T7 shows what changes, and deletes what the table has no more', async () => {
    await sync(shop(...commands))
    server.calls.clear()
    const changed = shop("'help', { description: 'Ask' }", "'buy', { description: 'Buy something' }")

    expect((await sync(changed)).stdout).toBe(`default
+ /help  Ask
  /buy   Buy something
- /help  Get help

all_group_chats (delete)
- /help  Get help

2 menus of 4 sent.
`)
    expect(sent()).toEqual(['setMyCommands', 'deleteMyCommands'])

    expect((await sync(changed, '--languages', 'de, fr')).stdout).toBe(`default, de (delete)
- /buy   Kaufen
- /help  Get help

1 menu of 12 sent.
`)
  })

  it('T7 --dry-run says what it would send', async () => {
    const { code, stdout } = await sync(shop("'a', { description: 'A' }"), '--dry-run')

    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'default\n+ /a  A\n\n1 menu of 4 would be sent; nothing was.\n',
    })
    expect(sent()).toEqual([])
  })

  it('T7 leaves what Telegram shows where the table has no menu', async () => {
    await sync(shop(...commands))
    server.calls.clear()

    expect((await sync(shop("'a'"))).stdout).toMatch(
      /so there is no menu\. .*\nWhat Telegram shows was left as it is\.\n$/,
    )
    expect(server.calls.all()).toEqual([])
  })

  it('T7 needs the name of one of several bots', async () => {
    expect(await sync(twoBots())).toEqual({
      code: 2,
      stdout: '',
      stderr: 'botgen: There are several bots (shop, help), and BOT_TOKEN is that of one; name it with --bot.\n',
    })
    expect((await sync(twoBots(), '--bot', 'help')).stdout).toContain('+ /help  This is help')
  })

  it('T7 takes another server from --api-root rather than from the environment', async () => {
    const env = { BOT_TOKEN: server.token, BOT_API_ROOT: 'http://127.0.0.1:1' }
    const words = ['menu', '--sync', '--api-root', server.apiRoot]

    expect(await botgen(shop(...commands), words, { env })).toMatchObject({ code: 0, stderr: '' })
  })

  it('T1 prints one object as json, and nothing with --quiet', async () => {
    const project = shop(...commands)
    const { stdout } = await sync(project, '--dry-run', '--format', 'json')
    const report = JSON.parse(stdout) as JsonMenuSync

    expect(faultsOf(report)).toEqual([])
    expect(report).toMatchObject({ command: 'menu', ok: true, compared: 8, sent: false })
    expect(report.changes[1]).toEqual({
      kind: 'set',
      scope: 'default',
      language: 'de',
      commands: [
        { command: 'buy', description: 'Kaufen' },
        { command: 'help', description: 'Get help' },
      ],
      previous: [],
    })
    expect(await sync(project, '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(faultsOf(JSON.parse((await sync(twoBots(), '--bot', 'shop', '--format', 'json')).stdout))).toEqual([])
  })

  it('T2 what Telegram refuses exits with 2, in every format', async () => {
    server.failNext('getMyCommands', { errorCode: 401 }, 2)
    const pretty = await sync(shop(...commands))
    const json = await sync(shop(...commands), '--format', 'json')

    expect(pretty).toMatchObject({ code: 2, stdout: '' })
    expect(pretty.stderr).toMatch(
      /^botgen: The Bot API at 127\.0\.0\.1:\d+ knows no bot with this token \(401\); .*\n$/,
    )
    expect(json.code).toBe(2)
    expect(faultsOf(JSON.parse(json.stdout))).toEqual([])
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, error: { kind: 'telegram' } })
  })

  it('T2 an interrupt ends it with 130, also while it waits', async () => {
    let interrupt = () => {}
    let stderr = ''
    server.failNext('setMyCommands', { errorCode: 429, retryAfter: 50 })
    const code = await run(['menu', '--sync'], {
      cwd: shop(...commands).root,
      env: { BOT_TOKEN: server.token, BOT_API_ROOT: server.apiRoot },
      stdout: { write: () => undefined },
      stderr: {
        write: (text) => {
          stderr += text
          if (text.includes('wait')) setImmediate(interrupt)
        },
      },
      onInterrupt: (listener) => (interrupt = listener),
    })

    expect(code).toBe(130)
    expect(stderr).toBe(
      'Telegram asks to wait 50 seconds.\nbotgen: Interrupted. What was sent stays; run this again for the rest.\n',
    )
  })
})
