import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type ApiUpdate, BotApiServer, type IncomingCall, type TestChat, type TestUser } from '../index.js'

let server: BotApiServer
let alice: TestUser
let chat: TestChat

interface Answer {
  status: number
  body: { ok: boolean; result?: unknown; error_code?: number; description?: string }
}

async function request(path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(`${server.apiRoot}${path}`, init)
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

const post = (method: string, payload: unknown, init: RequestInit = {}) =>
  request(`/bot${server.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof payload === 'string' ? payload : JSON.stringify(payload),
    ...init,
  })

const poll = async (payload: object = {}, init: RequestInit = {}) =>
  ((await post('getUpdates', payload, init)).body.result as ApiUpdate[]).map(({ update_id }) => update_id)

beforeEach(async () => {
  server = await BotApiServer.start()
  alice = server.user({ firstName: 'Alice' })
  chat = server.privateChat(alice)
})

afterEach(() => server.stop())

describe('the HTTP interface', () => {
  it('takes GET, urlencoded, JSON and multipart requests, and method names in any case', async () => {
    const form = new FormData()
    form.set('chat_id', String(chat.id))
    form.set('text', '4')
    const reply_markup = JSON.stringify({ inline_keyboard: [[{ text: 'b', callback_data: 'b' }]] })

    await request(`/bot${server.token}/sendMessage?chat_id=${chat.id}&text=1`)
    const body = new URLSearchParams({ chat_id: String(chat.id), text: '2', reply_markup })
    await request(`/bot${server.token}/SENDMESSAGE`, { method: 'POST', body })
    await post('sendmessage', { chat_id: String(chat.id), text: '3' })
    await request(`/bot${server.token}/sendMessage`, { method: 'POST', body: form })

    expect(chat.history().map(({ text }) => text)).toEqual(['1', '2', '3', '4'])
    expect(chat.message(2)?.reply_markup?.inline_keyboard[0]).toEqual([{ text: 'b', callback_data: 'b' }])
  })

  it.each([
    ['/botNO:TOKEN/getMe', 401, 'Unauthorized'],
    ['/getMe', 404, 'Not Found'],
    ['/bot', 404, 'Not Found'],
    ['/', 404, 'Not Found'],
    ['/file/bot1:x/secret', 404, 'Not Found'],
  ])('answers %s with %i', async (path, status, description) => {
    expect(await request(path)).toEqual({ status, body: { ok: false, error_code: status, description } })
  })

  it.each(['noSuchMethod', 'constructor', '__proto__', 'toString'])('does not know the method %s', async (method) => {
    expect(await post(method, {})).toMatchObject({ status: 404, body: { description: 'Not Found: method not found' } })
  })

  it.each([
    ['no JSON', '{"chat_id":'],
    ['no object', '[1]'],
    ['null', 'null'],
    ['no chat', { text: 'x' }],
    ['an unknown chat', { chat_id: -4711, text: 'x' }],
    ['a chat that is an object', { chat_id: { id: 1 }, text: 'x' }],
    ['text that is null', { chat_id: 1001, text: null }],
    ['a markup of the wrong type', { chat_id: 1001, text: 'x', reply_markup: 5 }],
    ['buttons that are numbers', { chat_id: 1001, text: 'x', reply_markup: { inline_keyboard: [[5]] } }],
    ['reply parameters that are a list', { chat_id: 1001, text: 'x', reply_parameters: [] }],
    ['entities of the wrong type', { chat_id: 1001, text: 'x', entities: 'bold' }],
    ['a huge text', { chat_id: 1001, text: 'x'.repeat(5_000_000) }],
  ])('answers %s with a 400 of Telegram', async (_, payload) => {
    expect(await post('sendMessage', payload)).toEqual({
      status: 400,
      body: { ok: false, error_code: 400, description: expect.stringMatching(/^Bad Request: /) },
    })
    expect(chat.history()).toEqual([])
  })

  it('answers every method with a Telegram error or a result, whatever the parameters', async () => {
    const wrong = [5, 'x', '[', [], [null], {}, { type: 'photo' }, [[5]], -1, true]
    const names = ['chat_id', 'message_id', 'message_ids', 'media', 'photo', 'scope', 'commands', 'options', 'prices']
    for (const method of [
      'sendMediaGroup',
      'deleteMessages',
      'setMyCommands',
      'sendPoll',
      'sendInvoice',
      'editMessageMedia',
      'copyMessages',
      'sendPaidMedia',
      'getChatMember',
      'getUpdates',
      'setWebhook',
    ]) {
      for (const value of wrong) {
        const payload = { ...Object.fromEntries(names.map((name) => [name, value])), chat_id: chat.id }
        const { status } = await post(method, payload)
        expect([method, value, status]).toEqual([method, value, status === 200 ? 200 : 400])
      }
    }
  })

  it('answers broken multipart bodies with 400 and goes on', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }

    expect(await post('sendPhoto', 'no parts', { headers })).toMatchObject({ status: 400 })
    expect(await post('getMe', {})).toMatchObject({ status: 200 })
  })

  it('survives a caller that hangs up in the middle of its request', async () => {
    const { port } = new URL(server.apiRoot)
    const socket = connect(Number(port), '127.0.0.1')
    await new Promise<void>((resolve) =>
      socket.write(`POST /bot${server.token}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{`, () =>
        resolve(),
      ),
    )
    socket.destroy()

    expect(await post('getMe', {})).toMatchObject({ status: 200 })
  })

  it('holds a call until the test lets it go on', async () => {
    let letGo = () => {}
    const isHeld = ({ payload }: IncomingCall) => payload.text === 'held'
    server.failNext(isHeld, { hold: new Promise<void>((resolve) => (letGo = resolve)) })

    const held = post('sendMessage', { chat_id: chat.id, text: 'held' })
    await post('sendMessage', { chat_id: chat.id, text: 'at once' })
    letGo()
    await held

    expect(chat.history().map(({ text }) => text)).toEqual(['at once', 'held'])
  })
})

describe('getUpdates', () => {
  it('answers at once without a timeout', async () => {
    expect(await poll()).toEqual([])
  })

  it('waits for the first update', async () => {
    const waiting = poll({ timeout: 50 })
    await post('getMe', {})
    alice.sends(chat, 'one')
    alice.sends(chat, 'two')

    expect(await waiting).toEqual([1, 2])
  })

  it('ends without updates when the time is up', async () => {
    const impatient = await BotApiServer.start({ maxPollSeconds: 0.01 })

    const result = await impatient.client().callApi('getUpdates', { timeout: 50 })

    expect(result).toEqual([])
    await impatient.stop()
  })

  it('repeats updates until an offset confirms them', async () => {
    for (const text of ['one', 'two', 'three']) alice.sends(chat, text)

    expect(await poll()).toEqual([1, 2, 3])
    expect(await poll({ limit: 2 })).toEqual([1, 2])
    expect(await poll({ offset: 2 })).toEqual([2, 3])
    expect(await poll()).toEqual([2, 3])
    expect(await poll({ offset: 4 })).toEqual([])
  })

  it('keeps only the newest with a negative offset', async () => {
    for (const text of ['one', 'two', 'three']) alice.sends(chat, text)

    expect(await poll({ offset: -2 })).toEqual([2, 3])
    expect(await poll()).toEqual([2, 3])
  })

  it('answers with 1 to 100 updates', async () => {
    for (let i = 0; i < 101; i++) alice.sends(chat, 'x')

    expect(await poll({ limit: 500 })).toHaveLength(100)
    expect(await poll({ limit: 0 })).toHaveLength(1)
  })

  it('ends a waiting poll with 409 when there is another', async () => {
    const first = server.client().callApi('getUpdates', { timeout: 50 })
    const conflict = expect(first).rejects.toMatchObject({
      code: 409,
      description: expect.stringMatching(/other getUpdates request/),
    })
    await poll()

    await conflict
  })

  it('is refused while there is a webhook', async () => {
    await post('setWebhook', { url: 'http://127.0.0.1:1/' })

    expect(await post('getUpdates', {})).toMatchObject({ status: 409 })

    await post('deleteWebhook', {})
    expect(await post('getUpdates', {})).toMatchObject({ status: 200 })
  })

  it('keeps updates for a caller that went away', async () => {
    const hangUp = new AbortController()
    const lost = poll({ timeout: 50 }, { signal: hangUp.signal }).catch(() => 'lost')
    await post('getMe', {})
    hangUp.abort()
    await lost
    alice.sends(chat, 'one')

    expect(await poll()).toEqual([1])
  })

  it('makes no updates of the kinds that were not asked for', async () => {
    await poll({ allowed_updates: ['callback_query'] })
    alice.sends(chat, 'unseen')
    await poll({ allowed_updates: [] })
    alice.sends(chat, 'seen')
    server.deliver({ message_reaction: {} })

    expect(server.updates().map((update) => update.message?.text)).toEqual(['seen'])
  })

  it('delivers 10 000 updates in no time', async () => {
    for (let i = 0; i < 10_000; i++) alice.sends(chat, `message ${i}`)
    const seen: number[] = []
    for (let offset = 0; seen.length < 10_000; offset = seen.at(-1)! + 1) seen.push(...(await poll({ offset })))

    expect(seen).toEqual(Array.from({ length: 10_000 }, (_, i) => i + 1))
    expect(chat.history()).toHaveLength(10_000)
  })
})
