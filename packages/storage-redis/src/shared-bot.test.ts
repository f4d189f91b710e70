import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import { type BotOf, botgen, defineDispatchTable, type Session } from '@botgen/runtime'
import { BotApiServer, type TestChat, type TestUser } from '@botgen/testing'
import { Telegraf } from 'telegraf'
import type { Update } from 'telegraf/types'
import { type RedisConnectOptions, RedisStorage } from './index.js'
import { sharedServer } from './testing/shared-server.js'

const redis = await sharedServer()
const { url = '', prefix = '' } = redis ?? {}
const withRedis = redis === undefined ? describe.skip : describe
if (redis !== undefined) afterAll(() => redis.cleanUp())

/** One process of the bot. */
interface Process {
  readonly bot: BotOf
  readonly storage: RedisStorage
  readonly errors: unknown[]
}

let server: BotApiServer
let alice: TestUser
let chat: TestChat
let receiver: Process
let count = 0
const running: Process[] = []

beforeEach(async () => {
  count += 1
  server = await BotApiServer.start()
  alice = server.user({ firstName: 'Alice' })
  chat = server.privateChat(alice)
  receiver = await startProcess()
  server.connect((update) => receiver.bot.handleUpdate(update as unknown as Update))
})
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ bot }) => bot.shutdown()))
  await server.stop()
})

async function startProcess(options: RedisConnectOptions = {}): Promise<Process> {
  const storage = await RedisStorage.connect({
    url,
    prefix: `${prefix}${count}:`,
    clock: server.clock,
    ...options,
  })
  const errors: unknown[] = []
  const telegraf = new Telegraf(server.token, { telegram: { apiRoot: server.apiRoot } })
  const bot = botgen(telegraf, defineDispatchTable([]), {
    clock: server.clock,
    onError: (error) => void errors.push(error),
    sessions: { storage, state: storage.state },
  })
  const started = { bot, storage, errors }
  running.push(started)
  return started
}

async function opened({ bot }: Process): Promise<Session> {
  const session = bot.sessions.get({ chatId: chat.id, userId: alice.id })
  await session.count()
  return session
}

async function says(text: string, to: Process): Promise<void> {
  receiver = to
  alice.sends(chat, text)
  await server.settled()
}

const idsOf = async (session: Session): Promise<number[]> =>
  (await session.messages()).map(({ messageId }) => messageId)

withRedis('two processes of a bot on one Redis', () => {
  it('S31 record the sessions of each other, and both see all', async () => {
    const other = await startProcess()
    const session = await opened(receiver)
    await says('hello', other)
    await session.chat.sendMessage('from one')
    const there = await opened(other)
    await there.chat.sendMessage('from the other')
    expect(await idsOf(session)).toEqual([1, 2, 3])
    expect(await there.clear()).toMatchObject({ removed: 3, deleted: 3 })
    expect(await session.count()).toBe(0)
    expect([...receiver.errors, ...other.errors]).toEqual([])
  })

  it('S28 end a session together', async () => {
    const other = await startProcess()
    const [here, there] = [await opened(receiver), await opened(other)]
    await here.close()
    await says('late', other)
    expect(there.isOpen).toBe(false)
    expect(await idsOf(there)).toEqual([])
  })

  it('S31 go on after a restart with every session that was open', async () => {
    const session = await opened(receiver)
    await says('before', receiver)
    await receiver.bot.shutdown()
    running.splice(0)
    const next = await startProcess()
    await says('after', next)
    expect(await idsOf(next.bot.sessions.get(session.key))).toEqual([1, 2])
  })

  it('S31 record sessions of each other also from what the client remembers', async () => {
    const cached = await startProcess({ consistency: 'cached' })
    await says('nothing is open', cached)
    const session = await opened(receiver)
    // Redis tells the client after it has answered who opened it.
    while ((await cached.storage.openKeys(`${server.token.split(':')[0]}/c${chat.id}/`)).length === 0) await wait(5)
    await says('hello', cached)
    expect(await idsOf(session)).toContain(2)
  })
})
