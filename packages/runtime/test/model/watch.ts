import type { Session, SessionIds } from '../../src/index.js'
import type { Deliveries } from './deliveries.js'
import { never, type Period } from './history.js'
import type { Scene } from './scene.js'
import { expiresAfter } from './stage.js'

/** Looks again and again at which sessions are open: only idle ones close by themselves, and none opens. */
export class Watch {
  readonly #scene: Omit<Scene, 'watch'>
  readonly #deliveries: Deliveries
  readonly #sessions = new Map<string, SessionIds>()
  /** Handles that another process has of these periods. */
  readonly #elsewhere = new Map<Period, Session>()

  constructor(scene: Omit<Scene, 'watch'>, deliveries: Deliveries) {
    this.#scene = scene
    this.#deliveries = deliveries
    for (const ids of scene.stage.sessions) this.add(ids)
  }

  /** Those that are watched, by their keys in the history. */
  get sessions(): ReadonlyMap<string, SessionIds> {
    return this.#sessions
  }

  add(ids: SessionIds): void {
    this.#sessions.set(keyOf(ids), ids)
  }

  look(): void {
    const { stage, history, model } = this.#scene
    for (const [key, ids] of this.#sessions) {
      const period = history.current(key)
      const session = stage.bot.sessions.peek(ids)
      if (period !== undefined) {
        period.mayBeClosed ||= stage.clock.now() - period.activeAt >= expiresAfter
        if (session.isOpen && session === period.session) {
          history.isOpen(period)
          this.#joinElsewhere(period, ids)
        } else {
          model.require(period.mayBeClosed, () => `S28 ${key} was closed, though it is open and in use`)
          history.hasEnded(period)
        }
      }
      if (history.current(key) !== undefined || !session.isOpen) continue
      model.require(false, () => `S28 ${key} is open again, though nobody opened it`)
      this.hasOpened(ids, session)
    }
  }

  hasOpened(ids: SessionIds, session: Session): void {
    const { stage, history } = this.#scene
    const period = history.begin(keyOf(ids), session, stage.clock.now())
    this.#deliveries.mayBeRecordedIn(period, ids)
  }

  /** What whoever had the session last has of it. */
  lastHandle(ids: SessionIds): Session {
    const { stage, history } = this.#scene
    return history.last(keyOf(ids))?.session ?? stage.bot.sessions.peek(ids)
  }

  /** The handles that another process has of what is over. */
  closedElsewhere(): readonly Session[] {
    return [...this.#elsewhere].flatMap(([period, handle]) => (period.closed < never ? [handle] : []))
  }

  #joinElsewhere(period: Period, ids: SessionIds): void {
    const { stage } = this.#scene
    if (stage.elsewhere === undefined || this.#elsewhere.has(period) || !stage.isStored(ids)) return
    for (const [earlier, handle] of this.#elsewhere) if (earlier.key === period.key && handle.isOpen) return
    this.#elsewhere.set(period, stage.elsewhere.get(ids))
  }
}

export function keyOf({ chatId, userId, qualifier }: SessionIds): string {
  return `chat ${chatId}${userId === undefined ? '' : ` user ${userId}`}${qualifier === undefined ? '' : ` ${qualifier}`}`
}
