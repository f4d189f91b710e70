import { callbackQueryUpdate, messageUpdate } from '@botgen/testing'
import { describe, expect, it } from '@jest/globals'
import { guardThat, type HeardSetup, startHeard as start } from '../../test/table.js'
import { presses } from '../../test/talking.js'
import { number } from '../arguments.js'
import { callback, command, exactText, observer } from '../index.js'

describe('D17 callback queries', () => {
  const answers = ({ server }: HeardSetup): number => server.calls.of('answerCallbackQuery').length
  const likes = (autoAnswer: boolean | undefined, options: Parameters<typeof start>[1] = {}) =>
    start((heard) => {
      const all = autoAnswer === undefined ? {} : { autoAnswer }
      return {
        callbacks: [
          callback(['like'], 'like', { ...all, invoke: heard.by('like') }),
          callback(['fail'], 'fail', { ...all, invoke: () => Promise.reject(new Error('no')) }),
          callback(['refuse'], 'refuse', { ...all, guards: [guardThat(() => false)], invoke: heard.by('refuse') }),
          callback(['bad'], 'bad', { ...all, arguments: [number('n')], invoke: heard.by('bad') }),
          callback(['limit'], 'limit', { ...all, limit: { rate: 1, period: '9s' }, invoke: heard.by('limit') }),
          callback(['own'], 'own', {
            ...all,
            invoke: (update) => update.context().answerCbQuery('Mine'),
          }),
          callback(['recorded'], 'recorded', {
            ...all,
            invoke: (update) => update.sessionContext('q').telegram.answerCbQuery(update.callbackQuery().id, 'Mine'),
          }),
        ],
        texts: [exactText(['text'], 'text', { ...all, scope: ['callback_query'], invoke: heard.by('text') })],
      }
    }, options)

  it('D17 are answered once in every outcome, where that is asked for', async () => {
    const setup = await likes(true)
    for (const [count, data] of ['like', 'fail', 'refuse', 'bad', 'limit', 'limit', 'text'].entries()) {
      const queryId = await presses(setup, data)
      expect(setup.server.answerTo(queryId)).toBeDefined()
      expect(answers(setup)).toBe(count + 1)
    }
    expect(setup.errors).toHaveLength(1)
  })

  it('D17 are not answered where nobody asks', async () => {
    const setup = await likes(undefined)
    for (const data of ['like', 'fail', 'refuse', 'text']) await presses(setup, data)
    expect(answers(setup)).toBe(0)
  })

  it('D17 the bot’s default holds where a handler says nothing', async () => {
    const setup = await likes(undefined, { autoAnswer: true })
    for (const data of ['like', 'text']) await presses(setup, data)
    expect(answers(setup)).toBe(2)
    const explicit = await likes(false, { autoAnswer: true })
    for (const data of ['like', 'text']) await presses(explicit, data)
    expect(answers(explicit)).toBe(0)
  })

  it('D17 the default leaves alone what no handler takes', async () => {
    const setup = await likes(undefined, { autoAnswer: true })
    await presses(setup, 'unknown')
    expect(answers(setup)).toBe(0)
  })

  it.each(['own', 'recorded'])('D17 are not answered twice where the handler did it: %s', async (data) => {
    const setup = await likes(true)
    const queryId = await presses(setup, data)
    expect(setup.server.answerTo(queryId)).toMatchObject({ text: 'Mine' })
    expect(answers(setup)).toBe(1)
    expect(setup.errors).toEqual([])
  })

  it('D17 are answered where the handler’s own answer failed', async () => {
    const setup = await likes(true)
    setup.server.failNext('answerCallbackQuery', { errorCode: 500 })
    await presses(setup, 'own')
    expect(answers(setup)).toBe(2)
  })

  it('D17 that Telegram refuses the answer is no error; that it cannot be reached is', async () => {
    const setup = await likes(true)
    await setup.gets(callbackQueryUpdate({ data: 'like', id: 'of last week' }))
    expect(answers(setup)).toBe(1)
    expect(setup.errors).toEqual([])
    setup.server.failNext('answerCallbackQuery', { drop: 'request' })
    await presses(setup, 'like')
    expect(setup.errors).toMatchObject([{ error: { handler: 'TestHandlers.like' } }])
  })

  it('D17 an observer answers only where it says so, and after the handler had its chance', async () => {
    const setup = await start(
      (heard) => ({
        callbacks: [
          callback(['own'], 'own', { autoAnswer: false, invoke: (update) => update.context().answerCbQuery('Mine') }),
        ],
        observers: [
          observer(['callback_query'], 'quiet', { invoke: heard.by('quiet') }),
          observer(['callback_query'], 'photo', { messageKind: 'photo', autoAnswer: true, invoke: heard.by('photo') }),
          observer(['message'], 'words', { autoAnswer: true, invoke: heard.by('words') }),
        ],
      }),
      { autoAnswer: true },
    )
    await presses(setup, 'other')
    expect(answers(setup)).toBe(0)
    const observing = await start((heard) => ({
      callbacks: [callback(['own'], 'own', { invoke: (update) => update.context().answerCbQuery('Mine') })],
      observers: [observer(['callback_query'], 'loud', { autoAnswer: true, invoke: heard.by('loud') })],
    }))
    const queryId = await presses(observing, 'own')
    expect(observing.server.answerTo(queryId)).toMatchObject({ text: 'Mine' })
    expect(answers(observing)).toBe(1)
    await presses(observing, 'other')
    expect(answers(observing)).toBe(2)
  })

  it('D17 a message is answered by nobody', async () => {
    const setup = await start((heard) => ({
      commands: [command(['x'], 'x', { autoAnswer: true, invoke: heard.by('x') })],
    }))
    expect(await setup.gets(messageUpdate({ text: '/x' }))).toEqual(['x'])
    expect(answers(setup)).toBe(0)
  })
})
