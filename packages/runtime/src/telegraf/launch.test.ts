import { BotApiServer } from '@botgen/testing'
import { afterEach, describe, expect, it } from '@jest/globals'
import { Telegraf } from 'telegraf'
import { Heard, tableWith } from '../../test/table.js'
import { type BotOf, botgen, callback, command, type DispatchTable, defineDispatchTable, observer } from '../index.js'

const cleanUp: (() => unknown)[] = []

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
})

const recorded = ['message', 'channel_post', 'business_message', 'guest_message']

function reactionsTable(): DispatchTable {
  const heard = new Heard()
  return tableWith({
    commands: [command(['order'], 'order', { scope: ['message', 'edited_message'], invoke: heard.by('order') })],
    callbacks: [callback(['like'], 'like', { invoke: heard.by('like') })],
    observers: [observer(['message_reaction'], 'react', { invoke: heard.by('react') })],
  })
}

interface Launching {
  readonly server: BotApiServer
  readonly bot: BotOf
  /** What `process` was warned of since. */
  readonly warnings: unknown[][]
}

async function start(table: DispatchTable): Promise<Launching> {
  const server = await BotApiServer.start()
  const bot = botgen(new Telegraf(server.token, { telegram: { apiRoot: server.apiRoot } }), table)
  const warnings: unknown[][] = []
  // Under Jest the process that code sees has no part in the real one's events.
  const { emitWarning } = process
  process.emitWarning = (...args: unknown[]) => void warnings.push(args)
  cleanUp.push(
    () => server.stop(),
    () => (process.emitWarning = emitWarning),
  )
  return { server, bot, warnings }
}

/** The kinds that the bot asks for while it polls; `undefined`: Telegram's default. */
async function polls(
  { server, bot }: Launching,
  launch: (bot: BotOf) => Promise<void> = (launched) => launched.launch(),
): Promise<unknown> {
  const running = launch(bot)
  const alice = server.user({ firstName: 'Alice' })
  alice.sends(server.privateChat(alice), 'hello')
  await server.settled()
  const { allowedUpdates } = server.bot
  bot.stop()
  await running
  return allowedUpdates
}

describe('launch', () => {
  const needed = [
    'message',
    'edited_message',
    'channel_post',
    'business_message',
    'guest_message',
    'message_reaction',
    'callback_query',
  ]

  it('D21 asks for the kinds that handlers and sessions need', async () => {
    const launching = await start(reactionsTable())
    expect(launching.bot.allowedUpdates).toEqual(needed)
    expect(await polls(launching)).toEqual(needed)
    expect(launching.warnings).toEqual([])
  })

  it('D21 asks for what sessions record where there are no handlers', async () => {
    expect(await polls(await start(defineDispatchTable([])))).toEqual(recorded)
  })

  it('D21 keeps the signatures of launch', async () => {
    const launching = await start(reactionsTable())
    const heard: string[] = []
    expect(await polls(launching, (bot) => bot.launch(() => heard.push('listener alone')))).toEqual(needed)
    const other = await start(reactionsTable())
    await other.bot.launch({ webhook: { domain: 'localhost', port: 0 }, dropPendingUpdates: true }, () =>
      heard.push('with options'),
    )
    other.bot.stop()
    expect(other.server.calls.of('setWebhook')[0]?.payload.drop_pending_updates).toBe(true)
    expect(heard).toEqual(['listener alone', 'with options'])
  })

  it('D21 takes a list that is given, and warns where it lacks a kind', async () => {
    const launching = await start(reactionsTable())
    expect(
      await polls(launching, (bot) => bot.launch({ allowedUpdates: ['message', 'callback_query', 'poll'] })),
    ).toEqual(['message', 'callback_query', 'poll'])
    expect(launching.warnings).toMatchObject([
      [expect.anything(), { type: 'BotgenWarning', code: 'BOTGEN_ALLOWED_UPDATES' }],
    ])
    expect(launching.warnings[0]?.[0]).toContain(
      'edited_message, channel_post, business_message, guest_message, message_reaction, ',
    )
  })

  it('D21 an empty list stands for all kinds but those on request', async () => {
    const launching = await start(reactionsTable())
    expect(await polls(launching, (bot) => bot.launch({ allowedUpdates: [] }))).toBeUndefined()
    expect(launching.warnings[0]?.[0]).toContain('lack message_reaction, which')
  })

  it('D21 warns of nothing where the list has all of them', async () => {
    const launching = await start(reactionsTable())
    await polls(launching, (bot) => bot.launch({ allowedUpdates: [...bot.allowedUpdates, 'poll'] }))
    expect(launching.warnings).toEqual([])
  })

  it('D21 asks for them with a webhook too', async () => {
    const { server, bot } = await start(reactionsTable())
    await bot.launch({ webhook: { domain: 'localhost', port: 0 } })
    bot.stop()
    expect(server.calls.of('setWebhook')[0]?.payload.allowed_updates).toEqual(needed)
  })
})
