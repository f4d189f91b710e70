import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Markup, Telegraf, TelegramError } from 'telegraf'
import { message } from 'telegraf/filters'
import { BotApiServer, type TestChat, type TestUser } from './index.js'

let server: BotApiServer
let bot: Telegraf
let alice: TestUser
let chat: TestChat

const texts = (of: TestChat) => of.history().map(({ text }) => text)
const newBot = (token = server.token) => new Telegraf(token, { telegram: { apiRoot: server.apiRoot } })

beforeEach(async () => {
  server = await BotApiServer.start()
  bot = newBot()
  alice = server.user({ firstName: 'Alice' })
  chat = server.privateChat(alice)
})

/** Runs until the test is over, however it ends. */
function launch(...launched: Telegraf[]): void {
  for (const each of launched) running.set(each, each.launch())
}

const running = new Map<Telegraf, Promise<void>>()

afterEach(async () => {
  for (const each of running.keys()) each.stop()
  await Promise.all(running.values())
  running.clear()
  await server.stop()
})

describe('Telegraf with long polling', () => {
  it('launches, handles and stops', async () => {
    bot.command('order', (ctx) => ctx.reply(`One ${ctx.payload}`))
    const launched = bot.launch()

    alice.sends(chat, '/order pizza')
    await server.settled()
    bot.stop()
    await launched

    expect(texts(chat)).toEqual(['/order pizza', 'One pizza'])
  })

  it('ends with 401 when the server stops first', async () => {
    const launched = bot.launch()
    alice.sends(chat, 'hello')
    await server.settled()

    await server.stop()

    await expect(launched).rejects.toMatchObject({ code: 401 })
  })

  it('handles what came before it started', async () => {
    bot.on(message('text'), (ctx) => ctx.reply('late, but here'))
    alice.sends(chat, 'hello?')

    launch(bot)
    await server.settled()

    expect(texts(chat)).toEqual(['hello?', 'late, but here'])
  })

  it('drops what came before when told to', async () => {
    bot.on(message('text'), (ctx) => ctx.reply(`you said ${ctx.message.text}`))
    alice.sends(chat, 'early')

    running.set(bot, bot.launch({ dropPendingUpdates: true }))
    await server.calls.next('deleteWebhook')
    alice.sends(chat, 'late')
    await server.settled()

    expect(texts(chat)).toEqual(['early', 'late', 'you said late'])
  })

  it('serves two bots that share a group and have a private chat each', async () => {
    const second = server.addBot({ username: 'second_bot' })
    const group = server.group({ members: [alice] })
    const other = newBot(second.token)
    bot.on(message('text'), (ctx) => ctx.reply('first'))
    other.on(message('text'), (ctx) => ctx.reply('second'))
    launch(bot, other)

    alice.sends(group, 'hello all')
    alice.sends(server.privateChat(alice, second), 'hello you')
    await server.settled()

    expect(texts(group).sort()).toEqual(['first', 'hello all', 'second'])
    expect(texts(server.privateChat(alice, second))).toEqual(['hello you', 'second'])
    expect(texts(chat)).toEqual([])
  })

  it('takes pressed buttons and shows their answers', async () => {
    bot.start((ctx) => ctx.reply('Pay?', Markup.inlineKeyboard([Markup.button.callback('Yes', 'pay')])))
    bot.action('pay', async (ctx) => {
      await ctx.answerCbQuery('Thank you')
      await ctx.editMessageText('Paid')
    })
    launch(bot)
    alice.sends(chat, '/start')
    await server.settled()

    const query = alice.presses(chat.history()[1]!, 'Yes')
    await server.settled()

    expect(server.answerTo(query.id)).toMatchObject({ text: 'Thank you' })
    expect(texts(chat)).toEqual(['/start', 'Paid'])
  })

  it('gets a delivered update a second time, under the same id', async () => {
    const seen: number[] = []
    bot.use((ctx) => void seen.push(ctx.update.update_id))
    launch(bot)
    alice.sends(chat, 'one')
    alice.sends(chat, 'two')
    await server.settled()

    server.redeliver(server.updates()[0]!)
    alice.sends(chat, 'three')
    await server.settled()

    expect(seen).toEqual([1, 2, 1, 3])
  })
})

