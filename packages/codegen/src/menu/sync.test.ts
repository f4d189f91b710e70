import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BotApiServer } from '@botgen/testing'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { CommandMenu } from '../description/index.js'
import { syncMenu, type SyncMenuOptions } from './index.js'

let server: BotApiServer

beforeEach(async () => {
  server = await BotApiServer.start()
})

afterEach(async () => {
  await server.stop()
})

/** Commands by name, with what they say. */
type Lines = Readonly<Record<string, string>>

function menu(scope: string, language: string | undefined, lines: Lines): CommandMenu {
  const commands = Object.entries(lines).map(([command, description]) => ({ command, description, handler: command }))
  return { scope, language, commands }
}

const menus = [
  menu('default', undefined, { start: 'Begin', help: 'Help' }),
  menu('default', 'de', { start: 'Anfangen', help: 'Hilfe' }),
  menu('all_chat_administrators', undefined, { ban: 'Ban a user' }),
]

async function sync(wanted: readonly CommandMenu[] = menus, options: Partial<SyncMenuOptions> = {}) {
  return await syncMenu(
    { menus: wanted },
    { token: server.token, apiRoot: options.apiRoot ?? server.apiRoot, ...options },
  )
}

/** What the bot's menus say: `default/de: start=Anfangen`. */
function shown(): readonly string[] {
  return Array.from(server.bot.commands, ([key, lines]) => {
    const [scope = '', , , language = ''] = key.split('/')
    const said = lines.map(({ command, description }) => `${command}=${description}`).join(' ')
    return `${scope}${language === '' ? '' : `/${language}`}: ${said}`
  })
}

/** The calls that change something. */
function sent(): readonly string[] {
  return server.calls.of(({ method }) => method !== 'getMyCommands').map(({ method }) => method)
}

describe('syncMenu', () => {
  it('T7 sends every menu that Telegram does not have', async () => {
    const { compared, changes } = await sync()

    expect(shown()).toEqual([
      'default: start=Begin help=Help',
      'default/de: start=Anfangen help=Hilfe',
      'all_chat_administrators: ban=Ban a user',
    ])
    expect(compared).toBe(8)
    expect(changes.map(({ kind, scope, language }) => [kind, scope, language])).toEqual([
      ['set', 'default', undefined],
      ['set', 'default', 'de'],
      ['set', 'all_chat_administrators', undefined],
    ])
  })

  it('T7 sends nothing the second time', async () => {
    await sync()
    server.calls.clear()

    expect(await sync()).toEqual({ compared: 8, changes: [] })
    expect(sent()).toEqual([])
  })

  it.each([
    ['a description', { start: 'Begin', help: 'Get help' }],
    ['a command more', { start: 'Begin', help: 'Help', pay: 'Pay' }],
    ['a command less', { start: 'Begin' }],
    ['the order', { help: 'Help', start: 'Begin' }],
  ])('T7 sends only the menu that differs in %s', async (_, lines: Lines) => {
    await sync()
    server.calls.clear()
    const { changes } = await sync([menu('default', undefined, lines), ...menus.slice(1)])

    expect(sent()).toEqual(['setMyCommands'])
    expect(changes).toEqual([
      {
        kind: 'set',
        scope: 'default',
        language: undefined,
        commands: Object.entries(lines).map(([command, description]) => ({ command, description })),
        previous: [
          { command: 'start', description: 'Begin' },
          { command: 'help', description: 'Help' },
        ],
      },
    ])
    expect(shown()[0]).toBe(
      `default: ${Object.entries(lines)
        .map((line) => line.join('='))
        .join(' ')}`,
    )
  })

  it('T7 deletes menus of its scopes and languages that the table no longer has, and no others', async () => {
    const client = server.client()
    const commands = [{ command: 'old', description: 'Old' }]
    const set = async (scope: object, language = '') =>
      await client.callApi('setMyCommands', { scope, language_code: language, commands })
    await set({ type: 'all_private_chats' })
    await set({ type: 'all_group_chats' }, 'de')
    await set({ type: 'all_group_chats' }, 'fr')
    await set({ type: 'chat', chat_id: 5 })
    const { changes } = await sync()

    expect(changes.filter(({ kind }) => kind === 'delete').map(({ scope, language }) => [scope, language])).toEqual([
      ['all_private_chats', undefined],
      ['all_group_chats', 'de'],
    ])
    expect(shown()).toEqual(expect.arrayContaining(['all_group_chats/fr: old=Old', 'chat: old=Old']))
    expect(shown()).toHaveLength(5)
  })

  it('T7 deletes menus in a language that the table no longer has where it is named', async () => {
    await sync()
    const wanted = menus.filter(({ language }) => language === undefined)

    expect(await sync(wanted)).toEqual({ compared: 4, changes: [] })
    expect((await sync(wanted, { languages: ['de', 'fr'] })).changes.map(({ kind }) => kind)).toEqual(['delete'])
    expect(shown()).toEqual(['default: start=Begin help=Help', 'all_chat_administrators: ban=Ban a user'])
  })

  it('T7 leaves the menus of a bot alone whose table has none', async () => {
    await sync()
    server.calls.clear()

    expect(await sync([])).toEqual({ compared: 0, changes: [] })
    expect(server.calls.all()).toEqual([])
    expect(shown()).toHaveLength(3)
  })

  it('T7 says what it would send, and sends nothing', async () => {
    const { changes } = await sync(menus, { send: false })

    expect(changes).toHaveLength(3)
    expect(sent()).toEqual([])
  })
})

