import { callbackQueryUpdate, channelPostUpdate, messageUpdate } from '@botgen/testing'
import { describe, expect, it } from '@jest/globals'
import type { Update } from 'telegraf/types'
import { asking, saysAll, startAsking as start } from '../../test/asking.js'
import { startBot } from '../../test/harness.js'
import { Heard, startHeard, tableWith } from '../../test/table.js'
import { gate, pause, until } from '../../test/waiting.js'
import {
  BotgenError,
  command,
  InMemoryStateStorage,
  MissingContextError,
  type PendingInput,
  type StateStorage,
} from '../index.js'

describe('bot.inputs', () => {
  it('D19 shows and cancels what is pending, by context or update', async () => {
    const setup = await start({ payload: 7 })
    await setup.says('/ask')
    const [update] = setup.server.updates() as unknown as Update[]
    const { inputs } = setup.bot
    expect(await inputs.pending(update!)).toMatchObject({
      id: 'name',
      payload: 7,
      chatId: setup.chat.id,
      userId: setup.alice.id,
      businessConnectionId: undefined,
    })
    expect(await inputs.cancel(update!)).toBe(true)
    expect(await inputs.cancel(update!)).toBe(false)
    expect(await inputs.pending(update!)).toBeUndefined()
    expect(await saysAll(setup, 'Alice')).toEqual(['next'])
  })

  it('D19 a later expect replaces the one before', async () => {
    const setup = await start()
    const ctx = messageUpdate({ text: 'x', from: setup.alice.info })
    await setup.bot.inputs.expect(ctx, 'name', { payload: 'first', timeout: '1s' })
    await setup.bot.inputs.expect(ctx, 'name', { payload: 'second' })
    setup.server.clock.advance(5000)
    await pause()
    expect(await saysAll(setup, 'Alice')).toEqual([['name', 'Alice', 'second']])
  })

  it('D19 refuses an unknown id, kinds that never come, and no kinds', async () => {
    const { bot } = await start()
    const update = messageUpdate({ text: 'x' })
    await expect(bot.inputs.expect(update, 'nam')).rejects.toThrow(/'nam'; there are: name/)
    await expect(bot.inputs.expect(update, 'name', { kinds: ['poll_answer'] })).rejects.toThrow(/poll_answer/)
    await expect(bot.inputs.expect(update, 'name', { kinds: [] })).rejects.toThrow(BotgenError)
    await expect(bot.inputs.expect(update, 'name', { timeout: 'soon' as never })).rejects.toThrow(/timeout of input/)
  })

  it('D19 an update without chat or user is a MissingContextError', async () => {
    const { bot } = await start()
    const { inputs } = bot
    await expect(inputs.expect(channelPostUpdate({ text: 'x' }), 'name')).rejects.toThrow(MissingContextError)
    const query = { update_id: 1, inline_query: { id: '1', from: { id: 1 }, query: '', offset: '' } } as never
    await expect(inputs.expect(query, 'name')).rejects.toThrow(/inputs\.expect.*inline_query/)
    expect(await inputs.pending(query)).toBeUndefined()
    expect(await inputs.cancel(query)).toBe(false)
  })
})

