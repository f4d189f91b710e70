import { describe, expect, it } from '@jest/globals'
import type { Update } from 'telegraf/types'
import { tableOf } from '../../test/harness.js'
import { start } from '../../test/start.js'

describe('recording', () => {
  it('S10 records before any middleware, wherever botgen() was called', async () => {
    const counts: (number | undefined)[] = []
    const { bot, says } = await start({
      before: (telegraf) =>
        telegraf.use(async (ctx, next) => {
          counts.push(await bot.sessions.peek(ctx)?.count())
          await next()
        }),
    })
    await says('opens nothing')
    bot.sessions.get({ chatId: 1001, userId: 1001 })
    await says('is recorded')
    expect(counts).toEqual([0, 1])
  })

  it('S10 records although a middleware before botgen() swallows the update', async () => {
    const { bot, says } = await start({ before: (telegraf) => telegraf.use(() => {}) })
    const session = bot.sessions.get({ chatId: 1001, userId: 1001 })
    await says('swallowed')
    expect(await session.count()).toBe(1)
  })
})

describe('an update that comes again', () => {
  it('S37 updates without a number, as tests make them, are all new', async () => {
    const seen: unknown[] = []
    const { bot, alice, chat } = await start({ before: (telegraf) => telegraf.use((ctx) => void seen.push(ctx.text)) })
    for (const text of ['one', 'two']) {
      const message = { message_id: 1, date: 1, chat: chat.info, from: alice.info, text }
      await bot.handleUpdate({ message } as unknown as Update)
    }
    expect(seen).toEqual(['one', 'two'])
  })

  it('S37 an update that is delivered again is neither recorded nor handled again', async () => {
    let runs = 0
    const table = tableOf({
      order: (update) => {
        runs += 1
        update.session()
      },
    })
    const { bot, server, says } = await start({ table })
    await says('/order')
    for (const update of server.updates()) server.redeliver(update)
    await server.settled()
    expect(runs).toBe(1)
    expect(await bot.sessions.get({ chatId: 1001, userId: 1001 }).count()).toBe(1)
  })
})
