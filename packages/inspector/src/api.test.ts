import { InMemorySessionStorage } from '@botgen/runtime'
import { faultyStorage, SharedInMemoryStorage } from '@botgen/testing'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { SessionAnswer, SessionsAnswer, StatusAnswer } from './api/shapes.js'
import { mount, startBot, stopAll } from './testing/mounted.js'

afterEach(stopAll)

const never = Number.POSITIVE_INFINITY
const refused = Object.assign(new Error('connect ECONNREFUSED redis://user:secret@10.0.0.1'), { code: 'ECONNREFUSED' })

describe('GET api/status', () => {
  it('tells of the bot, without its token', async () => {
    const { get, api } = await mount()
    const text = await (await get('api/status')).text()
    expect(JSON.parse(text)).toMatchObject({ bot: { handlers: 0, openSessions: 0, lanes: [] }, allowClear: false })
    expect(JSON.parse(text)).not.toHaveProperty('token')
    expect(text).not.toContain(api.token.split(':')[1])
  })

  it('S15 tells of a failing storage neither its address nor what it says', async () => {
    const faulty = faultyStorage(new InMemorySessionStorage())
    const { get, bot, chat, says } = await mount({}, startBot({ sessions: { storage: faulty.storage } }))
    bot.sessions.get({ chatId: chat.id })
    faulty.failNext('*', { rejects: refused }, never)
    await says('waits')
    const text = await (await get('api/status')).text()
    expect(JSON.parse(text)).toMatchObject({
      bot: {
        storage: {
          state: 'failing',
          waitingEntries: 1,
          lastFailure: { type: 'Error', code: 'ECONNREFUSED' },
          retries: [{ key: { chatId: chat.id }, entries: 1 }],
        },
      },
    })
    expect(text).not.toMatch(/secret|10\.0\.0\.1|redis/)
  })
})

describe('GET api/sessions', () => {
  it('S34 lists open sessions with the parts of their keys and how many messages they have', async () => {
    const { json, bot, chat, alice, says, api } = await mount(
      {},
      startBot({ sessions: { storage: new SharedInMemoryStorage() } }),
    )
    bot.sessions.get({ chatId: chat.id, userId: alice.id, qualifier: 'order' })
    bot.sessions.get({ chatId: -100_500, threadId: 7, businessConnectionId: 'b/1' })
    const openedAt = api.clock.now()
    api.clock.advance(1000)
    await says('one')
    await says('two')
    expect(await json<SessionsAnswer>('api/sessions')).toEqual({
      sessions: [
        {
          id: expect.stringMatching(/^[\w-]+$/),
          chatId: chat.id,
          userId: alice.id,
          qualifier: 'order',
          openedAt,
          lastActivity: openedAt + 1000,
          epoch: expect.any(Number),
          entries: 2,
        },
        expect.objectContaining({ chatId: -100_500, threadId: 7, businessConnectionId: 'b/1', entries: 0 }),
      ],
      next: null,
    })
  })

  it('finds by each part of a key, all words of a search, in any case', async () => {
    const { json, bot } = await mount()
    bot.sessions.get({ chatId: 100, userId: 42, qualifier: 'Order' })
    bot.sessions.get({ chatId: 100, userId: 43, qualifier: 'support' })
    bot.sessions.get({ chatId: -1_001_234, threadId: 9 })
    const found = async (search: string): Promise<unknown> => {
      const { sessions } = await json<SessionsAnswer>(`api/sessions?search=${encodeURIComponent(search)}`)
      return sessions.map(({ userId, chatId }) => userId ?? chatId)
    }
    expect(await found('order')).toEqual([42])
    expect(await found('100')).toEqual([42, 43, -1_001_234])
    expect(await found('100 SUPP')).toEqual([43])
    expect(await found('-100')).toEqual([-1_001_234])
    expect(await found('nobody')).toEqual([])
    expect(await found('  ')).toHaveLength(3)
  })

  it('gives 10 000 sessions in pages, never more than 100 at once', async () => {
    const faulty = faultyStorage(new InMemorySessionStorage())
    const { json, bot } = await mount({}, startBot({ sessions: { storage: faulty.storage } }))
    for (let chatId = 1; chatId <= 10_000; chatId += 1) bot.sessions.get({ chatId })
    const first = await json<SessionsAnswer>('api/sessions?limit=100000')
    expect(first.sessions).toHaveLength(100)
    expect(first.next).toBe(100)
    // Nothing is asked of the storage for what is not shown.
    expect(faulty.calls).toHaveLength(100)
    const last = await json<SessionsAnswer>('api/sessions?offset=9990')
    expect([last.sessions.length, last.next]).toEqual([10, null])
    const found = await json<SessionsAnswer>('api/sessions?search=9999')
    expect([found.sessions.map(({ chatId }) => chatId), found.next]).toEqual([[9999], null])
  })

  it('goes on with the next answer where a search finds little among very many', async () => {
    const { json, bot } = await mount()
    for (let chatId = 1; chatId <= 100_002; chatId += 1) bot.sessions.get({ chatId })
    const first = await json<SessionsAnswer>('api/sessions?search=100002')
    expect(first).toEqual({ sessions: [], next: 100_000 })
    const second = await json<SessionsAnswer>(`api/sessions?search=100002&offset=${first.next}`)
    expect([second.sessions.length, second.next]).toEqual([1, null])
  })

  it.each(['offset=-1&limit=0', 'offset=x&limit=y', 'offset=1e9', 'limit=', 'offset=99999999999999999999'])(
    'takes numbers that are none for none: %s',
    async (query) => {
      const { get, bot } = await mount()
      bot.sessions.get({ chatId: 1 })
      expect((await get(`api/sessions?${query}`)).status).toBe(200)
    },
  )

  it('S15 does not ask a storage that fails', async () => {
    const faulty = faultyStorage(new InMemorySessionStorage())
    const { json, bot, chat, says } = await mount({}, startBot({ sessions: { storage: faulty.storage } }))
    bot.sessions.get({ chatId: chat.id })
    faulty.failNext('*', { rejects: refused }, never)
    await says('waits')
    const before = faulty.calls.length
    expect((await json<SessionsAnswer>('api/sessions')).sessions).toMatchObject([{ chatId: chat.id, entries: null }])
    expect(faulty.calls.length).toBe(before)
  })

  it('does not wait for ever for a storage that hangs', async () => {
    const faulty = faultyStorage(new InMemorySessionStorage())
    const { json, bot, api } = await mount({}, startBot({ sessions: { storage: faulty.storage } }))
    bot.sessions.get({ chatId: 1 })
    faulty.failNext('count', { hangs: true })
    const listed = json<SessionsAnswer>('api/sessions')
    while (faulty.calls.length === 0) await new Promise((resolve) => setImmediate(resolve))
    api.clock.advance(3000)
    expect((await listed).sessions).toMatchObject([{ chatId: 1, entries: null }])
  })
})

