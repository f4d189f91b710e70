import { createHash } from 'node:crypto'
import type { ClaimAnswer, UpdateClaim } from '@botgen/runtime'
import type { Kysely } from 'kysely'
import type { Database } from '../database/database.js'
import { SqlStorageError } from '../database/errors.js'
import { insertNew } from '../database/flavor.js'
import { laneLocks, type Tables } from '../database/tables.js'
import { columnOf } from '../keys.js'
import { columnText } from '../text.js'

/** An hour more than updates must be known for once they are handled. */
const knownFor = 25 * 3_600_000

/** How often a claim is looked at anew that changed meanwhile. */
const attempts = 20

/** A claim as the columns of its table. */
interface Asked {
  readonly namespace: string
  readonly update_id: number
  readonly lane: string | null
  readonly owner: string
}

interface Current {
  readonly owner: string | Uint8Array | null
  readonly status: 'waiting' | 'granted' | 'handled' | null
  readonly held_until: number | string | null
  readonly is_held: 0 | 1
  readonly is_blocked: 0 | 1
}

/** Which process handles which update. */
export class Claims {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async claim(claim: UpdateClaim, lease: number): Promise<ClaimAnswer> {
    const asked = askedOf(claim)
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const answer = await this.#database.transaction('claim an update', (db) => this.#claim(db, asked, lease))
      if (answer !== undefined) return answer
    }
    throw new SqlStorageError(`The claim of update ${claim.updateId} kept changing while it was asked for.`)
  }

  async finish(claim: UpdateClaim, outcome: 'handled' | 'failed'): Promise<void> {
    const asked = askedOf(claim)
    const { tables, time, flavor } = this.#database
    await this.#database.write('finish an update', async (db) => {
      if (outcome === 'failed') {
        await db
          .deleteFrom(tables.claim)
          .where('namespace', '=', asked.namespace)
          .where('update_id', '=', asked.update_id)
          .where('owner', '=', asked.owner)
          .where('status', '<>', 'handled')
          .execute()
        return
      }
      const handled = { owner: asked.owner, lane: null, status: outcome, held_until: time.after(knownFor) }
      const insert = db
        .insertInto(tables.claim)
        .values({ namespace: asked.namespace, update_id: asked.update_id, ...handled })
      await (flavor === 'mysql'
        ? insert.onDuplicateKeyUpdate(handled)
        : insert.onConflict((conflict) => conflict.columns(['namespace', 'update_id']).doUpdateSet(handled))
      ).execute()
    })
  }

  /** Returns nothing where the claim changed while it was looked at. */
  async #claim(db: Kysely<Tables>, asked: Asked, lease: number): Promise<ClaimAnswer | undefined> {
    const lock = lockOf(asked)
    // Who claims in a lane sees all who did before.
    if (asked.lane !== null) {
      await this.#database
        .locking(db.selectFrom(this.#database.tables.lane_lock).select('id').where('id', '=', lock))
        .execute()
    }
    const current = await this.#current(db, asked, lock)
    if (current.status === 'handled') return 'handled'
    const owner = current.owner === null ? undefined : columnText(current.owner)
    const isMine = owner === asked.owner
    const isHeld = current.is_held === 1
    if (owner !== undefined && isHeld && !isMine) return 'waiting'
    const goesOn = isMine && isHeld && current.status === 'granted'
    const status = goesOn || current.is_blocked === 0 ? 'granted' : 'waiting'
    const isWritten = await this.#write(db, asked, { current, status, lease })
    return isWritten ? status : undefined
  }

  /** One row, whether the update was claimed or not. */
  #current(db: Kysely<Tables>, { namespace, update_id, lane }: Asked, lock: number): Promise<Current> {
    const { tables, time } = this.#database
    return db
      .selectFrom(`${tables.lane_lock} as one`)
      .leftJoin(`${tables.claim} as claim`, (join) =>
        join.on('claim.namespace', '=', namespace).on('claim.update_id', '=', update_id),
      )
      .where('one.id', '=', lock)
      .select(['claim.owner', 'claim.status', 'claim.held_until'])
      .select((eb) => [
        eb.case().when('claim.held_until', '>', time.now).then(eb.lit(1)).else(eb.lit(0)).end().as('is_held'),
        eb
          .case()
          .when(
            eb.exists(
              eb
                .selectFrom(`${tables.claim} as other`)
                .select('other.update_id')
                .where('other.namespace', '=', namespace)
                .where('other.lane', '=', lane)
                .where('other.update_id', '<>', update_id)
                .where('other.held_until', '>', time.now)
                .where((other) =>
                  other.or([other('other.update_id', '<', update_id), other('other.status', '=', 'granted')]),
                ),
            ),
          )
          .then(eb.lit(1))
          .else(eb.lit(0))
          .end()
          .as('is_blocked'),
      ])
      .executeTakeFirstOrThrow()
  }

  /** Says whether the claim was still as it was seen. */
  async #write(db: Kysely<Tables>, asked: Asked, { current, status, lease }: Decision): Promise<boolean> {
    const { tables, time, flavor } = this.#database
    const written = { owner: asked.owner, lane: asked.lane, status, held_until: time.after(lease) }
    if (current.owner === null || current.status === null || current.held_until === null) {
      const { numInsertedOrUpdatedRows } = await insertNew(
        flavor,
        db.insertInto(tables.claim).values({ namespace: asked.namespace, update_id: asked.update_id, ...written }),
      ).executeTakeFirst()
      return Number(numInsertedOrUpdatedRows) > 0
    }
    const { numUpdatedRows } = await db
      .updateTable(tables.claim)
      .set(written)
      .where('namespace', '=', asked.namespace)
      .where('update_id', '=', asked.update_id)
      .where('owner', '=', current.owner)
      .where('status', '=', current.status)
      .where('held_until', '=', current.held_until)
      .executeTakeFirst()
    return Number(numUpdatedRows) > 0
  }
}

interface Decision {
  readonly current: Current
  readonly status: 'waiting' | 'granted'
  /** Milliseconds. */
  readonly lease: number
}

function askedOf({ namespace, updateId, lane, owner }: UpdateClaim): Asked {
  if (!Number.isSafeInteger(updateId))
    throw new SqlStorageError(`There is no update ${updateId}: ids are whole numbers.`)
  return {
    namespace: columnOf('namespace', namespace, 255),
    update_id: updateId,
    lane: lane === undefined ? null : columnOf('lane', lane, 2000),
    owner: columnOf('owner', owner, 255),
  }
}

/** The row of `lane_lock` that stands for the lane; others share it. */
function lockOf({ namespace, lane }: Asked): number {
  return (
    createHash('sha256')
      .update(`${namespace}\n${lane ?? ''}`)
      .digest()
      .readUInt32BE() % laneLocks
  )
}
