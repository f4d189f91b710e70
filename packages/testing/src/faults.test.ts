import { beforeEach, describe, expect, it } from '@jest/globals'
import { BotApiServer, type TestChat } from './index.js'

let server: BotApiServer
let chat: TestChat

const send = (text: string) => server.client().callApi('sendMessage', { chat_id: chat.id, text })
const texts = () => chat.history().map(({ text }) => text)

beforeEach(() => {
  server = BotApiServer.inProcess()
  chat = server.privateChat(server.user({ firstName: 'Alice' }))
})

describe('faults', () => {
  it('hit as many calls as was said', async () => {
    server.failNext('SendMessage', { errorCode: 429, retryAfter: 3 }, 2)

    await expect(send('one')).rejects.toMatchObject({ code: 429, parameters: { retry_after: 3 } })
    await expect(send('two')).rejects.toMatchObject({ description: 'Too Many Requests: retry after 3' })
    await send('three')

    expect(texts()).toEqual(['three'])
  })

  it('hit the calls that a predicate picks, until they are cleared', async () => {
    server.failNext(({ payload }) => payload.text === 'bad', { errorCode: 500 }, Infinity)

    await send('good')
    await expect(send('bad')).rejects.toMatchObject({ description: 'Internal Server Error' })
    await expect(send('bad')).rejects.toMatchObject({ code: 500 })
    server.clearFaults()
    await send('bad')

    expect(texts()).toEqual(['good', 'bad'])
  })

  it('lose the answer after the effect', async () => {
    server.failNext('sendMessage', { drop: 'response' })

    await expect(send('sent')).rejects.toMatchObject({ code: 'ECONNRESET' })

    expect(texts()).toEqual(['sent'])
    expect(server.calls.of('sendMessage')).toMatchObject([{ outcome: { kind: 'lost' } }])
  })

  it('answer in the place of the server', async () => {
    server.failNext('getMe', { answer: { id: 1 } })
    server.stub('getStickerSet', ({ name }) => ({ name }))

    expect(await server.client().callApi('getMe')).toEqual({ id: 1 })
    expect(await server.client().callApi('getStickerSet', { name: 'cats' })).toEqual({ name: 'cats' })
  })
})

describe('the log of calls', () => {
  it('holds what was called, with what, and how it ended', async () => {
    await send('hello')
    await send('').catch(() => undefined)

    expect(server.calls.payloads('sendMessage')).toEqual([
      { chat_id: chat.id, text: 'hello' },
      { chat_id: chat.id, text: '' },
    ])
    expect(server.calls.all().map(({ outcome }) => outcome)).toMatchObject([
      { kind: 'answered', result: { message_id: 1 } },
      { kind: 'refused', response: { error_code: 400, description: 'Bad Request: message text is empty' } },
    ])
  })

  it('tells when the next call has been carried out', async () => {
    const next = server.calls.next('sendMessage')
    await send('hello')

    expect(await next).toMatchObject({ method: 'sendMessage', via: 'client' })
  })
})
