import { Console } from 'node:console'
import { PassThrough, Writable } from 'node:stream'
import { faultyStorage, SharedInMemoryStorage } from '@botgen/testing'
import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { pino } from 'pino'
import { startBot, type TestOptions, type TestSetup, tableOf } from '../test/harness.js'
import { until } from '../test/waiting.js'
import { InMemorySessionStorage } from './index.js'

let setup: TestSetup | undefined

afterEach(async () => {
  await setup?.stop()
  setup = undefined
})

interface Line {
  readonly level: number
  readonly event: string
  readonly [field: string]: unknown
}

const levels = { debug: 20, info: 30, warn: 40, error: 50 }

/** A bot that logs to pino, with what that wrote. */
async function start(
  options: TestOptions = {},
): Promise<TestSetup & { readonly lines: Line[]; readonly text: () => string }> {
  const lines: Line[] = []
  const texts: string[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      texts.push(String(chunk))
      lines.push(JSON.parse(String(chunk)) as Line)
      done()
    },
  })
  // The harness's own listener stands aside unless a test brings one.
  setup = await startBot({
    logger: pino({ level: 'debug', base: null }, stream),
    onError: undefined as never,
    ...options,
  })
  return { ...setup, lines, text: () => texts.join('') }
}

const order = tableOf({
  order: () => {
    throw new RangeError('too much')
  },
  fine: () => {},
})

