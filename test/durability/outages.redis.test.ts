import { describe, it } from '@jest/globals'
import { expectOncePerIncident, type Incident, live, patience } from './harness/incidents.js'
import { OwnRedis } from './harness/own-redis.js'
import { tell } from './harness/settings.js'
import { Trial } from './harness/trial.js'

const chats = 5

type Cause = (redis: OwnRedis) => Promise<Incident> | Incident

const causes: Readonly<Record<string, Cause>> = {
  'is gone': (redis) => ({ begin: () => redis.kill(), end: () => redis.resume() }),
  'is slow': (redis) => ({ begin: () => redis.freeze(), end: () => redis.thaw() }),
  'is out of memory': (redis) => ({
    begin: () => redis.tell('CONFIG SET maxmemory 1'),
    end: () => redis.tell('CONFIG SET maxmemory 0'),
  }),
  'lets nobody in': async (redis) => {
    // One connection is left, and it is ours.
    const socket = await redis.connect()
    return {
      begin: () => socket.write('CONFIG SET maxclients 1\r\nCLIENT KILL TYPE normal SKIPME yes\r\n'),
      end: () => socket.write('CONFIG SET maxclients 100\r\n'),
    }
  },
}

describe('a Redis server', () => {
  it.each(Object.entries(causes))(
    'S15 that %s: handlers go on and nothing is lost',
    async (what, causeOf) => {
      const redis = await OwnRedis.start()
      if (redis === undefined) return
      const trial = await Trial.start({ storage: 'redis', place: redis.place, receives: 'polling', chats })
      const bot = await trial.startBot('one')
      trial.conversations.everybodyOpens()
      await trial.settled()
      const incident = await causeOf(redis)
      for (let count = 0; count < 2; count += 1) {
        const { errors, slowest } = await live(trial, bot, incident)
        tell(`Redis ${what}`, { errors: errors.length, slowest })
        expectOncePerIncident(errors)
      }
      await trial.verify(bot)
      await trial.end(bot)
    },
    patience,
  )
})
