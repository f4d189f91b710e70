import { callbackQueryUpdate, channelPostUpdate, messageUpdate } from '@botgen/testing'
import { describe, expect, it } from '@jest/globals'
import type { Update } from 'telegraf/types'
import { startBot, type TestOptions } from '../../test/harness.js'
import { guardThat, type HeardSetup, Heard, startHeard, tableWith } from '../../test/table.js'
import { gate, pause, until } from '../../test/waiting.js'
import { number, text } from '../arguments.js'
import {
  BotgenError,
  callback,
  command,
  type ExpectOptions,
  exactText,
  InMemoryStateStorage,
  input,
  MissingContextError,
  observer,
  type PendingInput,
  type StateStorage,
  unprocessed,
} from '../index.js'
import type { RouteLists } from '../table/index.js'

/** A bot that asks for a name on /ask, with these options. */
function asking(options: ExpectOptions = {}, more: (heard: Heard) => RouteLists = () => ({})) {
  return (heard: Heard): RouteLists => ({
    inputs: [
      input(['name'], 'onName', {
        kinds: ['message', 'callback_query'],
        arguments: [text('name')],
        invoke: (update, name) => void heard.calls.push(['name', name, update.pendingInput().payload]),
      }),
    ],
    commands: [
      command(['ask'], 'ask', { invoke: (update) => update.inputs().expect(update.context(), 'name', options) }),
      command(['help'], 'help', { invoke: heard.by('help') }),
    ],
    ...more(heard),
  })
}

const start = (options?: ExpectOptions, more?: (heard: Heard) => RouteLists, bot?: TestOptions): Promise<HeardSetup> =>
  startHeard(asking(options, more), bot)

const saysAll = async (setup: HeardSetup, ...words: readonly string[]): Promise<readonly unknown[]> => {
  for (const word of words) await setup.says(word)
  return setup.heard.take()
}

