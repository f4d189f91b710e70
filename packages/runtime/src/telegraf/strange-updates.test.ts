import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BotApiServer } from '@botgen/testing'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Telegraf } from 'telegraf'
import { Heard, tableWith } from '../../test/table.js'
import { type BotOf, botgen, command } from '../index.js'

/** What anybody can send to a webhook without a secret token. */
const strange = [
  'null',
  '5',
  '"update"',
  '[]',
  '{}',
  '{"update_id":"7"}',
  '{"update_id":7}',
  '{"update_id":7,"message":null}',
  '{"update_id":7,"message":{}}',
  '{"update_id":7,"message":"/order"}',
  '{"update_id":7,"message":{"chat":null,"from":3,"text":["/order"],"entities":"none"}}',
  '{"update_id":7,"callback_query":{}}',
  '{"update_id":7,"callback_query":{"data":5,"message":{}}}',
  '{"update_id":1e400,"message":{"chat":{"id":"x"}}}',
  '{"__proto__":{"message":{}}}',
]

describe('a webhook', () => {
  let server: BotApiServer
  let bot: BotOf
  let heard: Heard
  let url: string
  let stop: () => Promise<void>
  const rejected: unknown[] = []

  beforeEach(async () => {
    server = await BotApiServer.start()
    heard = new Heard()
    bot = botgen(
      new Telegraf(server.token, { telegram: { apiRoot: server.apiRoot } }),
      tableWith({ commands: [command(['order'], 'order', { sessions: ['flow'], invoke: heard.by('order') })] }),
      { onError: () => undefined },
    )
    const callback = bot.webhookCallback('/hook')
    const http = createServer((request, response) => {
      callback(request, response).catch((error: unknown) => rejected.push(error))
    })
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/hook`
    stop = async () => {
      http.closeAllConnections()
      http.close()
      await server.stop()
    }
  })

  afterEach(() => stop())

  const post = async (body: string): Promise<number> => (await fetch(url, { method: 'POST', body })).status
  const order = JSON.stringify({
    update_id: 8,
    message: {
      message_id: 1,
      date: 1_900_000_000,
      chat: { id: 5, type: 'private', first_name: 'Alice' },
      from: { id: 5, is_bot: false, first_name: 'Alice' },
      text: '/order',
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    },
  })

  it.each(strange)('survives %s, and what comes after it', async (body) => {
    await post(body)

    expect(rejected).toEqual([])
    expect(await post(order)).toBe(200)
    expect(heard.take()).toEqual(['order'])
  })

  it.each(strange.slice(0, 4))('answers %s, which is no update, with 400', async (body) => {
    expect(await post(body)).toBe(400)
  })

  it('rejects what is no update where nobody waits for an answer', async () => {
    await expect(bot.handleUpdate(null as never)).rejects.toThrow('handleUpdate() takes an update')
  })
})
