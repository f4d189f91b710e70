import type { ColumnType } from 'kysely'
import { SqlStorageError } from './errors.js'

/** 64 bits, which some drivers hand out as text. */
type Whole = ColumnType<number | string, number, number>

/** Printable ASCII; binary columns come as bytes from some drivers. */
export type Text = ColumnType<string | Uint8Array, string, string>

export interface SessionTable {
  /** Also the epoch of the session that is open in this row: a row is opened once, and closing drops it. */
  readonly id: ColumnType<number | string, number | undefined, number>
  readonly session_key: Text
  readonly is_open: number
  /**
   * When it was last opened, or appended to without being asked for as open, or had an entry that is dropped by now: Unix
   * time in milliseconds, as all times here. Entries tell the rest.
   */
  readonly active_at: Whole
}

export interface EntryTable {
  readonly session_id: Whole
  /** JSON of the business connection’s id: `null` where there is none. */
  readonly connection: Text
  readonly chat_id: Whole
  readonly message_id: Whole
  /** The whole entry as JSON. */
  readonly content: string
  /** When it was last appended. */
  readonly added_at: Whole
}

export interface ClaimTable {
  readonly namespace: Text
  readonly update_id: Whole
  /** None for a handled update: its lane does not wait for it. */
  readonly lane: ColumnType<string | Uint8Array | null, string | null, string | null>
  readonly owner: Text
  readonly status: 'waiting' | 'granted' | 'handled'
  /** When the lease ends; for a handled update, until when it is known as such. */
  readonly held_until: Whole
}

export interface StateTable {
  readonly state_key: Text
  readonly version: Whole
  readonly gone_at: Whole
  readonly content: string
}

/** A fixed set of rows whose locks stand for the lanes that share them. */
export interface LaneLockTable {
  readonly id: number
}

export interface MigrationTable {
  readonly name: string
}

export interface Tables {
  readonly session: SessionTable
  readonly entry: EntryTable
  readonly claim: ClaimTable
  readonly state: StateTable
  readonly lane_lock: LaneLockTable
  readonly migration: MigrationTable
}

/** How many rows `lane_lock` has. */
export const laneLocks = 64

export type TableNames = { readonly [Name in keyof Tables]: Name }

/** @throws SqlStorageError for a prefix that is none */
export function tableNames(prefix: string): TableNames {
  if (!/^[a-z_]\w{0,39}$/i.test(prefix)) {
    throw new SqlStorageError(
      `The prefix ${JSON.stringify(prefix)} cannot begin the names of tables: take a letter or _, then letters, digits and _, 40 in all.`,
    )
  }
  // Under its prefix each table is what it is without.
  const named = <Name extends keyof Tables>(name: Name): Name => `${prefix}${name}` as unknown as Name
  return {
    session: named('session'),
    entry: named('entry'),
    claim: named('claim'),
    state: named('state'),
    lane_lock: named('lane_lock'),
    migration: named('migration'),
  }
}