describe('an input', () => {
  it('D19 takes the next answer, once, with its payload', async () => {
    const setup = await start({ payload: { step: 1 } })
    expect(await saysAll(setup, 'before', '/ask', 'Alice', 'again')).toEqual([
      'next',
      ['name', 'Alice', { step: 1 }],
      'next',
    ])
  })

  it('D3 is bound to chat and user', async () => {
    const setup = await start()
    const { server, alice, chat, heard } = setup
    const bob = server.user({ firstName: 'Bob' })
    const group = server.group({ members: [alice, bob] })
    alice.sends(group, '/ask')
    alice.sends(chat, 'elsewhere')
    bob.sends(group, 'I am Bob')
    await server.settled()
    expect(heard.take()).toEqual(['next', 'next'])
    alice.sends(group, 'Alice')
    await server.settled()
    expect(heard.take()).toEqual([['name', 'Alice', null]])
  })

  it('D3 is bound to the business connection', async () => {
    const setup = await start({}, () => ({
      inputs: [
        input(['name'], 'onName', {
          kinds: ['message', 'business_message'],
          invoke: (update) => void setup.heard.calls.push([update.pendingInput().businessConnectionId]),
        }),
      ],
      commands: [
        command(['ask'], 'ask', {
          scope: ['business_message'],
          invoke: (update) => update.inputs().expect(update.context(), 'name'),
        }),
      ],
    }))
    const { server, alice, chat, heard } = setup
    const connection = server.businessConnection({ owner: server.user({ firstName: 'Owner' }) })
    const business = server.businessChat(connection, alice)
    alice.sends(business, '/ask')
    await server.settled()
    heard.take()
    alice.sends(chat, 'to the bot itself')
    await server.settled()
    expect(heard.take()).toEqual(['next'])
    alice.sends(business, 'to the owner')
    await server.settled()
    expect(heard.take()).toEqual([connection.id])
  })

  it('D3 is answered only by the kinds that it asked for', async () => {
    const { gets, says, alice } = await start({ kinds: 'callback_query' })
    await says('/ask')
    const from = alice.info
    expect(await gets(messageUpdate({ text: 'words', from, chat: { id: alice.id } }))).toEqual(['next'])
    const press = callbackQueryUpdate({ data: 'a=b&c', from, message: { chat: { id: alice.id } } })
    expect(await gets(press)).toEqual([['name', 'a=b&c', null]])
    await says('/ask')
    expect(await gets({ edited_message: messageUpdate({ text: 'x', from, chat: { id: alice.id } }).message })).toEqual([
      'next',
    ])
    expect(await gets({ poll_answer: { poll_id: '1', user: from, option_ids: [] } })).toEqual(['next'])
  })

  it('D3 comes before texts and what takes the rest, behind callback commands', async () => {
    const setup = await start({}, (heard) => ({
      callbacks: [callback(['like'], 'like', { invoke: heard.by('like') })],
      texts: [exactText(['Alice'], 'text', { invoke: heard.by('text') })],
      unprocessed: [unprocessed([], 'rest', { invoke: heard.by('rest') })],
      observers: [observer(['message'], 'log', { invoke: heard.by('log') })],
    }))
    expect(await saysAll(setup, 'Alice', '/ask')).toEqual(['log', 'text', 'log'])
    const from = setup.alice.info
    const message = { chat: { id: from.id } }
    expect(await setup.gets(callbackQueryUpdate({ data: 'like', from, message }))).toEqual(['like'])
    expect(await saysAll(setup, 'Alice', 'Alice')).toEqual(['log', ['name', 'Alice', null], 'log', 'text'])
  })

  it('D19 expect registers and returns: the answer is handled after its handler, in turn', async () => {
    const setup = await start()
    setup.alice.sends(setup.chat, '/ask')
    setup.alice.sends(setup.chat, 'Alice')
    await setup.server.settled()
    expect(setup.heard.take()).toEqual([['name', 'Alice', null]])
  })

  it('D19 the handler of an input may expect the next one', async () => {
    const setup = await start({}, (heard) => ({
      inputs: [
        input(['name'], 'onName', {
          arguments: [text('name')],
          invoke: async (update, name) => {
            heard.calls.push(['name', name])
            await update.inputs().expect(update.context(), 'age', { payload: name })
          },
        }),
        input(['age'], 'onAge', {
          arguments: [number('age')],
          invoke: (update, age) => void heard.calls.push(['age', age, update.pendingInput().payload]),
        }),
      ],
    }))
    expect(await saysAll(setup, '/ask', 'Alice', '30', '31')).toEqual([['name', 'Alice'], ['age', 30, 'Alice'], 'next'])
  })

  it('D19 a malformed answer or a refused guard leaves it pending', async () => {
    let isAllowed = false
    const setup = await start({}, (heard) => ({
      inputs: [
        input(['name'], 'onName', {
          guards: [guardThat(() => isAllowed)],
          arguments: [number('age')],
          invoke: heard.by('age'),
        }),
      ],
    }))
    expect(await saysAll(setup, '/ask', '30')).toEqual([])
    isAllowed = true
    expect(await saysAll(setup, 'thirty')).toEqual([])
    expect(setup.chat.history().at(-1)?.text).toBe('Usage: <age>')
    expect(await saysAll(setup, '30', '31')).toEqual([['age', 30], 'next'])
  })

  it('D19 the handler’s failure does not bring it back', async () => {
    const setup = await start({}, () => ({
      inputs: [input(['name'], 'onName', { invoke: () => Promise.reject(new Error('no')) })],
    }))
    expect(await saysAll(setup, '/ask', 'Alice', 'Alice')).toEqual(['next'])
    expect(setup.errors).toMatchObject([{ error: { handler: 'TestHandlers.onName' } }])
  })

  it('D19 a photo without caption has no text to take', async () => {
    const setup = await start()
    await setup.says('/ask')
    setup.alice.sends(setup.chat, { photo: 'p' })
    await setup.server.settled()
    expect(setup.chat.history().at(-1)?.text).toBe('Usage: <name>')
    setup.alice.sends(setup.chat, { photo: 'p', caption: 'Alice' })
    await setup.server.settled()
    expect(setup.heard.take()).toEqual([['name', 'Alice', null]])
  })
})

describe('a command while an input is pending', () => {
  it('D19 wins and cancels it', async () => {
    const setup = await start()
    expect(await saysAll(setup, '/ask', '/help', 'Alice')).toEqual(['help', 'next'])
  })

  it('D19 cancels it also where only other middleware knows the command', async () => {
    const setup = await start()
    const cancelled: unknown[] = []
    setup.bot.command('cancel', (ctx) => void cancelled.push(ctx.text))
    expect(await saysAll(setup, '/ask', '/cancel', 'Alice')).toEqual(['next', 'next'])
    expect(cancelled).toEqual(['/cancel'])
  })

  it('D19 wins and leaves it pending where that was asked for', async () => {
    const setup = await start({ commands: 'keeps' })
    expect(await saysAll(setup, '/ask', '/help', '/unknown', 'Alice')).toEqual([
      'help',
      'next',
      ['name', 'Alice', null],
    ])
  })

  it('D19 is the answer where that was asked for', async () => {
    const setup = await start({ commands: 'answers' })
    expect(await saysAll(setup, '/ask', '/help me', '/help')).toEqual([['name', '/help me', null], 'help'])
  })

  it('D19 a command for another bot is words like any others', async () => {
    const setup = await start()
    expect(await saysAll(setup, '/ask', '/help@other_bot')).toEqual([['name', '/help@other_bot', null]])
  })

  it('D19 in an edited message cancels nothing unless it is handled', async () => {
    const setup = await start()
    const { alice, chat, server } = setup
    const first = alice.sends(chat, 'hello')
    await server.settled()
    await setup.says('/ask')
    setup.heard.take()
    alice.edits(first, '/help')
    await server.settled()
    expect(await saysAll(setup, 'Alice')).toEqual(['next', ['name', 'Alice', null]])
  })
})

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
