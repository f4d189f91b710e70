import type { Place, StorageName } from './storages.js'

/** What a bot process is started with. */
export interface BotSettings {
  /** What its replies are signed with. */
  readonly name: string
  readonly token: string
  readonly apiRoot: string
  readonly storage: StorageName
  readonly place: Place
  readonly receives: 'polling' | 'webhook'
  readonly whileStorageFails?: 'continue' | 'hold'
  /** Milliseconds for which a crash keeps others from what was being handled, where not botgen's own thirty seconds. */
  readonly lease?: number
}

export interface SessionState {
  readonly isOpen: boolean
  /** Ids of the recorded messages. */
  readonly recorded: readonly number[]
}

export interface Cleared {
  readonly deleted: number
  readonly tooOld: number
  readonly refused: number
  readonly pending: number
}

export interface Ended {
  /** What `shutdown` said. */
  readonly left: { readonly updates: number; readonly entries: number }
  /** What `onError` has heard and nobody has asked for. */
  readonly errors: readonly string[]
  readonly unhandled: readonly string[]
}

/** What a bot process does when asked, and answers. */
export interface Tasks {
  /** The sessions of these private chats, none of them opened by the question. */
  sessions(chatIds: readonly number[]): Readonly<Record<number, SessionState>>
  /** How many entries the storage itself holds, of the sessions that this process has written to. */
  stored(nothing: null): number
  /** Clears the open sessions of these chats. */
  clear(chatIds: readonly number[]): Cleared
  /** Has every call of the storage fail, or work again. */
  storageFails(fails: boolean): null
  /** What `onError` has heard since this was asked last, the stage first. */
  errors(nothing: null): readonly string[]
  /** How many handlers hang. */
  hanging(nothing: null): number
  shutdown(timeout: number): Ended
}

export type TaskName = keyof Tasks

export interface Task {
  readonly id: number
  readonly name: TaskName
  readonly argument: unknown
}

export type FromBot =
  | { readonly kind: 'ready'; readonly port: number | undefined }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: string }