describe('Telegraf with a webhook', () => {
  let receiver: Server
  let url: string

  beforeEach(async () => {
    receiver = createServer(
      (request, response) => void bot.webhookCallback('/hook', { secretToken: 's3' })(request, response),
    )
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  })

  afterEach(async () => {
    receiver.closeAllConnections()
    await new Promise((resolve) => receiver.close(resolve))
  })

  it('gets updates with the secret token', async () => {
    bot.on(message('text'), (ctx) => ctx.reply('here'))
    await bot.telegram.setWebhook(url, { secret_token: 's3' })

    alice.sends(chat, 'hello')
    await server.settled()

    expect(texts(chat)).toEqual(['hello', 'here'])
    expect(await bot.telegram.getWebhookInfo()).toMatchObject({ url, pending_update_count: 0 })
  })

  it('tries again until it gives up when the bot refuses the request', async () => {
    await bot.telegram.setWebhook(url, { secret_token: 'another' })

    alice.sends(chat, 'hello')
    await server.settled()

    expect(await bot.telegram.getWebhookInfo()).toMatchObject({
      pending_update_count: 0,
      last_error_message: 'Wrong response from the webhook: 403 Forbidden',
    })
  })

  it('carries out the method in the answer, whose refusal the bot does not see', async () => {
    const results: unknown[] = []
    bot.on(message('text'), async (ctx) => {
      results.push(await ctx.deleteMessage(ctx.message.text === 'delete me' ? undefined : 4711))
    })
    await bot.telegram.setWebhook(url, { secret_token: 's3' })

    alice.sends(chat, 'delete me')
    alice.sends(chat, 'keep me')
    await server.settled()

    expect(results).toEqual([true, true])
    expect(texts(chat)).toEqual(['keep me'])
    expect(server.calls.of('deleteMessage').map(({ via, outcome }) => [via, outcome.kind])).toEqual([
      ['webhookReply', 'answered'],
      ['webhookReply', 'refused'],
    ])
  })

  it('delivers one chat in order and different chats side by side', async () => {
    const bob = server.user({ firstName: 'Bob' })
    const log: string[] = []
    let bobWasHere = () => {}
    const bobIsHere = new Promise<void>((resolve) => (bobWasHere = resolve))
    bot.on(message('text'), async (ctx) => {
      if (ctx.message.text === 'bob') bobWasHere()
      else await bobIsHere
      log.push(ctx.message.text)
    })
    await bot.telegram.setWebhook(url, { secret_token: 's3' })

    alice.sends(chat, 'one')
    alice.sends(chat, 'two')
    bob.sends(server.privateChat(bob), 'bob')
    await server.settled()

    expect(log).toEqual(['bob', 'one', 'two'])
  })

  it('gets everything again that it did not acknowledge', async () => {
    let attempts = 0
    receiver.removeAllListeners('request')
    receiver.on('request', (request, response) => {
      attempts += 1
      request.resume()
      response.writeHead(attempts < 3 ? 500 : 200).end()
    })
    await bot.telegram.setWebhook(url)

    alice.sends(chat, 'hello')
    await server.settled()

    expect(attempts).toBe(3)
  })

  it('waits on the clock between attempts', async () => {
    const slow = await BotApiServer.start({ webhookRetryDelays: [5000] })
    let attempts = 0
    let attempted = () => {}
    const first = new Promise<void>((resolve) => (attempted = resolve))
    receiver.removeAllListeners('request')
    receiver.on('request', (request, response) => {
      attempts += 1
      request.resume()
      response.writeHead(attempts === 1 ? 502 : 200).end(attempted)
    })
    await slow.client().callApi('setWebhook', { url })
    const user = slow.user({ firstName: 'Alice' })
    user.sends(slow.privateChat(user), 'hello')
    await first
    while (!((await slow.client().callApi('getWebhookInfo')) as { last_error_date?: number }).last_error_date) {
      await new Promise(setImmediate)
    }

    expect(attempts).toBe(1)
    slow.clock.advance(5000)
    await slow.settled()

    expect(attempts).toBe(2)
    await slow.stop()
  })
})

