/** ktgram's own test cases for its dispatch, answered by the same or deliberately differently. */
import { editedMessageUpdate, messageUpdate } from '@botgen/testing'
import { describe, expect, it } from '@jest/globals'
import { guardThat, startHeard } from '../../test/table.js'
import { optional, text } from '../arguments.js'
import { command, exactText, input, observer, pattern, unprocessed } from '../index.js'

const said = (words: string): object => messageUpdate({ text: words })

describe('ktgram’s ParserTest', () => {
  it('D1 differently: words behind a command are its arguments, where ktgram finds no command', async () => {
    const { gets } = await startHeard((heard) => ({
      commands: [command(['help'], 'help', { arguments: [optional(text('topic'))], invoke: heard.by('help') })],
    }))
    expect(await gets(said('/help me'))).toEqual([['help', 'me']])
    expect(await gets(said('/help'))).toEqual([['help', undefined]])
  })

  it('D1 differently: a command that names another bot is never answered', async () => {
    const { gets } = await startHeard((heard) => ({ commands: [command(['cmd'], 'cmd', { invoke: heard.by('cmd') })] }))
    for (const words of ['/cmd@OtherBot', '/cmd@OtherBot?x=1']) expect(await gets(said(words))).toEqual(['next'])
    expect(await gets(said('/cmd@test_bot'))).toEqual(['cmd'])
  })

  it('D4 differently: texts are not cut at ? or @', async () => {
    const { gets } = await startHeard((heard) => ({
      texts: [exactText(['how are you?'], 'how', { invoke: heard.by('how') })],
      patterns: [pattern(/my mail is (.+)/, 'mail', { arguments: [text('mail')], invoke: heard.by('mail') })],
    }))
    expect(await gets(said('how are you?'))).toEqual(['how'])
    expect(await gets(said('how are you'))).toEqual(['next'])
    expect(await gets(said('my mail is a@b.c?x'))).toEqual([['mail', 'a@b.c?x']])
  })

  it('D3 differently: ids of inputs may hold any delimiter', async () => {
    const setup = await startHeard((heard) => ({
      commands: [
        command(['ask'], 'ask', { invoke: (update) => update.inputs().expect(update.context(), 'my_input?a&b') }),
      ],
      inputs: [input(['my_input?a&b'], 'answer', { invoke: heard.by('answer') })],
    }))
    await setup.says('/ask')
    await setup.says('x')
    expect(setup.heard.take()).toEqual(['answer'])
  })
})

describe('ktgram’s RateLimitingTest', () => {
  it('D16 the burst: so many calls pass, the next do not', async () => {
    const setup = await startHeard((heard) => ({
      commands: [command(['limited'], 'limited', { limit: { rate: 5, period: '10s' }, invoke: heard.by('limited') })],
    }))
    for (let count = 0; count < 8; count += 1) await setup.says('/limited')
    expect(setup.heard.take()).toHaveLength(5)
  })

  it('D16 differently: the bucket refills, where ktgram’s never does', async () => {
    const setup = await startHeard((heard) => ({
      commands: [command(['limited'], 'limited', { limit: { rate: 5, period: '10s' }, invoke: heard.by('limited') })],
    }))
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 8; count += 1) await setup.says('/limited')
      setup.server.clock.advance(10_000)
    }
    expect(setup.heard.take()).toHaveLength(15)
  })

  it('D6 differently: what a guard or limit refuses, observers see all the same', async () => {
    const setup = await startHeard((heard) => ({
      commands: [
        command(['refused'], 'refused', { guards: [guardThat(() => false)], invoke: heard.by('refused') }),
        command(['limited'], 'limited', { limit: { rate: 1, period: '10s' }, invoke: heard.by('limited') }),
      ],
      observers: [observer(['message'], 'log', { invoke: heard.by('log') })],
    }))
    for (const words of ['/refused', '/limited', '/limited']) await setup.says(words)
    expect(setup.heard.take()).toEqual(['log', 'log', 'limited', 'log'])
  })
})

describe('ktgram’s InputListenerTest', () => {
  const lists: Parameters<typeof startHeard>[0] = (heard) => ({
    commands: [
      command(['ask'], 'ask', { invoke: (update) => update.inputs().expect(update.context(), 'name') }),
      command(['test'], 'test', { invoke: heard.by('test') }),
    ],
    inputs: [input(['name'], 'name', { invoke: heard.by('name') })],
    texts: [exactText(['stale'], 'stale', { invoke: heard.by('stale') })],
    unprocessed: [unprocessed([], 'rest', { invoke: heard.by('rest') })],
  })

  it('D19 set, get and delete', async () => {
    const { bot } = await startHeard(lists)
    const update = messageUpdate({ text: 'x' })
    await bot.inputs.expect(update, 'name')
    expect((await bot.inputs.pending(update))?.id).toBe('name')
    await bot.inputs.cancel(update)
    expect(await bot.inputs.pending(update)).toBeUndefined()
  })

  it('D3 a command wins over a pending input, which is gone then', async () => {
    const setup = await startHeard(lists)
    for (const words of ['/ask', '/test', 'Alice']) await setup.says(words)
    expect(setup.heard.take()).toEqual(['test', 'rest'])
  })

  it('D3 differently: an edit, a reaction or another chat does not answer', async () => {
    const setup = await startHeard(lists)
    await setup.says('/ask')
    const from = setup.alice.info
    await setup.gets(editedMessageUpdate({ text: 'x', from }))
    await setup.gets({ message_reaction: { chat: { id: from.id }, user: from, message_id: 1 } })
    await setup.gets(messageUpdate({ text: 'x', from, chat: { id: -7, type: 'group' } }))
    await setup.says('Alice')
    expect(setup.heard.take()).toEqual(['name'])
  })

  it('D4 differently: a text is matched as it was said, also behind an input that is over', async () => {
    const setup = await startHeard(lists)
    for (const words of ['/ask', 'Alice', 'stale']) await setup.says(words)
    expect(setup.heard.take()).toEqual(['name', 'stale'])
  })
})
