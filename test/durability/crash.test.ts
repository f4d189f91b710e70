import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { BotApiServer } from '@botgen/testing'
import { seededRandom } from '../../bench/soak/random.js'
import { type StorageName, storageNames } from './bot/storages.js'
import { BotProcess } from './harness/bot-processes.js'
import { Conversations } from './harness/conversations.js'
import { newPlace } from './harness/places.js'
import { size } from './harness/settings.js'
import { judge, leftOver } from './harness/verdict.js'

/** `BOTGEN_CRASHES=200` for the long run. */
const crashes = size('BOTGEN_CRASHES', 8)
const seed = 1
const chats = 6
const lease = 1000

async function crashAndCount(storage: StorageName) {
  const own = await newPlace(storage)
  if (own === undefined) return
  const random = seededRandom(seed)
  const server = await BotApiServer.start()
  const conversations = new Conversations(server, chats, random)
  const killed = new Set<string>()
  const start = (name: string): Promise<BotProcess> => {
    const { token, apiRoot } = server
    return BotProcess.start({ name, token, apiRoot, storage, place: own.place, receives: 'polling', lease })
  }

  const rest = conversations.keepWriting(3 * chats)
  for (let crash = 1; crash <= crashes; crash += 1) {
    const bot = await start(String(crash))
    // In the middle of something: a while after one of its calls.
    for (let calls = 1 + random() * 12; calls > 0; calls -= 1) await server.calls.next(() => true)
    await wait(random() * 15)
    await bot.kill()
    killed.add(bot.name)
  }
  rest()
  const last = await start('last')
  await server.settled({ within: 60_000 })
  conversations.everybodyWrites()
  await server.settled({ within: 60_000 })

  const sessions = await last.ask('sessions', conversations.chatIds)
  const verdict = judge(server, conversations, sessions, killed)
  expect(verdict.problems).toEqual([])
  expect(verdict.unseen).toBeLessThanOrEqual(crashes * chats)

  expect(await last.ask('clear', conversations.chatIds)).toMatchObject({ tooOld: 0, refused: 0, pending: 0 })
  const left = leftOver(server, conversations, killed)
  expect(left.problems).toEqual([])
  const ended = await last.ask('shutdown', 10_000)
  expect(ended).toEqual({ left: { updates: 0, entries: 0 }, errors: [], unhandled: [] })
  await last.exited
  await server.stop()
  await own.drop()
  return { ...verdict, stillThere: left.unseen }
}

describe('a bot that is killed again and again', () => {
  it.each(storageNames)(
    'S31 S37 loses and doubles nothing in %s',
    async (storage) => {
      const figures = await crashAndCount(storage)
      if (process.env.BOTGEN_CRASHES !== undefined) console.log(storage, figures)
    },
    600_000,
  )
})
