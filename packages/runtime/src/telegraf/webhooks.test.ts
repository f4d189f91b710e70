import { describe, expect, it } from '@jest/globals'
import { tableOf } from '../../test/harness.js'
import { listen } from '../../test/start.js'
import { tableWith } from '../../test/table.js'
import { presses } from '../../test/talking.js'
import { gate } from '../../test/waiting.js'
import { callback } from '../index.js'

describe('webhooks', () => {
  it('S18 the deletes of clear reach Telegram as calls, and their refusals are seen', async () => {
    const reports: unknown[] = []
    const table = tableOf({
      done: async (update) => {
        const session = update.session()
        reports.push(await session.clear(undefined, { telegram: update.telegram() }))
        await session
          .with(update.context())
          .deleteMessage(1)
          .catch((error: unknown) => reports.push(error))
      },
    })
    const { server, alice, chat, bot, says } = await listen({ table })
    expect(bot.telegram.webhookReply).toBe(true)
    bot.sessions.get({ chatId: chat.id, userId: alice.id })
    const typed = alice.sends(chat, 'undeletable')
    await server.settled()
    chat.undeletable.add(typed.message_id)
    await says('/done')
    expect(reports).toMatchObject([
      { removed: 1, deleted: 1, refused: 1 },
      { response: { error_code: 400, description: "Bad Request: message can't be deleted" } },
    ])
    expect(server.calls.all().filter(({ via }) => via === 'webhookReply')).toEqual([])
    expect(bot.telegram.webhookReply).toBe(true)
  })

  it('S18 the context’s own calls keep Telegraf’s webhook reply', async () => {
    const { server, says } = await listen({
      table: tableOf({ type: (update) => update.context().sendChatAction('typing') }),
    })
    await says('/type')
    expect(server.calls.of('sendChatAction')).toMatchObject([{ via: 'webhookReply' }])
  })

  it('D17 the answer to a callback query reaches Telegram as a call', async () => {
    const setup = await listen({
      autoAnswer: true,
      table: tableWith({ callbacks: [callback(['like'], 'like', { invoke: () => undefined })] }),
    })
    const id = await presses(setup, 'like')
    const { server } = setup
    expect(server.calls.of('answerCallbackQuery')).toMatchObject([{ via: 'http' }])
    expect(server.answerTo(id)).toBeDefined()
  })

  it('D17 an answer that the handler gives over the webhook’s response is the only one', async () => {
    const setup = await listen({
      autoAnswer: true,
      table: tableWith({
        callbacks: [callback(['like'], 'like', { invoke: (update) => update.context().answerCbQuery('Mine') })],
      }),
    })
    await presses(setup, 'like')
    expect(setup.server.calls.of('answerCallbackQuery')).toMatchObject([
      { via: 'webhookReply', payload: { text: 'Mine' } },
    ])
  })

  it('S36 an update is confirmed when its handler has ended', async () => {
    const slow = gate()
    const begun = gate()
    const table = tableOf({
      slow: () => {
        begun.open()
        return slow.promise
      },
    })
    const { server, alice, chat } = await listen({ table })
    alice.sends(chat, '/slow')
    await begun.promise
    let isConfirmed = false
    const confirmed = server.settled().then(() => (isConfirmed = true))
    await new Promise(setImmediate)
    expect(isConfirmed).toBe(false)
    slow.open()
    await confirmed
  })

  it('D18 a webhook is answered although the handler fails', async () => {
    const { errors, says } = await listen({
      table: tableOf({
        fail: () => {
          throw new Error('no')
        },
      }),
    })
    await says('/fail')
    expect(errors).toHaveLength(1)
  })

  it('S37 an update is delivered again when the bot could not even ask who it is', async () => {
    const { server, bot, says } = await listen({ table: tableOf({ hello: (update) => update.context().reply('hi') }) })
    server.failNext('getMe', { errorCode: 500 })
    await says('/hello')
    expect(server.calls.of('getMe')).toHaveLength(2)
    expect(bot.botInfo?.username).toBe('test_bot')
  })
})
