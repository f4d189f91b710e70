import { inspect } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import { tableOf } from '../test/harness.js'
import { start } from '../test/start.js'
import { gate } from '../test/waiting.js'
import { HandlerError, HandlerTimeoutError } from './index.js'

describe('the time of a handler', () => {
  it('S14 a handler’s time starts when its turn comes; past it the signal aborts and the lane goes on', async () => {
    const gates = [gate(), gate(), gate()]
    const begun: AbortSignal[] = []
    const table = tableOf({
      slow: (update) => {
        begun.push(update.signal())
        return gates[begun.length - 1]?.promise
      },
    })
    const { server, alice, chat, errors } = await start({ table, telegraf: { handlerTimeout: 1000 } })
    for (const _ of gates) alice.sends(chat, '/slow')
    const tick = async (until: () => boolean): Promise<void> => {
      while (!until()) await new Promise(setImmediate)
    }
    await tick(() => begun.length === 1)
    server.clock.advance(900)
    gates[0]?.open()
    await tick(() => begun.length === 2)
    // 900 ms in the queue: its own second starts now.
    server.clock.advance(900)
    expect(begun[1]?.aborted).toBe(false)
    server.clock.advance(100)
    await tick(() => begun[1]?.aborted === true)
    await tick(() => begun.length === 3)
    gates[2]?.open()
    await server.settled()
    expect(errors).toHaveLength(1)
    expect(errors[0]?.error).toBeInstanceOf(HandlerTimeoutError)
    expect(errors[0]?.error).toMatchObject({ handler: 'TestHandlers.slow', timeout: 1000 })
    gates[1]?.open()
  })

  it('S14 a handler that outlives its time still records in its session, and not once that is closed', async () => {
    const [late, later] = [gate(), gate()]
    const begun = gate()
    const outcomes: unknown[] = []
    const table = tableOf({
      slow: async (update) => {
        const session = update.session('order')
        begun.open()
        await late.promise
        await session.chat.sendMessage('late')
        outcomes.push(await session.count())
        await later.promise
        outcomes.push(await session.chat.sendMessage('later').catch((error: unknown) => (error as Error).name))
      },
      done: (update) => update.session('order').close(),
    })
    const { server, alice, chat, says } = await start({ table, telegraf: { handlerTimeout: 1000 } })
    alice.sends(chat, '/slow')
    await begun.promise
    server.clock.advance(1000)
    await says('the chat goes on')
    late.open()
    while (outcomes.length < 1) await new Promise(setImmediate)
    await says('/done')
    later.open()
    while (outcomes.length < 2) await new Promise(setImmediate)
    expect(outcomes).toEqual([3, 'SessionClosedError'])
  })

  it('S14 a handler that fails after its time-out is reported, not lost', async () => {
    const late = gate()
    const begun = gate()
    const table = tableOf({
      slow: async () => {
        begun.open()
        await late.promise
        throw new Error('late')
      },
    })
    const { server, alice, chat, errors } = await start({ table, telegraf: { handlerTimeout: 1000 } })
    alice.sends(chat, '/slow')
    await begun.promise
    server.clock.advance(1000)
    await server.settled()
    late.open()
    await new Promise(setImmediate)
    expect(errors).toMatchObject([{ error: { timeout: 1000 } }, { error: { handler: 'TestHandlers.slow' } }])
  })
})

describe('an error', () => {
  it('D18 an error reaches bot.catch with the handler’s name and source, and the context', async () => {
    const caught: unknown[] = []
    const { bot, errors, says } = await start({
      table: tableOf({
        fail: () => {
          throw new TypeError('no such meal')
        },
      }),
    })
    bot.catch((error, ctx) => void caught.push(error, ctx.text))
    await says('/fail')
    expect(caught[0]).toBeInstanceOf(HandlerError)
    expect(caught).toMatchObject([
      { handler: 'TestHandlers.fail', source: 'src/test-handlers.ts', cause: { message: 'no such meal' } },
      '/fail',
    ])
    expect(errors).toEqual([])
  })

  it('D18 what bot.catch throws, and what a middleware throws, reaches onError', async () => {
    const { bot, errors, says } = await start({})
    bot.use(() => {
      throw new Error('from a middleware')
    })
    await says('one')
    bot.catch(() => {
      throw new Error('from bot.catch')
    })
    await says('two')
    expect(errors.map(({ error }) => (error as Error).message)).toEqual(['from a middleware', 'from bot.catch'])
  })

  it('D18 an error is reported without the bot’s token', async () => {
    const { server, errors, says } = await start({
      table: tableOf({ hello: (update) => update.context().reply('hello') }),
    })
    server.failNext('sendMessage', { drop: 'request' })
    await says('/hello')
    const [{ error } = { error: undefined }] = errors
    expect(error).toBeInstanceOf(HandlerError)
    expect(inspect(error, { depth: 10 })).not.toContain(server.token)
  })
})
