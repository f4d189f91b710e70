import type { SessionStorage } from '@botgen/runtime'
import type { Declare, StorageSubject } from './rig.js'

/** What a session storage may have beyond the four required methods and `close`. */
export const optionalMethods = [
  'addMany',
  'removeIds',
  'count',
  'openSession',
  'addIfOpen',
  'openKeys',
  'closeIfIdle',
  'claimUpdate',
  'finishUpdate',
] as const satisfies readonly (keyof SessionStorage)[]

export type OptionalMethod = (typeof optionalMethods)[number]

export interface SessionStorageSubject<Storage extends SessionStorage = SessionStorage>
  extends StorageSubject<Storage> {
  /** The optional methods that the storage has, which the suite then tests. Default: none. */
  readonly optional?: readonly OptionalMethod[]
  /**
   * `shared`: the storage keeps and hands out the very objects that it was given, which is fine as long as all treat them
   * as read-only, as botgen does. Default: `copied`.
   */
  readonly entries?: 'copied' | 'shared'
}

export type StorageWith<Method extends OptionalMethod> = SessionStorage & Required<Pick<SessionStorage, Method>>

/** `test` for storages that have the methods. */
export function having<Method extends OptionalMethod>(
  test: Declare<SessionStorage>,
  ..._methods: readonly Method[]
): Declare<StorageWith<Method>> {
  // Only for subjects that name these methods; a test of the suite compares those names with the storage.
  return test as unknown as Declare<StorageWith<Method>>
}
