import type { Clock } from '@botgen/runtime'
import type { Dialect, Kysely } from 'kysely'

export interface SqlStorageOptions {
  /**
   * What the names of the tables begin with: letters, digits and `_`, at most 40 of them. Default: `botgen_`.
   * Bots may share tables, each under its own namespace.
   */
  readonly prefix?: string
  /** The schema of the tables, made where it is missing (PostgreSQL). Default: the first of the search path. */
  readonly schema?: string
  /**
   * Whether `open` makes the tables and brings them up to date. With `false` it fails unless they are.
   * Default: true.
   */
  readonly migrate?: boolean
  /** Milliseconds after which a call has failed that the database has not answered. Default: 5000. */
  readonly timeout?: number
  /** For tests: the time, where it is not to be the database's own. */
  readonly clock?: Pick<Clock, 'now'>
}

/** A dialect of kysely, which is let go of by `close()`, or a Kysely instance of yours, which is not. */
export type SqlStorageConnection =
  | { readonly dialect: Dialect }
  // What the instance's own tables are is of no interest here, and Kysely is invariant in them.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  | { readonly kysely: Kysely<any> }
