import { beforeEach, describe, expect, it } from '@jest/globals'
import { type BotProcess, message, Processes, watch, webhookResponse } from '../../test/processes.js'
import { pause, until } from '../../test/waiting.js'

let all: Processes
let one: BotProcess
let other: BotProcess

beforeEach(async () => {
  all = new Processes()
  one = all.start('one')
  other = all.start('other')
})

describe('shutdown of a process that shares updates', () => {
  it('S39 gives back the update whose handler did not end in time: another process has it at once', async () => {
    await all.isBusy(one, 5)
    const closing = one.bot.shutdown({ timeout: '10s' })
    await all.pass(8500)
    expect(watch(closing).state).toBe('pending')
    await all.pass(1000)
    expect(await closing).toEqual({ updates: 1, entries: 0 })
    all.gateOf('other', 5).open()
    await other.gets(message(5, '/slow'))
    expect(all.handled).toEqual(['one 5', 'other 5'])
  })

  it('S39 gives back the updates that wait, and they block nobody', async () => {
    await all.isBusy(one, 5)
    const waiting = watch(other.gets(message(6, '/fast')))
    await all.pass(1000)
    const closing = other.bot.shutdown({ timeout: '2s' })
    await all.pass(3000)
    expect(await closing).toEqual({ updates: 1, entries: 0 })
    all.gateOf('one', 5).open()
    const third = all.start('third')
    await pause()
    await third.gets(message(7, '/fast'))
    expect(all.handled).toEqual(['one 5', 'third 7'])
    expect(waiting.state).toBe('pending')
  })

  it('S39 lets handlers end that can', async () => {
    await all.isBusy(one, 5)
    const closing = one.bot.shutdown({ timeout: '10s' })
    await all.pass(1000)
    all.gateOf('one', 5).open()
    await pause()
    expect(await closing).toEqual({ updates: 0, entries: 0 })
    await other.gets(message(5, '/slow'))
    expect(all.handled).toEqual(['one 5'])
  })

  it('S39 is not held up by a storage that does not take them', async () => {
    await all.isBusy(one, 5)
    one.storage.failNext('finishUpdate', { hangs: true }, Number.POSITIVE_INFINITY)
    const closing = one.bot.shutdown({ timeout: '10s' })
    await all.pass(10_500)
    expect(await closing).toEqual({ updates: 1, entries: 0 })
  })

  it('S39 asks the storage nothing more when a handler ends later', async () => {
    await all.isBusy(one, 5)
    const closing = one.bot.shutdown({ timeout: '1s' })
    await all.pass(1500)
    await closing
    const asked = one.storage.calls.length
    all.gateOf('one', 5).open()
    await all.pass(60_000)
    expect(one.storage.calls).toHaveLength(asked)
  })
})

describe('a webhook whose update is not to be acknowledged', () => {
  it('S39 is answered so that Telegram delivers again, when its process is shut down', async () => {
    const [running, late] = [webhookResponse(), webhookResponse()]
    void one.bot.handleUpdate(message(5, '/slow'), running)
    await until(() => all.handled.includes('one 5'))
    const closing = one.bot.shutdown({ timeout: '1s' })
    await all.pass(1500)
    await closing
    void one.bot.handleUpdate(message(6, '/fast'), late)
    await until(() => running.writableEnded && late.writableEnded)
    expect([running.statusCode, late.statusCode]).toEqual([503, 503])
    expect(all.handled).toEqual(['one 5'])
  })

  it.each(['claimUpdate', 'finishUpdate'] as const)(
    "S15 is answered so while the storage fails to share updates (%s), under 'hold'",
    async (method) => {
      const holding = all.start('holding', { sessions: { whileStorageFails: 'hold' } })
      holding.storage.failNext(method, { rejects: new Error('connection lost') }, 2)
      const responses = [webhookResponse(), webhookResponse()]
      void holding.bot.handleUpdate(message(5, '/fast'), responses[0])
      await until(() => responses[0]?.writableEnded === true)
      void holding.bot.handleUpdate(message(6, '/fast', 1002), responses[1])
      await until(() => responses[1]?.writableEnded === true)
      expect(responses.map(({ statusCode }) => statusCode)).toEqual([503, 503])
      await all.pass(2000)
      expect([...all.handled].sort()).toEqual(['holding 5', 'holding 6'])
      const after = webhookResponse()
      await holding.bot.handleUpdate(message(5, '/fast'), after)
      expect(after.statusCode).toBe(200)
    },
  )
})