describe('GET api/sessions/<id>', () => {
  it('S10 shows ids, kinds, directions and dates of its messages, the newest first, and no text', async () => {
    const { get, json, bot, chat, alice, says } = await mount()
    const session = bot.sessions.get({ chatId: chat.id, userId: alice.id })
    await says('a secret wish')
    await session.chat.sendMessage('a secret answer')
    const { sessions } = await json<SessionsAnswer>('api/sessions')
    const text = await (await get(`api/sessions/${sessions[0]!.id}`)).text()
    const { entries, total, next } = JSON.parse(text) as SessionAnswer
    expect([total, next]).toEqual([2, null])
    expect(entries.map(({ kind, direction }) => [kind, direction])).toEqual([
      ['text', 'outgoing'],
      ['text', 'incoming'],
    ])
    expect(entries[1]).toEqual({
      messageId: expect.any(Number),
      chatId: chat.id,
      userId: alice.id,
      kind: 'text',
      direction: 'incoming',
      date: expect.any(Number),
    })
    expect(text).not.toContain('secret')
  })

  it('gives the entries in pages', async () => {
    const { json, bot, chat, says } = await mount()
    bot.sessions.get({ chatId: chat.id })
    for (let count = 0; count < 5; count += 1) await says('hello')
    const { sessions } = await json<SessionsAnswer>('api/sessions')
    const ids = async (query: string): Promise<unknown> => {
      const { entries, next } = await json<SessionAnswer>(`api/sessions/${sessions[0]!.id}?${query}`)
      return [entries.map(({ messageId }) => messageId), next]
    }
    const [all] = (await ids('')) as [number[]]
    expect(await ids('limit=2')).toEqual([all.slice(0, 2), 2])
    expect(await ids('limit=2&offset=4')).toEqual([all.slice(4), null])
  })

  it('answers 404 for what is no open session', async () => {
    const { get, bot, json } = await mount()
    const session = bot.sessions.get({ chatId: 1 })
    const { sessions } = await json<SessionsAnswer>('api/sessions')
    await session.close()
    for (const id of [sessions[0]!.id, 'nonsense', '%00', Buffer.from('c1/x').toString('base64url')])
      expect([id, (await get(`api/sessions/${id}`)).status]).toEqual([id, 404])
  })

  it('says that the storage does not answer, or fails, and not with what', async () => {
    const faulty = faultyStorage(new InMemorySessionStorage())
    const { get, bot, json, api, errors } = await mount({}, startBot({ sessions: { storage: faulty.storage } }))
    bot.sessions.get({ chatId: 1 })
    const { sessions } = await json<SessionsAnswer>('api/sessions')
    faulty.failNext('list', { hangs: true })
    const asked = get(`api/sessions/${sessions[0]!.id}`)
    while (!faulty.calls.some(({ method }) => method === 'list')) await new Promise((resolve) => setImmediate(resolve))
    api.clock.advance(3000)
    expect((await asked).status).toBe(504)
    faulty.failNext('list', { rejects: refused })
    const failed = await get(`api/sessions/${sessions[0]!.id}`)
    expect([failed.status, await failed.text()]).toEqual([500, '{"error":"The inspector failed."}'])
    expect(errors).toEqual([refused])
  })
})