describe('syncMenu, when something goes wrong,', () => {
  it('T7 waits as long as Telegram asks, and goes on', async () => {
    const waits: number[] = []
    server.failNext('setMyCommands', { errorCode: 429, retryAfter: 7 })
    server.failNext('getMyCommands', { errorCode: 429, retryAfter: 3 })
    const told: number[] = []
    await sync(menus, {
      wait: async (milliseconds) => void waits.push(milliseconds),
      onWait: (milliseconds) => void told.push(milliseconds),
    })

    expect(waits).toEqual([3000, 7000])
    expect(told).toEqual(waits)
    expect(shown()).toHaveLength(3)
  })

  it('T7 waits no longer than it has patience, in all', async () => {
    const waits: number[] = []
    server.failNext('getMyCommands', { errorCode: 429, retryAfter: 4 }, 3)
    const wait = async (milliseconds: number) => void waits.push(milliseconds)

    await expect(sync(menus, { wait, patience: 10_000 })).rejects.toMatchObject({
      name: 'MenuError',
      reason: 'flood',
      message: 'The Bot API asks to wait 4 seconds; run this again after that.',
    })
    expect(waits).toEqual([4000, 4000])
  })

  it('T7 does not ask at once again where Telegram names no time, or none at all', async () => {
    const waits: number[] = []
    server.failNext('getMyCommands', { errorCode: 429, retryAfter: 0 })
    server.failNext('getMyCommands', { errorCode: 429 })
    await sync(menus, { wait: async (milliseconds) => void waits.push(milliseconds) })

    expect(waits).toEqual([1000, 5000])
  })

  it.each([
    [
      { errorCode: 400, description: 'Bad Request: BOT_COMMAND_INVALID' },
      'refused',
      /^The Bot API refused setMyCommands: 400 Bad Request: BOT_COMMAND_INVALID\.$/,
    ],
    [{ errorCode: 401 }, 'token', /knows no bot with this token \(401\); copy it/],
    [{ errorCode: 404 }, 'token', /knows no bot with this token \(404\); copy it/],
    [
      { errorCode: 500 },
      'server',
      /^The Bot API at 127\.0\.0\.1:\d+ has trouble \(500 Internal Server Error\); run this again later\.$/,
    ],
    [{ status: 502, body: '<html>Bad Gateway</html>' }, 'server', /has trouble \(HTTP 502\)/],
    [
      { status: 200, body: '<html>Log in to the hotel</html>' },
      'answer',
      /^What answers at 127\.0\.0\.1:\d+ is not the Bot API \(HTTP 200\)\. Check/,
    ],
    [{ status: 200, body: 'null' }, 'answer', /is not the Bot API/],
    [{ status: 302, body: '' }, 'answer', /is not the Bot API \(HTTP 302\)/],
    [
      { drop: 'request' as const },
      'network',
      /^Cannot reach the Bot API at 127\.0\.0\.1:\d+: \w+\. Check the connection/,
    ],
  ])('T7 tells of %j', async (fault, reason, message) => {
    server.failNext('setMyCommands', fault)

    await expect(sync()).rejects.toMatchObject({
      name: 'MenuError',
      reason,
      message: expect.stringMatching(message) as unknown,
    })
  })

  it('T7 says how many menus were sent before it failed; the next run sends the rest', async () => {
    server.failNext(({ payload }) => 'commands' in payload && payload.language_code === 'de', { errorCode: 500 })

    await expect(sync()).rejects.toThrow('run this again later. 1 of 3 menus were sent before.')
    expect((await sync()).changes).toHaveLength(2)
    expect(shown()).toHaveLength(3)
  })

  it('T7 gives up on a server that does not answer', async () => {
    server.failNext('getMyCommands', { hold: new Promise(() => undefined) })

    await expect(sync(menus, { timeout: 20 })).rejects.toMatchObject({
      reason: 'network',
      message: expect.stringContaining('it did not answer within 0.02 seconds') as unknown,
    })
  })

  it('T7 tells of a server that is not there', async () => {
    const { apiRoot } = server
    await server.stop()

    await expect(sync(menus, { apiRoot })).rejects.toThrow('ECONNREFUSED')
  })

  it('T7 takes commands for no answer that are none', async () => {
    server.failNext('getMyCommands', { answer: [{ command: 'a' }] })

    await expect(sync()).rejects.toMatchObject({ reason: 'answer' })
  })

  it('T7 ends when it is told to, also while it waits', async () => {
    const interrupt = new AbortController()
    server.failNext('setMyCommands', { errorCode: 429, retryAfter: 50 })
    const onWait = () => void setImmediate(() => interrupt.abort(new Error('interrupted')))

    await expect(sync(menus, { signal: interrupt.signal, onWait })).rejects.toThrow('interrupted')
    expect(sent()).toEqual(['setMyCommands'])
  })

  it('T7 refuses more commands than a menu takes, before anything is sent', async () => {
    const lines = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`c${index}`, 'C']))

    await expect(sync([menu('default', undefined, lines)])).rejects.toMatchObject({ reason: 'size' })
    expect(server.calls.all()).toEqual([])
  })

  it.each(['', 'secret', '123456', '123456:secret/../x', '123456:with space'])(
    'T7 takes %j for no token, and does not repeat it',
    async (token) => {
      const error = await sync(menus, { token }).catch((thrown: unknown) => thrown)

      expect(error).toMatchObject({ name: 'MenuError', reason: 'token' })
      if (token !== '' && token !== '123456') expect(String(error)).not.toContain(token)
    },
  )

  it.each(['', 'api.telegram.org', 'ftp://x', 'http://user:secret@x', 'https://x?token=secret', 'https://x#secret'])(
    'T7 takes %j for no address, and does not repeat it',
    async (apiRoot) => {
      await expect(sync(menus, { apiRoot })).rejects.toMatchObject({
        reason: 'apiRoot',
        message:
          'The address of the Bot API server is no plain http(s) address; write https://api.telegram.org, for example.',
      })
    },
  )

  it('T7 takes an address with a path, as that of a server behind another', async () => {
    const asked: (string | undefined)[] = []
    const behind = createServer((request, response) => {
      asked.push(request.url)
      response.end('{"ok":true,"result":[]}')
    })
    await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve))
    // A server that listens on a port has an address object.
    const { port } = behind.address() as AddressInfo
    await sync(menus.slice(0, 1), { apiRoot: `http://127.0.0.1:${port}/bots/`, send: false })
    behind.closeAllConnections()
    behind.close()

    expect(asked[0]).toBe(`/bots/bot${server.token}/getMyCommands`)
  })

  it('T7 never says the token, whatever the server answers', async () => {
    const { token } = server
    const faults = [
      { errorCode: 400, description: `Bad Request: /bot${token}/getMyCommands` },
      { errorCode: 503, description: `Trouble with ${token}` },
      { status: 500, body: token },
      { status: 200, body: token },
      { drop: 'response' as const },
    ]
    for (const fault of faults) {
      server.failNext('getMyCommands', fault)
      const error: unknown = await sync().catch((thrown: unknown) => thrown)

      expect(error).toMatchObject({ name: 'MenuError' })
      // With its stack and whatever hangs on it.
      expect(inspected(error)).not.toContain(token.slice(token.indexOf(':') + 1))
    }
  })
})

function inspected(error: unknown): string {
  if (!(typeof error === 'object' && error !== null)) return String(error)
  const keys = Object.getOwnPropertyNames(error) as (keyof typeof error)[]
  return keys.map((key) => String(error[key])).join('\n')
}
