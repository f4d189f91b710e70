import type { Clock } from '../clock.js'
import { BotgenError, type ErrorListener } from '../errors.js'
import type { StateStorage } from '../storage/index.js'
import type { SessionEntry } from './entry.js'

/** Messages that are to be deleted at a time. */
interface TimedDeletion {
  /** Unix time in milliseconds. */
  readonly at: number
  /** Tells deletions of one storage apart. */
  readonly id: number
  /** The stored key of the session that the messages were recorded in. */
  readonly key: string
  readonly entries: readonly SessionEntry[]
}

/** Telegram refused a timed deletion: these messages stay in their chat. */
export class TimedDeletionError extends BotgenError {
  readonly entries: readonly SessionEntry[]

  constructor(entries: readonly SessionEntry[]) {
    const messages = entries.map(({ messageId, chatId }) => `${messageId} in chat ${chatId}`).join(', ')
    super(`Telegram refused to delete, when their time had come, the messages ${messages}.`)
    this.entries = entries
  }
}

export interface TimedDeletionsOptions {
  readonly state: StateStorage
  readonly stateKey: string
  readonly clock: Clock
  readonly report: ErrorListener
  /** Deletes messages; returns those that are to be tried again later, and those that Telegram refused. */
  readonly delete: (
    key: string,
    entries: readonly SessionEntry[],
  ) => Promise<{ readonly pending: readonly SessionEntry[]; readonly refused: readonly SessionEntry[] }>
}

/** After so many milliseconds, deletions that Telegram could not be reached for are tried again. */
const retryAfter = 30_000

/** Deletes messages when their time has come. The list is kept in the state storage, and survives what that survives. */
export class TimedDeletions {
  readonly #options: TimedDeletionsOptions
  #cancel: (() => void) | undefined
  #next = Number.POSITIVE_INFINITY

  constructor(options: TimedDeletionsOptions) {
    this.#options = options
  }

  /** Takes up what an earlier run has left. */
  async resume(): Promise<void> {
    await this.#runOrRetry()
  }

  /** Resolves when the list is stored. */
  async schedule(key: string, entries: readonly SessionEntry[], at: number): Promise<void> {
    if (entries.length === 0) return
    await this.#change((list) => {
      const id = list.reduce((highest, deletion) => Math.max(highest, deletion.id), 0) + 1
      return [...list, { at, id, key, entries }]
    })
    this.#arm(at)
  }

  stop(): void {
    this.#cancel?.()
  }

  #arm(at: number): void {
    if (at >= this.#next) return
    this.#cancel?.()
    this.#next = at
    const { clock } = this.#options
    const wait = Math.max(at - clock.now(), 0)
    this.#cancel = clock.after(
      wait,
      () => {
        this.#next = Number.POSITIVE_INFINITY
        void this.#runOrRetry()
      },
      { background: true },
    )
  }

  async #runOrRetry(): Promise<void> {
    try {
      await this.#run()
    } catch (error) {
      this.#options.report(error, { stage: 'deletion' })
      this.#arm(this.#options.clock.now() + retryAfter)
    }
  }

  async #run(): Promise<void> {
    const { clock, state, stateKey } = this.#options
    const list = listIn(await state.get(stateKey))
    for (const deletion of list.filter(({ at }) => at <= clock.now())) await this.#carryOut(deletion)
    const left = listIn(await state.get(stateKey))
    if (left.length > 0) this.#arm(Math.min(...left.map(({ at }) => at)))
  }

  async #carryOut({ id, key, entries }: TimedDeletion): Promise<void> {
    const { pending, refused } = await this.#options.delete(key, entries)
    if (refused.length > 0) this.#options.report(new TimedDeletionError(refused), { stage: 'deletion' })
    // Only now: a crash before this deletes again, which does no harm.
    const at = this.#options.clock.now() + retryAfter
    await this.#change((list) => {
      const others = list.filter((deletion) => deletion.id !== id)
      return pending.length === 0 ? others : [...others, { at, id, key, entries: pending }]
    })
  }

  /** Changes the list, again where another process was quicker. */
  async #change(edit: (list: readonly TimedDeletion[]) => readonly TimedDeletion[]): Promise<void> {
    const { state, stateKey } = this.#options
    for (;;) {
      const current = await state.get(stateKey)
      const version = await state.set(stateKey, edit(listIn(current)), { ifVersion: current?.version ?? 0 })
      if (version !== undefined) return
    }
  }
}

/** What this class has stored. */
function listIn(stored: { readonly value: unknown } | undefined): readonly TimedDeletion[] {
  return (stored?.value ?? []) as readonly TimedDeletion[]
}
