import { beforeEach, describe, expect, it } from '@jest/globals'
import type { Context } from 'telegraf'
import { type TestSetup, tableOf } from '../../test/harness.js'
import { openSession } from '../../test/sessions.js'
import { start } from '../../test/start.js'
import type { Session } from '../index.js'

describe('a recording context', () => {
  let setup: TestSetup
  const seen: { ctx?: Context } = {}

  beforeEach(async () => {
    setup = await start({ table: tableOf({ start: (update) => void (seen.ctx = update.context()) }) })
    await setup.says('/start')
  })

  const open = (): Session => openSession(setup, 'order')

  const context = (): Context => {
    if (seen.ctx === undefined) throw new Error('no handler ran')
    return seen.ctx
  }

  it('S16 records replies, sends and the whole client', async () => {
    const order = open()
    const ctx = order.with(context())
    await ctx.reply('one')
    await ctx.replyWithHTML('<b>two</b>')
    await ctx.sendMessage('three')
    await ctx.telegram.sendMessage(setup.chat.id, 'four')
    await ctx.telegram.callApi('sendMessage', { chat_id: setup.chat.id, text: 'five' })
    expect(await order.count()).toBe(5)
    expect(ctx.recordedBy).toBe(order)
  })

  it('S16 shares state with the context it was made from', () => {
    const ctx = open().with(context())
    ctx.state.seen = true
    Object.assign(ctx, { custom: 1 })
    expect(context().state).toEqual({ seen: true })
    expect(context()).toMatchObject({ custom: 1 })
  })

  it('S16 leaves the context itself unrecorded', async () => {
    const order = open()
    order.with(context())
    await context().reply('not recorded')
    expect(await order.count()).toBe(0)
  })

  it('S16 replies to kinds that Telegraf does not know', async () => {
    const contexts: Context[] = []
    setup.bot.use((ctx) => void contexts.push(ctx))
    const connection = setup.server.businessConnection({ owner: setup.server.user({ firstName: 'Owner' }) })
    const businessChat = setup.server.businessChat(connection, setup.alice)
    setup.alice.sends(businessChat, 'hello owner')
    await setup.server.settled()
    const ctx = contexts.find(({ update }) => 'business_message' in update)
    if (ctx === undefined) throw new Error('no business message came')
    const session = setup.bot.sessions.of(ctx, { qualifier: 'support' })
    await session?.with(ctx).reply('hello customer')
    expect(businessChat.history().map(({ text }) => text)).toEqual(['hello owner', 'hello customer'])
    expect(await session?.count()).toBe(2)
  })
})