describe('the time of an input', () => {
  it('D19 is over after its timeout', async () => {
    const setup = await start({ timeout: '30s' })
    await setup.says('/ask')
    setup.server.clock.advance(29_999)
    expect(await saysAll(setup, 'Alice', '/ask')).toEqual([['name', 'Alice', null]])
    setup.server.clock.advance(30_000)
    await pause()
    expect(await saysAll(setup, 'Alice')).toEqual(['next'])
  })

  it('D19 onTimeout hears of it once, and can tell the user', async () => {
    const timedOut: PendingInput[] = []
    const setup = await start({ timeout: '30s', payload: 'p' }, undefined, {
      inputs: {
        onTimeout: async (late, { telegram }) => {
          timedOut.push(late)
          await telegram.sendMessage(late.chatId, 'Too late')
        },
      },
    })
    await setup.says('/ask')
    setup.server.clock.advance(30_000)
    await until(() => setup.chat.history().at(-1)?.text === 'Too late')
    expect(timedOut).toMatchObject([{ id: 'name', payload: 'p', userId: setup.alice.id }])
    setup.server.clock.advance(600_000)
    await pause()
    expect(timedOut).toHaveLength(1)
  })

  it.each(['Alice', '/help'])('D19 onTimeout hears nothing of what %s ended', async (words) => {
    let calls = 0
    const setup = await start({ timeout: '30s' }, undefined, { inputs: { onTimeout: () => (calls += 1) } })
    await saysAll(setup, '/ask', words)
    setup.server.clock.advance(60_000)
    await pause()
    expect(calls).toBe(0)
  })

  it('S14 times out in the chat’s lane: an answer that came in time is taken, however late its turn', async () => {
    const slow = gate()
    const order: unknown[] = []
    const setup = await start({ timeout: '30s' }, undefined, { inputs: { onTimeout: () => order.push('timeout') } })
    const { bot, server, alice, chat } = setup
    bot.hears('wait', () => slow.promise)
    const { inputs } = bot
    const update = messageUpdate({ text: 'x', from: alice.info })
    await inputs.expect(update, 'name', { timeout: '30s', commands: 'keeps', kinds: 'callback_query' })
    alice.sends(chat, 'wait')
    await pause()
    const answer = callbackQueryUpdate({ data: 'in time', from: alice.info, message: { chat: { id: chat.id } } })
    const answered = bot.handleUpdate({ ...answer, update_id: 5000 })
    server.clock.advance(31_000)
    await pause()
    expect(order).toEqual([])
    slow.open()
    await answered
    await server.settled()
    await pause()
    expect(setup.heard.take()).toEqual(['next', ['name', 'in time', null]])
    expect(order).toEqual([])
  })

  it('S14 an answer behind the time-out is none', async () => {
    const slow = gate()
    const setup = await start({}, undefined, { inputs: { onTimeout: () => setup.heard.calls.push(['timeout']) } })
    const { bot, server, alice, chat } = setup
    bot.hears('wait', () => slow.promise)
    await bot.inputs.expect(messageUpdate({ text: 'x', from: alice.info }), 'name', {
      timeout: '30s',
      kinds: 'callback_query',
    })
    alice.sends(chat, 'wait')
    await pause()
    server.clock.advance(30_000)
    await pause()
    const answer = callbackQueryUpdate({ data: 'late', from: alice.info, message: { chat: { id: chat.id } } })
    const answered = bot.handleUpdate({ ...answer, update_id: 5000 })
    slow.open()
    await answered
    expect(setup.heard.take()).toEqual(['next', 'timeout', 'next'])
  })

  it('D18 what onTimeout throws reaches onError', async () => {
    const setup = await start({ timeout: '30s' }, undefined, {
      inputs: { onTimeout: () => Promise.reject(new Error('no')) },
    })
    await setup.says('/ask')
    setup.server.clock.advance(30_000)
    await until(() => setup.errors.length > 0)
    expect(setup.errors).toMatchObject([{ error: { message: 'no' }, context: { stage: 'input' } }])
  })

  it('S39 after a shutdown nothing times out', async () => {
    let calls = 0
    const setup = await start({ timeout: '30s' }, undefined, { inputs: { onTimeout: () => (calls += 1) } })
    await setup.says('/ask')
    await setup.bot.shutdown()
    setup.server.clock.advance(60_000)
    await pause()
    expect(calls).toBe(0)
  })
})

describe('the state of inputs', () => {
  it('S38 survives a restart where the storage does, with its time', async () => {
    const state = new InMemoryStateStorage()
    const first = await start({ payload: 'kept', timeout: '30s' }, undefined, { sessions: { state } })
    await first.says('/ask')
    const restart = async (advance: number): Promise<readonly unknown[]> => {
      const heard = new Heard()
      const again = await startBot({ table: tableWith(asking()(heard)), sessions: { state } })
      again.server.clock.advance(first.server.clock.now() - again.server.clock.now() + advance)
      await again.says('Alice')
      await again.stop()
      return heard.take()
    }
    // The storage's own clock stands still, so that only the time that is kept can tell.
    expect(await restart(30_000)).toEqual([])
    expect(await restart(29_000)).toEqual([['name', 'Alice', 'kept']])
  })

  it('S38 two bots on one storage never meet', async () => {
    const state = new InMemoryStateStorage()
    const first = await start({}, undefined, { sessions: { state, namespace: 'one' } })
    const second = await start({}, undefined, { sessions: { state, namespace: 'two' } })
    await first.says('/ask')
    expect(await saysAll(second, 'Alice')).toEqual(['next'])
    expect(await saysAll(first, 'Alice')).toEqual([['name', 'Alice', null]])
  })

  it('D19 an answer is taken once, though two come at the same time', async () => {
    const setup = await start({}, undefined, { ordering: 'none' })
    const { bot, alice, heard } = setup
    await setup.says('/ask')
    const answer = messageUpdate({ text: 'Alice', from: alice.info })
    await Promise.all([7001, 7002].map((update_id) => bot.handleUpdate({ ...answer, update_id })))
    expect(heard.take()).toEqual(expect.arrayContaining([['name', 'Alice', null], 'next']))
  })

  it('D19 no state is looked up where no handler takes inputs', async () => {
    let lookups = 0
    const state = new InMemoryStateStorage()
    const counting: StateStorage = {
      get: (key) => {
        if (key.includes('/input/')) lookups += 1
        return state.get(key)
      },
      set: (key, value, options) => state.set(key, value, options),
      delete: (key) => state.delete(key),
    }
    const options = { sessions: { state: counting } }
    const without = await startHeard(
      (heard) => ({ commands: [command(['help'], 'help', { invoke: heard.by('help') })] }),
      options,
    )
    await saysAll(without, '/help', 'words')
    expect(lookups).toBe(0)
    await saysAll(await start({}, undefined, options), 'words')
    expect(lookups).toBe(1)
  })

  it('S38 commands work while the storage fails; other updates are errors', async () => {
    const failing: StateStorage = {
      get: (key) => (key.includes('/input/') ? Promise.reject(new Error('storage down')) : undefined),
      set: () => 1,
      delete: () => {},
    }
    const setup = await start({}, undefined, { sessions: { state: failing } })
    expect(await saysAll(setup, '/help', 'words')).toEqual(['help'])
    expect(setup.errors).toMatchObject([{ error: { message: 'storage down' } }, { error: { message: 'storage down' } }])
  })
})
