import { setTimeout as wait } from 'node:timers/promises'
import { describe, it } from '@jest/globals'
import { type Place, type StorageName, storageNames } from './bot/storages.js'
import type { BotProcess } from './harness/bot-processes.js'
import { OwnRedis } from './harness/own-redis.js'
import { newPlace } from './harness/places.js'
import { WebhookProxy } from './harness/proxy.js'
import { tell, size } from './harness/settings.js'
import { Trial } from './harness/trial.js'

/** `BOTGEN_CRASHES=200` for the long run. */
const crashes = size('BOTGEN_CRASHES', 8)
const chats = 6
/** Milliseconds: the next process would else wait for thirty seconds after each crash. */
const lease = 1000
const patience = 60_000 + crashes * 15_000

describe('a bot that is killed again and again', () => {
  it.each(storageNames)(
    'S31 S37 loses and doubles nothing in %s',
    async (storage) => {
      const place = await newPlace(storage)
      if (place === undefined) return
      const trial = await Trial.start({ storage, place, receives: 'polling', chats, bots: { lease } })
      const rest = trial.conversations.keepWriting(3 * chats)
      for (let crash = 1; crash <= crashes; crash += 1) {
        const bot = await trial.startBot(`${crash}`)
        // In the middle of something: a while after one of its calls.
        await trial.calls(1 + trial.random() * 12)
        await wait(trial.random() * 15)
        await trial.kill(bot)
      }
      rest()
      const last = await trial.startBot('last')
      await trial.settled()
      trial.conversations.everybodyWrites()
      await trial.settled()
      tell(`${crashes} crashes with ${storage}`, await trial.verify(last))
      await trial.end(last)
    },
    patience,
  )
})

interface Outages {
  readonly place: Place
  begin(bot: BotProcess): Promise<unknown>
  /** @param bot - unless it was killed meanwhile */
  end(bot: BotProcess | undefined): Promise<unknown>
}

/** Redis itself goes down; the others fail as the bot sees them. */
async function outagesOf(storage: StorageName): Promise<Outages | undefined> {
  if (storage === 'redis') {
    const redis = await OwnRedis.start()
    if (redis === undefined) return undefined
    return { place: redis.place, begin: () => redis.kill(), end: () => redis.resume() }
  }
  const place = await newPlace(storage)
  if (place === undefined) return undefined
  return {
    place,
    begin: (bot) => bot.ask('storageFails', true),
    end: async (bot) => bot?.ask('storageFails', false),
  }
}

describe("a bot that is killed while its storage fails, and holds updates back for it ('hold')", () => {
  it.each(storageNames)(
    'S15 loses and doubles nothing in %s',
    async (storage) => {
      const outages = await outagesOf(storage)
      if (outages === undefined) return
      const trial = await Trial.start({
        storage,
        place: outages.place,
        receives: 'webhook',
        chats,
        bots: { lease, whileStorageFails: 'hold' },
      })
      const proxy = await WebhookProxy.start(trial.server, trial.random)
      const rest = trial.conversations.keepWriting(3 * chats)
      for (let crash = 1; crash <= crashes / 2; crash += 1) {
        const bot = await trial.startBot(`${crash}`)
        proxy.ports[0] = bot.port
        await trial.calls(1 + trial.random() * 12)
        await wait(trial.random() * 15)
        await outages.begin(bot)
        await wait(100 + trial.random() * 200)
        const isKilledMeanwhile = crash % 2 === 1
        if (!isKilledMeanwhile) {
          await outages.end(bot)
          await trial.calls(1 + trial.random() * 12)
        }
        proxy.ports[0] = undefined
        await trial.kill(bot)
        if (isKilledMeanwhile) await outages.end(undefined)
      }
      rest()
      const last = await trial.startBot('last')
      proxy.ports[0] = last.port
      await trial.settled()
      trial.conversations.everybodyWrites()
      await trial.settled()
      tell(`${crashes / 2} crashes and outages with ${storage}`, await trial.verify(last))
      await trial.end(last)
    },
    patience,
  )
})