describe('a bot with a logger', () => {
  it('logs that it has started, and what was left when it stopped', async () => {
    const { bot, lines } = await start({ table: order })
    await bot.shutdown()
    const botId = Number.parseInt(bot.telegram.token, 10)
    expect(lines).toEqual([
      expect.objectContaining({
        level: levels.info,
        event: 'bot.started',
        botId,
        namespace: String(botId),
        handlers: 2,
        acknowledge: 'handled',
        sharesUpdates: false,
        msg: expect.stringMatching(/^botgen: /),
      }),
      expect.objectContaining({ level: levels.info, event: 'bot.stopped', botId, updates: 0, entries: 0 }),
    ])
  })

  it('S39 warns of what a shutdown left', async () => {
    const { bot, lines, alice, chat, server } = await start({ table: tableOf({ slow: () => new Promise(() => {}) }) })
    alice.sends(chat, '/slow')
    await until(() => bot.botInfo !== undefined)
    const stopped = bot.shutdown({ timeout: 100 })
    server.clock.advance(100)
    await until(() => {
      server.clock.advance(100)
      return lines.some(({ event }) => event === 'bot.stopped')
    })
    await stopped
    expect(lines.at(-1)).toMatchObject({ level: levels.warn, event: 'bot.stopped', updates: 1, entries: 0 })
  })

  it('D7 logs at debug that no handler takes an update, without its text', async () => {
    const { says, lines, text } = await start({ table: order })
    await says('/fine')
    await says('a secret wish')
    expect(lines.filter(({ level }) => level === levels.debug)).toEqual([
      expect.objectContaining({ event: 'update.unhandled', kind: 'message', updateId: expect.any(Number) }),
    ])
    expect(text()).not.toContain('secret')
  })

  it.each(['bot.catch', 'nobody'])('D18 logs once what a handler failed with that %s hears of', async (who) => {
    const caught: unknown[] = []
    const { says, lines, text } = await start({
      table: order,
      before: (telegraf) => who === 'bot.catch' && telegraf.catch((error) => void caught.push(error)),
    })
    await says('/order a secret wish')
    expect(lines.filter(({ level }) => level === levels.error)).toEqual([
      expect.objectContaining({
        event: 'update.failed',
        kind: 'message',
        handler: 'TestHandlers.order',
        source: 'src/test-handlers.ts',
        error: { type: 'RangeError', message: 'too much', stack: expect.stringContaining('logging.test.ts') },
        msg: 'botgen: TestHandlers.order failed',
      }),
    ])
    expect(text()).not.toContain('secret')
    expect(caught).toHaveLength(who === 'bot.catch' ? 1 : 0)
  })

  it('does not log what onError hears of', async () => {
    const heard: unknown[] = []
    const { says, lines } = await start({ table: order, onError: (error) => void heard.push(error) })
    await says('/order')
    expect(heard).toHaveLength(1)
    expect(lines.map(({ event }) => event)).toEqual(['bot.started'])
  })

  it('S14 logs which handler took too long', async () => {
    const { alice, chat, server, lines, bot } = await start({
      telegraf: { handlerTimeout: 1000 },
      table: tableOf({ slow: () => new Promise(() => {}) }),
    })
    await bot.telegram.getMe()
    alice.sends(chat, '/slow')
    await until(() => {
      server.clock.advance(1000)
      return lines.some(({ event }) => event === 'update.failed')
    })
    expect(lines.at(-1)).toMatchObject({
      event: 'update.failed',
      handler: 'TestHandlers.slow',
      error: { type: 'HandlerTimeoutError' },
    })
  })

  it('S15 logs when the storage begins to fail and when it works again, each once, without passwords', async () => {
    const faulty = faultyStorage(new InMemorySessionStorage())
    const { says, lines, bot, chat, server, text } = await start({ sessions: { storage: faulty.storage } })
    bot.sessions.get({ chatId: chat.id })
    const refused = Object.assign(new Error('redis://user:hunter2@10.0.0.1 refused'), { code: 'ECONNREFUSED' })
    faulty.failNext('add', { rejects: refused }, Number.POSITIVE_INFINITY)
    await says('one')
    await says('two')
    faulty.clearFaults()
    server.clock.advance(30_000)
    await until(() => lines.some(({ event }) => event === 'storage.recovered'))
    const incidents = lines.filter(({ event }) => event.startsWith('storage.'))
    expect(incidents).toMatchObject([
      { level: levels.error, event: 'storage.failed', error: { type: 'Error', code: 'ECONNREFUSED' } },
      { level: levels.info, event: 'storage.recovered' },
    ])
    expect(text()).not.toContain('hunter2')
  })

  it('S37 logs when updates are no more shared, and when they are again', async () => {
    const faulty = faultyStorage(new SharedInMemoryStorage())
    const { says, lines, server } = await start({ sessions: { storage: faulty.storage }, table: order })
    faulty.failNext('claimUpdate', { rejects: new Error('gone') })
    await says('/fine')
    server.clock.advance(1000)
    await says('/fine')
    expect(lines.filter(({ event }) => event.startsWith('claims.'))).toMatchObject([
      { level: levels.error, event: 'claims.failed', error: { message: 'gone' } },
      { level: levels.info, event: 'claims.recovered' },
    ])
  })

  it("never logs the bot's token", async () => {
    const { says, lines, text, server } = await start({
      table: tableOf({
        order: () => {
          throw new Error(`request to https://api.telegram.org/bot${server.token}/getMe failed`)
        },
      }),
    })
    await says('/order')
    expect(lines.at(-1)).toMatchObject({
      error: { message: 'request to https://api.telegram.org/bot[token]/getMe failed' },
    })
    expect(text()).not.toContain(server.token)
  })

  it('goes on when the logger fails', async () => {
    const printed = jest.spyOn(console, 'error').mockImplementation(() => {})
    const fails = (): void => {
      throw new Error('disk full')
    }
    const { says } = await start({ table: order, logger: { debug: fails, info: fails, warn: fails, error: fails } })
    await says('/order')
    expect(printed).toHaveBeenCalledWith('botgen: the logger itself failed:', new Error('disk full'))
    printed.mockRestore()
  })
})

describe('a console as the logger', () => {
  it('prints a line that can be read, the message first', async () => {
    const output = new PassThrough()
    const { says } = await start({ table: order, logger: new Console(output, output) })
    await says('/order')
    const text = String(output.read())
    expect(text).toMatch(/^botgen: has 2 handlers \{\n? *event: 'bot.started',/)
    expect(text).toMatch(/\nbotgen: TestHandlers\.order failed \{\n? *event: 'update.failed',/)
    expect(text).toContain('RangeError: too much')
  })
})
