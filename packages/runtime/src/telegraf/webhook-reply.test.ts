import { expect, it } from '@jest/globals'
import { message, Processes, webhookResponse } from '../../test/processes.js'
import { gate, pause, until } from '../../test/waiting.js'

it.each([
  [false, 'when its handler has ended'],
  [true, 'by the first call of its handler'],
])('S36 with webhookReply: %s, an update is acknowledged %s', async (webhookReply, _when) => {
  const all = new Processes()
  const rest = gate()
  const one = all.start('one', {
    telegraf: { telegram: { webhookReply, apiRoot: 'http://127.0.0.1:1' } },
    slow: async (update) => {
      // Nobody answers it there but the webhook's request.
      void Promise.resolve(update.context().sendChatAction('typing')).catch(() => undefined)
      await rest.promise
    },
  })
  all.gateOf('one', 5).open()
  const response = webhookResponse()
  const answered = one.bot.handleUpdate(message(5, '/slow'), response)
  await until(() => all.handled.length === 1)
  await pause()
  expect(response.writableEnded).toBe(webhookReply)
  rest.open()
  await answered
  expect([response.writableEnded, response.statusCode]).toEqual([true, 200])
})
