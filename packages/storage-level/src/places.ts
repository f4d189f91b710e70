import { Claims } from './claims.js'
import { Database } from './database.js'
import { LevelStorageError } from './errors.js'
import { type Folder, folderAt } from './folder.js'
import type { LevelStorageOptions } from './options.js'

/** A folder of this process and, while somebody has it open, its database. */
class Place {
  readonly folder: Folder
  /** They outlive the database: who has them may still be at work, and opens it again. */
  readonly #claims = new Claims()
  #users = 0
  #options: LevelStorageOptions = {}
  #opening: Promise<Database> | undefined
  #closing: Promise<void> | undefined

  constructor(folder: Folder) {
    this.folder = folder
  }

  async acquire(options: LevelStorageOptions): Promise<Database> {
    while (this.#closing !== undefined) await Promise.allSettled([this.#closing])
    if (this.#opening === undefined) {
      this.#options = options
      this.#opening = Database.open(this.folder.path, this.#claims, options)
    }
    this.#assertSame(options)
    this.#users += 1
    try {
      return await this.#opening
    } catch (error) {
      this.#users -= 1
      if (this.#users === 0) this.#opening = undefined
      throw error
    }
  }

  /** Waits for what was asked of `database`, and closes it when the last one lets go. */
  async release(database: Database): Promise<void> {
    this.#users -= 1
    if (this.#users > 0) return database.idle()
    this.#opening = undefined
    this.#closing = database.close().finally(() => (this.#closing = undefined))
    await this.#closing
  }

  /** Whether nobody needs it any more. */
  isLeft(now: number): boolean {
    return this.#users === 0 && this.#closing === undefined && this.#claims.isEmpty(now)
  }

  /** @throws LevelStorageError if the folder that is open is no more the one at its path */
  assertThere(folder: Folder): void {
    if (this.#users === 0 || this.folder.identity === folder.identity) return
    throw new LevelStorageError(
      'no folder',
      folder.path,
      'was removed or replaced while this process has it open. Close all storages on it before you open it again.',
    )
  }

  #assertSame({ durability = 'process', clock }: LevelStorageOptions): void {
    if (durability === (this.#options.durability ?? 'process') && clock === this.#options.clock) return
    throw new LevelStorageError(
      'other options',
      this.folder.path,
      'is open in this process already, with another durability or clock. Give the same options.',
    )
  }
}

/** The places of a process. Copies of this module share them, each of which would else open a database of its own. */
interface Places {
  /** That of the copy which was first. */
  readonly version: number
  readonly places: Set<Place>
}

const shared = Symbol.for('@botgen/storage-level')
/** To be raised with each change to what the places share. */
const version = 1

export interface Lease {
  readonly folder: string
  readonly database: Database
  readonly release: () => Promise<void>
}

/** Opens the database at `path`, or shares the one that this process has open there. @throws LevelStorageError */
export async function acquire(path: string, options: LevelStorageOptions): Promise<Lease> {
  const folder = await folderAt(path)
  const places = placesOf(folder.path)
  const place = placeOf(places, folder)
  const database = await place.acquire(options)
  return {
    folder: folder.path,
    database,
    async release() {
      await place.release(database)
      if (place.isLeft(database.now())) places.delete(place)
    },
  }
}

function placesOf(folder: string): Set<Place> {
  // Nobody else writes under this symbol.
  const known = Reflect.get(globalThis, shared) as Places | undefined
  if (known?.version === version) return known.places
  if (known === undefined) {
    const places = new Set<Place>()
    Reflect.set(globalThis, shared, { version, places } satisfies Places)
    return places
  }
  throw new LevelStorageError(
    'other options',
    folder,
    'cannot be opened: this process has loaded two versions of @botgen/storage-level. Install one only.',
  )
}

function placeOf(places: Set<Place>, folder: Folder): Place {
  const known = [...places].find(
    (place) => place.folder.path === folder.path || place.folder.identity === folder.identity,
  )
  known?.assertThere(folder)
  const place = known ?? new Place(folder)
  places.add(place)
  return place
}
