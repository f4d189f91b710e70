import type { Update } from 'telegraf/types'
import type { ErrorListener } from '../errors.js'
import type { LiveSession } from './live-session.js'
import type { SubscriptionPredicate } from './manager.js'
import { Subscriptions } from './subscriptions.js'
import type { Tenure } from './tenure.js'

type EndListener = (storedKey: string, tenure: Tenure) => void

interface Closing {
  readonly tenure: Tenure
  /** Settles, without rejecting, when it is closed. */
  readonly settled: Promise<void>
}

/** The sessions that are open in this process, by stored key and by what they record. */
export class OpenSessions {
  readonly #byKey = new Map<string, LiveSession>()
  /** Periods that are being closed: their keys open again only when that is done. */
  readonly #closing = new Map<string, Closing>()
  readonly #subscriptions: Subscriptions
  readonly #endListeners = new Set<EndListener>()

  constructor(report: ErrorListener) {
    this.#subscriptions = new Subscriptions(report)
  }

  get size(): number {
    return this.#byKey.size
  }

  get(storedKey: string): LiveSession | undefined {
    return this.#byKey.get(storedKey)
  }

  values(): IterableIterator<LiveSession> {
    return this.#byKey.values()
  }

  /** Those that record this update. */
  matching(update: Update): LiveSession[] {
    return this.#subscriptions.matching(update)
  }

  /** Those of a chat with the default predicate. */
  ofChat(chatId: number): LiveSession[] {
    return this.#subscriptions.ofChat(chatId)
  }

  add(session: LiveSession): void {
    this.#byKey.set(session.storedKey, session)
    this.#subscriptions.add(session)
  }

  delete(session: LiveSession): void {
    this.#byKey.delete(session.storedKey)
    this.#subscriptions.delete(session)
    const { storedKey, tenure } = session
    if (tenure !== undefined) for (const listener of this.#endListeners) listener(storedKey, tenure)
  }

  /** Calls back with each period that is being closed now, or ends. Returns what ends that. */
  onEnd(listener: EndListener): () => void {
    for (const [storedKey, { tenure }] of this.#closing) listener(storedKey, tenure)
    this.#endListeners.add(listener)
    return () => void this.#endListeners.delete(listener)
  }

  subscribe(session: LiveSession, predicate: SubscriptionPredicate): void {
    this.#subscriptions.addCustom(session, predicate)
  }

  unsubscribe(session: LiveSession): void {
    this.#subscriptions.delete(session)
  }

  /** What must be over before the key may open again. */
  closingOf(storedKey: string): Promise<void> | undefined {
    return this.#closing.get(storedKey)?.settled
  }

  /** Notes that `session` is being closed. */
  close(session: LiveSession, tenure: Tenure, closed: Promise<void>): void {
    const { storedKey } = session
    this.delete(session)
    const leave = (): void => {
      if (this.#closing.get(storedKey)?.settled === settled) this.#closing.delete(storedKey)
    }
    // The caller of close() hears of its failure; who reopens the key only waits for its end.
    const settled: Promise<void> = closed.then(leave, leave)
    this.#closing.set(storedKey, { tenure, settled })
  }
}