describe('POST api/sessions/<id>/…', () => {
  const ownPage = (token: string | undefined): Record<string, string> => ({
    'sec-fetch-site': 'same-origin',
    'x-inspector-token': token ?? '',
  })

  async function mountWithSession(allowClear = true) {
    const mounted = await mount({ allowClear })
    const { bot, chat, alice, says, json } = mounted
    const session = bot.sessions.get({ chatId: chat.id, userId: alice.id })
    await says('one')
    await session.chat.sendMessage('two')
    const { sessions } = await json<SessionsAnswer>('api/sessions')
    const { token } = await json<StatusAnswer>('api/status')
    return { ...mounted, session, token: token ?? '', path: `api/sessions/${sessions[0]!.id}` }
  }

  it('S22 clears a session, in the chat too, and says what became of its messages', async () => {
    const { post, path, token, session, chat } = await mountWithSession()
    const response = await post(`${path}/clear`, ownPage(token))
    expect([response.status, await response.json()]).toEqual([
      200,
      { removed: 2, deleted: 2, tooOld: 0, refused: 0, pending: 0 },
    ])
    expect(await session.count()).toBe(0)
    expect(session.isOpen).toBe(true)
    expect(chat.history()).toEqual([])
  })

  it('S28 closes a session', async () => {
    const { post, path, token, session, chat } = await mountWithSession()
    const response = await post(`${path}/close`, ownPage(token))
    expect([response.status, await response.json()]).toEqual([200, { closed: true }])
    expect(session.isOpen).toBe(false)
    expect(chat.history()).toHaveLength(2)
    expect((await post(`${path}/close`, ownPage(token))).status).toBe(404)
  })

  it('changes nothing unless it is allowed', async () => {
    const { post, path, session } = await mountWithSession(false)
    expect((await post(`${path}/clear`, ownPage('anything'))).status).toBe(403)
    expect((await post(`${path}/close`, ownPage('undefined'))).status).toBe(403)
    expect([session.isOpen, await session.count()]).toEqual([true, 2])
  })

  it('changes nothing for another site, whatever it brings', async () => {
    const { post, path, token, session, url } = await mountWithSession()
    const { host } = new URL(url)
    const foreign: Record<string, string>[] = [
      {},
      { 'x-inspector-token': token },
      { 'sec-fetch-site': 'cross-site', 'x-inspector-token': token },
      { 'sec-fetch-site': 'same-site', 'x-inspector-token': token, origin: `http://${host}` },
      { 'sec-fetch-site': 'none', 'x-inspector-token': token },
      { origin: 'https://evil.example', 'x-inspector-token': token },
      { origin: 'null', 'x-inspector-token': token },
      { origin: `http://${host}` },
      { 'sec-fetch-site': 'same-origin' },
      ownPage('x'.repeat(token.length)),
      ownPage(''),
    ]
    for (const headers of foreign) {
      expect([headers, (await post(`${path}/clear`, headers)).status]).toEqual([headers, 403])
    }
    expect(await session.count()).toBe(2)
    // Where a browser does not say which site asked, the origin does.
    const headers = { origin: `http://${host}`, 'x-inspector-token': token }
    expect((await post(`${path}/clear`, headers)).status).toBe(200)
  })

  it('takes no token of another inspector', async () => {
    const { post, path, session } = await mountWithSession()
    const other = await mount({ allowClear: true })
    const { token } = await other.json<StatusAnswer>('api/status')
    expect((await post(`${path}/clear`, ownPage(token))).status).toBe(403)
    expect(await session.count()).toBe(2)
  })
})
