import { describe, expect, it } from '@jest/globals'
import type { Update } from 'telegraf/types'
import { tableOf } from '../../test/harness.js'
import { start } from '../../test/start.js'
import { gate } from '../../test/waiting.js'
import type { Invocation } from '../index.js'

describe('the order of updates', () => {
  it('S14 a reply behind a slow /order is handled after it and recorded', async () => {
    const slow = gate()
    const order: string[] = []
    const table = tableOf({
      order: async (update) => {
        await slow.promise
        update.session('order')
        order.push('order')
      },
    })
    const { bot, server, alice, chat } = await start({ table })
    bot.on('message', () => void order.push('reply'))
    alice.sends(chat, '/order')
    alice.sends(chat, 'a pizza')
    slow.open()
    await server.settled()
    expect(order).toEqual(['order', 'reply'])
    expect(await bot.sessions.get({ chatId: chat.id, userId: alice.id, qualifier: 'order' }).count()).toBe(2)
  })

  it('S14 another chat does not wait', async () => {
    const slow = gate()
    const { server, alice, chat } = await start({
      table: tableOf({ slow: () => slow.promise, fast: (update) => update.context().reply('done') }),
    })
    const bobsChat = server.privateChat(server.user({ firstName: 'Bob' }))
    const bob = server.user({ firstName: 'Carol' })
    const carolsChat = server.privateChat(bob)
    alice.sends(chat, '/slow')
    const answered = server.calls.next('sendMessage')
    bob.sends(carolsChat, '/fast')
    await answered
    slow.open()
    await server.settled()
    expect([...chat.history(), ...bobsChat.history()]).toHaveLength(1)
  })

  it('S14 a business chat and the bot’s own chat of the same number do not wait for each other', async () => {
    const slow = gate()
    const { bot, server, alice, chat } = await start({ table: tableOf({ slow: () => slow.promise }) })
    const seen = gate()
    bot.use((ctx) => {
      if ('business_message' in ctx.update) seen.open()
    })
    const connection = server.businessConnection({ owner: server.user({ firstName: 'Owner' }) })
    alice.sends(chat, '/slow')
    alice.sends(server.businessChat(connection, alice), 'hello')
    await seen.promise
    slow.open()
    await server.settled()
  })

  it.each([
    ["'none'", 'none' as const],
    ['a function that names no lane', () => undefined],
  ])('S14 ordering: %s lets updates of one chat run side by side', async (_name, ordering) => {
    const slow = gate()
    const { server, alice, chat } = await start({
      ordering,
      table: tableOf({ slow: () => slow.promise, go: () => slow.open() }),
    })
    alice.sends(chat, '/slow')
    alice.sends(chat, '/go')
    await server.settled()
  })

  it('S14 an ordering function that throws is reported, and the update takes the lane of its chat', async () => {
    const heard: unknown[] = []
    const { server, errors, alice } = await start({
      ordering: (update) => (update as Update.MessageUpdate).message.chat.id,
      before: (telegraf) => telegraf.use((ctx) => void heard.push(ctx.updateType)),
    })
    server.deliver({ inline_query: { id: '1', from: alice.info, query: '', offset: '' } })
    await server.settled()
    expect(heard).toEqual(['inline_query'])
    expect(errors).toMatchObject([{ context: { stage: 'update' } }])
  })

  it('S14 invocation.dispatch runs inside its own turn', async () => {
    const order: string[] = []
    const table = tableOf({
      outer: async (update) => {
        order.push('outer begins')
        const invocation: Invocation = update.invocation()
        const inner = structuredClone(invocation.update) as Update.MessageUpdate
        Object.assign(inner.message, { text: '/inner' })
        await invocation.dispatch(inner)
        order.push(`${invocation.handler} ends`)
      },
      inner: () => void order.push('inner'),
    })
    const { says } = await start({ table })
    await says('/outer')
    expect(order).toEqual(['outer begins', 'inner', 'TestHandlers.outer ends'])
  })

  it('S14 an update that a middleware hands in for its own chat is handled after it', async () => {
    const order: string[] = []
    let inner: Promise<void> | undefined
    const { bot, says } = await start({
      before: (telegraf) =>
        telegraf.use(async (ctx) => {
          order.push(`${ctx.text} begins`)
          if (ctx.text === 'outer') {
            const update = structuredClone(ctx.update) as Update.MessageUpdate
            Object.assign(update, { update_id: ctx.update.update_id + 1000 })
            Object.assign(update.message, { text: 'inner' })
            inner = bot.handleUpdate(update)
          }
          await Promise.resolve()
          order.push(`${ctx.text} ends`)
        }),
    })
    // From here on the bot knows who it is, and asks Telegram nothing.
    await says('hello')
    await says('outer')
    await inner
    expect(order.slice(2)).toEqual(['outer begins', 'outer ends', 'inner begins', 'inner ends'])
  })
})
