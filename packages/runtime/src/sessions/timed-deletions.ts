import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.js'
import { BotgenError, type ErrorListener } from '../errors.js'
import type { StateStorage } from '../storage/index.js'
import type { SessionEntry } from './entry.js'

/** Messages that are to be deleted at a time. */
interface TimedDeletion {
  /** Unix time in milliseconds. */
  readonly at: number
  /** Never used twice: who finishes late must not take a later deletion off the list. */
  readonly id: string
  /** The stored key of the session that the messages were recorded in. */
  readonly key: string
  readonly entries: readonly SessionEntry[]
}

/** Telegram did not carry out a timed deletion: these messages stay in their chat. */
export class TimedDeletionError extends BotgenError {
  readonly entries: readonly SessionEntry[]

  constructor(entries: readonly SessionEntry[]) {
    const messages = entries.map(({ messageId, chatId }) => `${messageId} in chat ${chatId}`).join(', ')
    super(
      `When their time had come, Telegram did not delete the messages ${messages}: it refused, or they were older ` +
        'than 48 hours by then.',
    )
    this.entries = entries
  }
}

export interface TimedDeletionsOptions {
  readonly state: StateStorage
  readonly stateKey: string
  readonly clock: Clock
  readonly report: ErrorListener
  /** Deletes messages; returns those that are to be tried again later, and those that Telegram does not delete. */
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
  #isStopped = false
  /** The ids of deletions that are being carried out. */
  readonly #underWay = new Set<string>()

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
    const deletion: TimedDeletion = { at, id: randomUUID(), key, entries }
    await this.#change((list) => [...list, deletion])
    this.#arm(at)
  }

  stop(): void {
    this.#isStopped = true
    this.#cancel?.()
  }

  #arm(at: number): void {
    if (this.#isStopped || at >= this.#next) return
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
    const waiting = async (): Promise<readonly TimedDeletion[]> =>
      listIn(await state.get(stateKey)).filter(({ id }) => !this.#underWay.has(id))
    const due = (await waiting()).filter(({ at }) => at <= clock.now())
    // Telegram may have one of them wait for long: those of later times are not to wait for it, nor to begin it again.
    for (const { id } of due) this.#underWay.add(id)
    try {
      for (const deletion of due) await this.#carryOut(deletion)
    } finally {
      for (const { id } of due) this.#underWay.delete(id)
    }
    const left = await waiting()
    if (left.length > 0) this.#arm(Math.min(...left.map(({ at }) => at)))
  }

  async #carryOut({ id, key, entries }: TimedDeletion): Promise<void> {
    const { pending, refused } = await this.#delete(key, entries)
    if (refused.length > 0) this.#options.report(new TimedDeletionError(refused), { stage: 'deletion' })
    // Only now: a crash before this deletes again, which does no harm.
    const at = this.#options.clock.now() + retryAfter
    await this.#change((list) => {
      const others = list.filter((deletion) => deletion.id !== id)
      return pending.length === 0 ? others : [...others, { at, id, key, entries: pending }]
    })
  }

  /** One that fails is tried again like one that Telegram was not reached for; the others go on. */
  async #delete(key: string, entries: readonly SessionEntry[]): ReturnType<TimedDeletionsOptions['delete']> {
    try {
      return await this.#options.delete(key, entries)
    } catch (error) {
      this.#options.report(error, { stage: 'deletion' })
      return { pending: entries, refused: [] }
    }
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
