import pLimit from 'p-limit'
import type { Update } from 'telegraf/types'
import type { UpdateClaims } from './claims.js'
import type { Clock } from '../clock.js'
import { type BusyLane, Lanes } from './lanes.js'
import { chatLane, type Lane, laneByChat, type LaneOf, laneOf, type Ordering } from './ordering.js'
import type { Telemetry } from '../telemetry.js'
import { SeenUpdates } from './seen-updates.js'

/**
 * When an update is acknowledged, so that Telegram does not deliver it again.
 *
 * - `handled` (default): when its handler has ended. A crash redelivers it; under long polling a slow handler delays the
 *   next batch.
 * - `recorded`: once it is stored for the open sessions and queued. Chats never wait for each other; a crash loses the
 *   queue. Other processes take it for handled when its handler has ended.
 */
export type Acknowledge = 'handled' | 'recorded'

export interface IntakeOptions {
  readonly ordering: Ordering
  readonly acknowledge: Acknowledge
  /** How many handlers run at once under `recorded`. */
  readonly maxConcurrent: number
  /** Records the message that the update brings; never rejects. */
  readonly record: (update: Update) => Promise<unknown> | undefined
  /** As `record`, before the update's turn; `record` is then for the sessions that the updates before it open. */
  readonly recordAhead: (update: Update) => Promise<unknown> | undefined
  /** Where processes share updates. */
  readonly claims: UpdateClaims | undefined
  /** Watches updates and what is done later for them. */
  readonly telemetry?: Pick<Telemetry, 'queued' | 'bind'> | undefined
  /** Hears of errors in updates that are acknowledged already, and of the ordering function's. */
  readonly onError: (error: unknown, update: Update) => void
}

const ignore: IntakeOptions['onError'] = () => {}

/** The way in: each update once, recorded, in its turn. */
export class Intake {
  readonly #options: IntakeOptions
  readonly #laneOf: LaneOf
  readonly #lanes = new Lanes<Lane>()
  readonly #seen = new SeenUpdates()
  readonly #limit: <T>(task: () => Promise<T>) => Promise<T>
  #underWay = 0
  readonly #drainListeners: (() => void)[] = []

  /** @throws RangeError if `maxConcurrent` is no number of handlers */
  constructor(options: IntakeOptions) {
    const { maxConcurrent } = options
    if (!(maxConcurrent >= 1) || (Number.isFinite(maxConcurrent) && !Number.isInteger(maxConcurrent))) {
      throw new RangeError(`maxConcurrent is ${maxConcurrent}; give a whole number from 1, or Infinity.`)
    }
    this.#options = options
    this.#laneOf = laneOf(options.ordering)
    const { acknowledge, telemetry } = options
    const limit = acknowledge === 'recorded' ? pLimit(maxConcurrent) : undefined
    this.#limit = limit === undefined ? (task) => task() : (task) => limit(telemetry?.bind(task) ?? task)
  }

  /**
   * Records and handles an update in its turn, unless it was taken before. Resolves when it is to be acknowledged;
   * rejects where it must be delivered again.
   */
  take(update: Update, handle: () => Promise<void>): Promise<void> {
    return this.#seen.once(update.update_id, () =>
      this.#options.acknowledge === 'handled' ? this.#queue(update, handle) : this.#queueRecorded(update, handle),
    )
  }

  /** Runs `task` behind the updates of a chat, where those are ordered by chat; else at once. */
  inTurnOf(chatId: number, businessConnectionId: string | undefined, task: () => Promise<void>): Promise<void> {
    return this.#inLane(this.#options.ordering === 'chat' ? chatLane(chatId, businessConnectionId) : undefined, task)
  }

  /** How many updates are queued or being handled. */
  get size(): number {
    return this.#underWay
  }

  /** Resolves when every update that was taken is handled. */
  drained(): Promise<void> {
    return this.#underWay === 0 ? Promise.resolve() : new Promise((resolve) => this.#drainListeners.push(resolve))
  }

  /** Notes from now on when updates get their turn. */
  watch(clock: Clock): void {
    this.#lanes.clock = clock
  }

  /** The lanes in which something is done, in no order. */
  busyLanes(): Iterable<BusyLane<Lane>> {
    return this.#lanes.busy()
  }

  /** The lane of an update: by the user's function, where that knows its kind. */
  laneOf(update: Update, onError = ignore): Lane | undefined {
    try {
      return this.#laneOf(update)
    } catch (error) {
      onError(error, update)
      return laneByChat(update)
    }
  }

  #queue(update: Update, handle: () => Promise<void>): Promise<void> {
    const lane = this.laneOf(update, this.#options.onError)
    return this.#inLane(
      lane,
      this.#watched(update, lane, () => this.#inTurn(update, lane, handle)),
    )
  }

  #inTurn(update: Update, lane: Lane | undefined, handle: () => Promise<void>): Promise<void> {
    const { claims } = this.#options
    if (claims === undefined) return this.#recordAndHandle(update, handle)
    return claims.run(update.update_id, lane, () => this.#recordAndHandle(update, handle))
  }

  #recordAndHandle(update: Update, handle: () => Promise<void>): Promise<void> {
    const recorded = this.#options.record(update)
    return recorded === undefined ? this.#limit(handle) : recorded.then(() => this.#limit(handle))
  }

  async #queueRecorded(update: Update, handle: () => Promise<void>): Promise<void> {
    const lane = this.laneOf(update, this.#options.onError)
    const recorded = this.#recordAhead(update)
    const inTurn = (): Promise<void> => this.#inTurn(update, lane, handle)
    const task = this.#watched(update, lane, recorded === undefined ? inTurn : () => recorded.then(inTurn))
    const handled = this.#inLane(lane, task)
    handled.catch((error: unknown) => this.#options.onError(error, update))
    await recorded
  }

  #watched(update: Update, lane: Lane | undefined, task: () => Promise<void>): () => Promise<void> {
    return this.#options.telemetry?.queued(update, lane, task) ?? task
  }

  #recordAhead(update: Update): Promise<unknown> | undefined {
    const { claims, recordAhead } = this.#options
    if (claims === undefined) return recordAhead(update)
    return claims.isHandled(update.update_id).then((isHandled) => (isHandled ? undefined : recordAhead(update)))
  }

  #inLane(lane: Lane | undefined, task: () => Promise<void>): Promise<void> {
    this.#underWay += 1
    const work = this.#lanes.run(lane, this.#options.telemetry?.bind(task) ?? task)
    work.then(this.#leave, this.#leave)
    return work
  }

  readonly #leave = (): void => {
    this.#underWay -= 1
    if (this.#underWay === 0) for (const listener of this.#drainListeners.splice(0)) listener()
  }
}
