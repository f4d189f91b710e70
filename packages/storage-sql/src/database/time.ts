import type { Clock } from '@botgen/runtime'
import { type RawBuilder, sql } from 'kysely'
import { type Flavor, integers } from './flavor.js'

/** Milliseconds that no one waits for, and that a sum with a time does not exceed what a number holds exactly. */
const longest = 2 ** 52

/** The time in statements: Unix time in milliseconds. All processes go by the database's, which is one. */
export interface DatabaseTime {
  readonly now: RawBuilder<number>
  /** What `now` asks, where that is not the database. */
  readonly clock: Pick<Clock, 'now'> | undefined
  /** So many milliseconds from now; `Infinity`: never. */
  after(milliseconds: number): RawBuilder<number>
}

/** As of the start of a statement: what stays the same in one can be looked up in an index. */
const servers: Readonly<Record<Exclude<Flavor, 'sqlite'>, RawBuilder<number>>> = {
  postgres: sql`cast(extract(epoch from statement_timestamp()) * 1000 as bigint)`,
  // Not UNIX_TIMESTAMP: it goes by the time zone of the connection, where an hour a year comes twice.
  mysql: sql`timestampdiff(microsecond, '1970-01-01 00:00:00', utc_timestamp(3)) div 1000`,
}

export function databaseTime(flavor: Flavor, clock: Pick<Clock, 'now'> | undefined): DatabaseTime {
  const integer = sql.raw(integers[flavor])
  const literal = (value: number): RawBuilder<number> => sql`cast(${value} as ${integer})`
  // The file of SQLite is on this machine, and so is its clock.
  const source = clock ?? (flavor === 'sqlite' ? Date : undefined)
  const now = (): RawBuilder<number> =>
    source !== undefined || flavor === 'sqlite' ? literal((source ?? Date).now()) : servers[flavor]
  return {
    get now() {
      return now()
    },
    clock: source,
    after: (milliseconds) => sql`(${now()} + ${literal(Math.min(Math.ceil(milliseconds), longest))})`,
  }
}
