import { describe, it } from '@jest/globals'
import { expectOncePerIncident, type Incident, live, patience } from './harness/incidents.js'
import { OwnPostgres } from './harness/own-postgres.js'
import { tell } from './harness/settings.js'
import { Trial } from './harness/trial.js'

const chats = 5

type Cause = (postgres: OwnPostgres) => Incident

const causes: Readonly<Record<string, Cause>> = {
  'is gone': (postgres) => ({ begin: () => postgres.kill(), end: () => postgres.resume() }),
  'is slow': (postgres) => ({ begin: () => postgres.freeze(), end: () => postgres.thaw() }),
  'has no connection left': (postgres) => ({
    async begin() {
      await postgres.kill()
      // One for the bot, which somebody else has.
      await postgres.resume(['max_connections=4', 'superuser_reserved_connections=3', 'max_wal_senders=0'])
      await postgres.occupy()
    },
    async end() {
      await postgres.kill()
      await postgres.resume()
    },
  }),
}

describe('a PostgreSQL server', () => {
  it.each(Object.entries(causes))(
    'S15 that %s: handlers go on and nothing is lost',
    async (what, causeOf) => {
      const postgres = await OwnPostgres.start()
      if (postgres === undefined) return
      const trial = await Trial.start({ storage: 'postgres', place: postgres.place, receives: 'polling', chats })
      const bot = await trial.startBot('one')
      trial.conversations.everybodyOpens()
      await trial.settled()
      const incident = causeOf(postgres)
      for (let count = 0; count < 2; count += 1) {
        const { errors, slowest } = await live(trial, bot, incident)
        tell(`PostgreSQL ${what}`, { errors: errors.length, slowest })
        expectOncePerIncident(errors)
      }
      await trial.verify(bot)
      await trial.end(bot)
    },
    patience,
  )
})
