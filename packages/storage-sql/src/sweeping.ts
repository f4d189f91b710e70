import type { Clock } from '@botgen/runtime'
import type { Database } from './database/database.js'

/** Milliseconds between two looks for what is over. */
const interval = 60_000

/** Rows of a table that go at once. */
const most = 500

/** Drops values, claims and handled updates whose time is over: a few with every write after a minute. */
export class Sweeping {
  readonly #database: Database
  readonly #clock: Pick<Clock, 'now'>
  #nextAt: number
  #running: Promise<void> | undefined

  constructor(database: Database, clock: Pick<Clock, 'now'>) {
    this.#database = database
    this.#clock = clock
    this.#nextAt = clock.now()
  }

  /** Called with writes, which do not wait for it. */
  remind(): void {
    if (this.#running !== undefined || this.#clock.now() < this.#nextAt) return
    this.#nextAt = this.#clock.now() + interval
    // Nothing depends on it, and the next writes try again.
    this.#running = this.#sweep().catch(() => undefined)
  }

  /** Waits for what is under way. Never rejects. */
  async settled(): Promise<void> {
    await this.#running
  }

  async #sweep(): Promise<void> {
    try {
      const hasMore = [await this.#sweepState(), await this.#sweepClaims()]
      if (hasMore.includes(true)) this.#nextAt = this.#clock.now()
    } finally {
      this.#running = undefined
    }
  }

  /** Says whether there may be more. */
  #sweepState(): Promise<boolean> {
    const { tables, time } = this.#database
    return this.#database.write('drop old values', async (db) => {
      const over = await db
        .selectFrom(tables.state)
        .select('gone_at')
        .where('gone_at', '<=', time.now)
        .orderBy('gone_at')
        .limit(most)
        .execute()
      const last = over.at(-1)
      if (last !== undefined) await db.deleteFrom(tables.state).where('gone_at', '<=', last.gone_at).execute()
      return over.length === most
    })
  }

  /** Says whether there may be more. */
  #sweepClaims(): Promise<boolean> {
    const { tables, time } = this.#database
    return this.#database.write('drop old claims', async (db) => {
      const over = await db
        .selectFrom(tables.claim)
        .select('held_until')
        .where('held_until', '<=', time.now)
        .orderBy('held_until')
        .limit(most)
        .execute()
      const last = over.at(-1)
      if (last !== undefined) await db.deleteFrom(tables.claim).where('held_until', '<=', last.held_until).execute()
      return over.length === most
    })
  }
}