describe('Telegraf as a client', () => {
  it('uploads a buffer, which can be sent again by its id and downloaded', async () => {
    const sent = await bot.telegram.sendDocument(
      chat.id,
      { source: Buffer.from('menu'), filename: 'menu.txt' },
      {
        caption: 'The <b>menu</b>',
        parse_mode: 'HTML',
        reply_markup: Markup.inlineKeyboard([Markup.button.callback('Ok', 'ok')]).reply_markup,
      },
    )

    expect(sent).toMatchObject({
      caption: 'The menu',
      caption_entities: [{ type: 'bold', offset: 4, length: 4 }],
      document: { file_name: 'menu.txt', file_size: 4 },
      reply_markup: { inline_keyboard: [[{ text: 'Ok', callback_data: 'ok' }]] },
    })
    const { file_id } = sent.document
    const link = await bot.telegram.getFileLink(file_id)
    expect(await (await fetch(link)).text()).toBe('menu')
    expect((await bot.telegram.sendDocument(chat.id, file_id)).document.file_id).toBe(file_id)
  })

  it('uploads an album: one message for each item, under one media_group_id', async () => {
    const messages = await bot.telegram.sendMediaGroup(chat.id, [
      { type: 'photo', media: { source: Buffer.from('1') }, caption: 'first' },
      { type: 'photo', media: { source: Buffer.from('22') } },
    ])

    expect(messages.map(({ message_id }) => message_id)).toEqual([1, 2])
    expect(new Set(messages.map((item) => item.media_group_id)).size).toBe(1)
    expect(messages[0]).toMatchObject({ caption: 'first', photo: [{ file_size: 1 }, { file_size: 1 }] })
    expect(chat.history()).toEqual(messages)
  })

  it('replaces the medium of a message by an upload', async () => {
    const sent = await bot.telegram.sendPhoto(chat.id, { source: Buffer.from('1') })
    await bot.telegram.editMessageMedia(chat.id, sent.message_id, undefined, {
      type: 'document',
      media: { source: Buffer.from('333'), filename: 'a.txt' },
    })

    expect(chat.history()[0]).toMatchObject({ document: { file_size: 3 } })
    expect(chat.history()[0]).not.toHaveProperty('photo')
  })

  it('gets refusals with code, description and parameters', async () => {
    server.failNext('sendMessage', { errorCode: 429, retryAfter: 3 })

    const refusal = await bot.telegram.sendMessage(chat.id, 'hello').catch((error: unknown) => error)

    expect(refusal).toBeInstanceOf(TelegramError)
    expect(refusal).toMatchObject({
      code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
      on: { method: 'sendMessage' },
    })
    expect(chat.history()).toEqual([])
    await bot.telegram.sendMessage(chat.id, 'hello')
    expect(texts(chat)).toEqual(['hello'])
  })

  it('loses the connection before or after the effect', async () => {
    server.failNext('sendMessage', { drop: 'request' })
    server.failNext('sendMessage', { drop: 'response' })

    await expect(bot.telegram.sendMessage(chat.id, 'lost')).rejects.toMatchObject({ name: 'FetchError' })
    expect(texts(chat)).toEqual([])
    await expect(bot.telegram.sendMessage(chat.id, 'sent')).rejects.toMatchObject({ name: 'FetchError' })
    expect(texts(chat)).toEqual(['sent'])
  })

  it('is told by a proxy that the gateway is bad', async () => {
    server.failNext('getMe', { status: 502, body: '<html>Bad Gateway</html>' })

    await expect(bot.telegram.getMe()).rejects.toMatchObject({ code: 502 })
  })
})
