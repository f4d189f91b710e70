import { callbackQueryUpdate, messageUpdate } from '@botgen/testing'
import { describe, expect, it } from '@jest/globals'
import { saysAll, startAsking as start } from '../../test/asking.js'
import { guardThat } from '../../test/table.js'
import { number, text } from '../arguments.js'
import { callback, command, exactText, input, observer, unprocessed } from '../index.js'

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
