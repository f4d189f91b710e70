import { describe, expect, it } from '@jest/globals'
import { tableOf } from '../../test/harness.js'
import { launch } from '../../test/start.js'

describe('long polling', () => {
  it('S14 handles and records twelve slow updates of one chat before each is acknowledged', async () => {
    const recorded: number[] = []
    // Each handler takes half of the bot's time; in one batch all twelve would take six times as long as it allows.
    const table = tableOf({
      slow: async (update) => {
        server.clock.advance(500)
        recorded.push((await update.session().messages()).length)
      },
    })
    const { server, alice, chat } = await launch({ table, telegraf: { handlerTimeout: 1000 } })
    for (let index = 0; index < 12; index += 1) alice.sends(chat, '/slow')
    await server.settled()
    expect(recorded).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })

  it('D18 a handler that throws without bot.catch stops nothing', async () => {
    const heard: unknown[] = []
    const table = tableOf({
      fail: () => {
        throw new Error('kitchen on fire')
      },
      fine: (update) => update.context().reply('fine'),
    })
    const { server, alice, chat } = await launch({ table, onError: (error) => void heard.push(error) })
    alice.sends(chat, '/fail')
    await server.settled()
    alice.sends(chat, '/fine')
    await server.settled()
    expect(chat.history().map(({ text }) => text)).toEqual(['/fail', '/fine', 'fine'])
    expect(heard).toHaveLength(1)
    expect(process.exitCode).toBeUndefined()
  })
})
