import type { RawBuilder } from 'kysely'
import type { Flavor } from '../database/flavor.js'
import type { Tables } from '../database/tables.js'

/** Where and for which database tables are made. */
export interface Layout {
  readonly flavor: Flavor
  /** The table as statements name it, in its schema. */
  readonly table: (name: keyof Tables) => RawBuilder<unknown>
  /** A name of the storage's own, without the schema. */
  readonly name: (name: string) => string
}
