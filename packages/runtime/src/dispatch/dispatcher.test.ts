import { describe, expect, it } from '@jest/globals'
import { tableOf } from '../../test/harness.js'
import { start } from '../../test/start.js'
import { texts } from '../../test/talking.js'
import { number } from '../arguments.js'
import { command, CommandHandler, defineDispatchTable, type HandlerUpdate, routes } from '../index.js'

describe('dispatch', () => {
  const hello = (update: HandlerUpdate): unknown => update.context().reply('hello')

  it('D7 what no handler takes goes to the next middleware, and only that', async () => {
    const passed: unknown[] = []
    const { bot, says } = await start({ table: tableOf({ hello }) })
    bot.use((ctx) => void passed.push(ctx.text))
    await says('/hello')
    await says('/unknown')
    await says('words')
    expect(passed).toEqual(['/unknown', 'words'])
  })

  it.each(['/constructor', '/__proto__', '/toString', '/hasOwnProperty', '/'])(
    'D8 %s matches nothing',
    async (text) => {
      const passed: unknown[] = []
      const { bot, says, errors } = await start({ table: tableOf({ hello }) })
      bot.use((ctx) => void passed.push(ctx.text))
      await says(text)
      expect(passed).toEqual([text])
      expect(errors).toEqual([])
    },
  )

  it('D1 answers its own username only', async () => {
    const started = await start({ table: tableOf({ hello }) })
    for (const text of ['/hello@test_bot', '/HELLO@Test_Bot', '/hello@other_bot']) await started.says(text)
    expect(texts(started).filter((text) => text === 'hello')).toHaveLength(2)
  })

  it('D11 an argument that does not fit never reaches the handler: the user gets a usage line', async () => {
    class AddHandlers {
      @CommandHandler('add')
      add(): void {}
    }
    const amounts: number[] = []
    const started = await start({
      table: defineDispatchTable([
        routes(AddHandlers, 'src/add.ts', {
          commands: [
            command(['add'], 'add', { arguments: [number('qty')], invoke: (_update, qty) => amounts.push(qty) }),
          ],
        }),
      ]),
    })
    for (const text of ['/add', '/add two', '/add 2']) await started.says(text)
    expect(amounts).toEqual([2])
    expect(texts(started).filter((text) => text?.startsWith('Usage'))).toEqual([
      'Usage: /add <qty>',
      'Usage: /add <qty>',
    ])
  })

  it('S9 a session opens when its handler is about to run; peeking and a refused argument open none', async () => {
    class AddHandlers {
      @CommandHandler('add')
      add(): void {}

      @CommandHandler('peek')
      peek(): void {}
    }
    const { bot, says } = await start({
      table: defineDispatchTable([
        routes(AddHandlers, 'src/add.ts', {
          commands: [
            command(['add'], 'add', { arguments: [number('qty')], invoke: (update) => update.session('order') }),
            command(['peek'], 'peek', { invoke: (update) => update.peekSession('order') }),
          ],
        }),
      ]),
    })
    for (const text of ['/add', '/add two', '/peek']) await says(text)
    expect(bot.sessions.isIdle()).toBe(true)
    await says('/add 2')
    expect([...bot.sessions.list()].map(({ qualifier }) => qualifier)).toEqual(['order'])
  })

  it('D14 ignores what a handler returns and awaits its promise', async () => {
    const order: string[] = []
    const started = await start({
      table: tableOf({
        value: () => 'must not be sent',
        promise: async () => {
          await Promise.resolve()
          order.push('handler')
          return 'must not be sent'
        },
      }),
      before: (telegraf) =>
        telegraf.use(async (_ctx, next) => {
          await next()
          order.push('after')
        }),
    })
    await started.says('/promise')
    await started.says('/value')
    expect(order).toEqual(['handler', 'after', 'after'])
    expect(texts(started)).toEqual(['/promise', '/value'])
  })
})
