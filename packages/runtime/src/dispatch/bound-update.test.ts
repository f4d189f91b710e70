import { describe, expect, it } from '@jest/globals'
import { Context, Telegram } from 'telegraf'
import type { Update } from 'telegraf/types'
import { tableOf } from '../../test/harness.js'
import { start } from '../../test/start.js'
import { MissingContextError } from '../index.js'

describe('what a handler gets of its update', () => {
  it('D9 hands out what the update has', async () => {
    const seen: unknown[] = []
    const { bot, alice, chat, says } = await start({
      table: tableOf({
        all: (update) => {
          seen.push(
            update.user().id,
            update.chat().id,
            update.message().message_id,
            update.message('text').text,
            update.update('message').message.message_id,
            update.update().update_id,
            update.telegraf(),
            update.sessions(),
            update.session('q').qualifier,
            update.peekSession('other').isOpen,
            update.sessionContext('q').recordedBy.qualifier,
            update.optionalCallbackQuery(),
            update.optionalMessage('photo'),
            update.signal().aborted,
            update.telegram().token === bot.telegram.token,
          )
        },
      }),
    })
    await says('/all')
    expect(seen).toEqual([
      alice.id,
      chat.id,
      1,
      '/all',
      1,
      expect.any(Number),
      bot,
      bot.sessions,
      'q',
      false,
      'q',
      undefined,
      undefined,
      false,
      true,
    ])
  })

  it('D9 the context is the bot’s own type, with what bot.context adds', async () => {
    class ShopContext<U extends Update = Update> extends Context<U> {
      readonly shop = 'open'
    }
    let seen: Context | undefined
    const { says } = await start({
      table: tableOf({ shop: (update) => void (seen = update.context()) }),
      telegraf: { contextType: ShopContext },
      before: (telegraf) => Object.assign(telegraf.context, { currency: 'EUR' }),
    })
    await says('/shop')
    expect(seen).toMatchObject({ shop: 'open', currency: 'EUR' })
  })

  it('D9 each update has a client of its own, with the options that the bot’s has by then', async () => {
    const seen: unknown[] = []
    const { bot, says } = await start({
      table: tableOf({
        look: (update) => {
          const telegram = update.telegram()
          seen.push(telegram.webhookReply, Object.hasOwn(telegram, 'callApi'))
          telegram.webhookReply = false
          telegram.callApi = () => Promise.reject(new Error('patched'))
        },
      }),
    })
    await says('/look')
    await says('/look')
    bot.telegram.webhookReply = false
    await says('/look')
    expect(seen).toEqual([true, false, true, false, false, false])
  })

  it('D9 an update’s client is what Telegraf makes', async () => {
    let client: Telegram | undefined
    const { bot, says } = await start({
      table: tableOf({ look: (update) => void (client = update.telegram()) }),
    })
    await says('/look')
    const { token, options } = bot.telegram
    expect(client).toBeInstanceOf(Telegram)
    expect(Object.entries(client ?? {})).toStrictEqual(Object.entries(new Telegram(token, options)))
    expect(client?.options).not.toBe(options)
  })

  it('D13 names handler and parameter when the update lacks what the handler needs', async () => {
    const { errors, says } = await start({ table: tableOf({ press: (update) => update.callbackQuery() }) })
    await says('/press')
    expect(errors).toMatchObject([
      {
        error: { cause: { handler: 'TestHandlers.press', source: 'src/test-handlers.ts', parameter: 'CallbackQuery' } },
      },
    ])
    expect((errors[0]?.error as Error).cause).toBeInstanceOf(MissingContextError)
  })
})
