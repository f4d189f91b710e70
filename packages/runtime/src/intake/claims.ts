import { randomUUID } from 'node:crypto'
import { type Clock, settlesWithin, sleep } from '../clock.js'
import { BotgenError, type ErrorListener, reasonIn } from '../errors.js'
import { escapeKeyPart } from '../sessions/key.js'
import type { WhileStorageFails } from '../sessions/recorder.js'
import { StorageCalls } from '../sessions/storage-calls.js'
import type { ClaimAnswer, SessionStorage, UpdateClaim } from '../storage/index.js'
import { neverAcknowledged } from '../unacknowledged.js'
import type { Lane } from './ordering.js'

/** For so long a process that crashed keeps others from its updates, in milliseconds. */
const lease = 30_000
/** Often enough that one renewal may fail. */
const renewalInterval = lease / 3
/** Who only asks whether an update was handled keeps it from others no longer, should the storage not hear of the end. */
const questionLease = 1000
const firstPause = 50
const longestPause = 1000

type ClaimingStorage = Required<Pick<SessionStorage, 'claimUpdate' | 'finishUpdate'>>

/** The storage does not say which updates other processes handle. `cause` is its first error. */
export class ClaimFailure extends BotgenError {
  constructor(cause: unknown, whileStorageFails: WhileStorageFails) {
    super(
      `The session storage failed to share updates: ${reasonIn(cause)}. ` +
        (whileStorageFails === 'hold'
          ? 'Updates wait until it works again.'
          : 'Updates are handled meanwhile, although another process may handle them too.'),
      { cause },
    )
  }
}

export interface UpdateClaimsOptions {
  readonly storage: ClaimingStorage
  readonly namespace: string
  readonly clock: Clock
  readonly whileStorageFails: WhileStorageFails
  readonly onError: ErrorListener
  /** The storage shares updates again. */
  readonly onRecovery: () => void
}

/** An update that this process handles, or waits for, as those see it who look from outside. */
export interface HeldUpdate {
  readonly claim: UpdateClaim
  /** Whether it was granted to this process. */
  readonly isGranted: boolean
  /** What the storage has still to be told. */
  readonly outcome?: 'handled' | 'failed'
}

/** An update that this process handles, or waits for. */
interface Held extends HeldUpdate {
  isGranted: boolean
  outcome?: 'handled' | 'failed'
  /** Settles when the storage has answered what it was asked last, or is given up. */
  asked?: Promise<unknown>
  /** While the storage is being told of `outcome`. */
  telling?: Promise<void> | undefined
}

/**
 * The updates that processes share: each is handled by the one that the storage grants it to, those of one lane one at a
 * time. While an update is handled its claim is renewed; a crash ends that, and another process is granted it.
 */
export class UpdateClaims {
  readonly #options: UpdateClaimsOptions
  readonly #calls: StorageCalls
  readonly #process = randomUUID()
  #claimCount = 0
  readonly #held = new Set<Held>()
  readonly #stop = new AbortController()
  readonly #heldBackListeners = new Set<() => void>()
  #cancelRenewal: (() => void) | undefined
  /** What the storage fails to take then is told it again while there is time. */
  #isGivingBack = false

  constructor(options: UpdateClaimsOptions) {
    this.#options = options
    const { clock, whileStorageFails, onError } = options
    this.#calls = new StorageCalls({
      clock,
      report: (error) => onError(new ClaimFailure(error, whileStorageFails), { stage: 'claim' }),
      hold: () => this.#isGivingBack || this.#isHeldBack(),
      recovered: options.onRecovery,
    })
  }

  /** Whether some process has handled the update. */
  async isHandled(updateId: number): Promise<boolean> {
    if (!Number.isInteger(updateId)) return false
    // In no lane: where this process queues it, it must not wait for what is queued before it.
    const held = this.#hold(updateId, undefined)
    const answer = await this.#ask(held, questionLease)
    if (this.#stop.signal.aborted && answer !== 'handled') return neverAcknowledged()
    if (answer === 'granted') await this.#finish(held, 'failed')
    else this.#held.delete(held)
    return answer === 'handled'
  }

  /**
   * Runs `handle` once the update is granted to this process, or while the storage fails; not at all where it was handled.
   * Rejects as `handle` does: the update may then be claimed again. Resolves once the storage knows that it was handled;
   * under `whileStorageFails: 'continue'` also where it has failed to take that.
   */
  async run(updateId: number, lane: Lane | undefined, handle: () => Promise<void>): Promise<void> {
    // Updates without a number, as tests make them, are always new.
    if (!Number.isInteger(updateId)) return handle()
    const held = this.#hold(updateId, lane)
    const answer = await this.#turnOf(held)
    if (answer === 'granted') held.isGranted = true
    else this.#held.delete(held)
    if (answer === 'handled') return
    const tell = (outcome: 'handled' | 'failed'): Promise<void> | undefined =>
      answer === 'granted' ? this.#finish(held, outcome) : void this.#tellUnclaimed(held.claim, outcome)
    try {
      await handle()
    } catch (error) {
      await tell('failed')
      throw error
    }
    await tell('handled')
  }

  /** What this process handles, or waits for. */
  get held(): Iterable<HeldUpdate> {
    return this.#held
  }

  /** Whether the storage fails to share updates. */
  get calls(): Pick<StorageCalls, 'isFailing' | 'nextAt'> {
    return this.#calls
  }

  /** Lets other processes have what this one has not handled, within so many milliseconds. Nothing is granted afterwards. */
  async giveBack(timeout: number): Promise<void> {
    this.#stop.abort()
    this.#cancelRenewal?.()
    this.#isGivingBack = true
    const left = [...this.#held]
    this.#held.clear()
    const told = left.map((held) => {
      held.outcome ??= 'failed'
      return this.#tell(held)
    })
    await settlesWithin(this.#options.clock, Promise.all(told), timeout)
    this.#isGivingBack = false
    this.#holdBack()
  }

  /**
   * Calls back when updates are to be held back: by `giveBack`, and under `whileStorageFails: 'hold'` while the storage
   * fails, at once where it does. Returns what ends that.
   */
  onHeldBack(listener: () => void): () => void {
    const { whileStorageFails } = this.#options
    if (whileStorageFails === 'hold' && this.#calls.isFailing) listener()
    else this.#heldBackListeners.add(listener)
    return () => void this.#heldBackListeners.delete(listener)
  }

  #hold(updateId: number, lane: Lane | undefined): Held {
    this.#claimCount += 1
    // Another one each time: what the storage is told late of one claim must not end the next one of the same update.
    const owner = `${this.#process}/${this.#claimCount}`
    const claim = { namespace: this.#options.namespace, updateId, owner }
    const held = { claim: lane === undefined ? claim : { ...claim, lane: storedLane(lane) }, isGranted: false }
    this.#held.add(held)
    this.#renewLater()
    return held
  }

  /** Waits until it is known what to do; `undefined` where the storage fails and the update is handled all the same. */
  async #turnOf(held: Held): Promise<Exclude<ClaimAnswer, 'waiting'> | undefined> {
    const { clock } = this.#options
    const { signal } = this.#stop
    // What it waits for may go on so long without a renewal, also while the storage does not say so.
    let waitsUntil = 0
    for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
      const answer = await this.#ask(held, lease)
      if (signal.aborted) return neverAcknowledged()
      if (answer === 'waiting') waitsUntil = clock.now() + lease
      else if (answer !== undefined || clock.now() >= waitsUntil) return answer
      // It may wait for one of this process's own, of whose end the storage could not be told.
      for (const other of this.#held) if (other.outcome !== undefined) void this.#tell(other)
      await sleep(clock, pause, signal)
    }
  }

  #ask(held: Held, forSoLong: number): Promise<ClaimAnswer | undefined> {
    if (this.#stop.signal.aborted) return Promise.resolve(undefined)
    const asked = this.#calls.insist(() => this.#options.storage.claimUpdate(held.claim, forSoLong))
    held.asked = asked
    return asked
  }

  async #finish(held: Held, outcome: 'handled' | 'failed'): Promise<void> {
    // Given back, or never granted.
    if (!this.#held.has(held)) return
    held.outcome = outcome
    await this.#tell(held)
  }

  /** Tells the storage what has become of an update; what it fails to take in the end is told again with the next renewal. */
  async #tell(held: Held): Promise<void> {
    held.telling ??= this.#tellNow(held)
    await held.telling
    held.telling = undefined
  }

  async #tellNow(held: Held): Promise<void> {
    const { claim, outcome } = held
    if (outcome === undefined) return
    // Carried out after it, a renewal would claim the update anew.
    await held.asked
    const { storage } = this.#options
    // Held back until it is told: acknowledged before that, it would be handled again by the next process that gets it.
    const isTold = await this.#calls.insist(() =>
      Promise.resolve(storage.finishUpdate(claim, outcome)).then(() => true),
    )
    if (isTold) this.#held.delete(held)
    else this.#renewLater()
  }

  /** What was handled without a claim may have been granted all the same, without an answer; nobody is to wait for it. */
  async #tellUnclaimed(claim: UpdateClaim, outcome: 'handled' | 'failed'): Promise<void> {
    if (this.#stop.signal.aborted) return
    try {
      await this.#options.storage.finishUpdate(claim, outcome)
    } catch {
      // That the storage fails was reported when it was asked for the claim.
    }
  }

  #renewLater(): void {
    if (this.#cancelRenewal !== undefined || this.#stop.signal.aborted) return
    const renew = (): void => {
      this.#cancelRenewal = undefined
      if (this.#held.size === 0) return
      for (const held of this.#held) {
        const { claim, isGranted, outcome } = held
        if (outcome !== undefined) void this.#tell(held)
        else if (isGranted) held.asked = this.#calls.attempt(() => this.#options.storage.claimUpdate(claim, lease))
      }
      this.#renewLater()
    }
    this.#cancelRenewal = this.#options.clock.after(renewalInterval, renew, { background: true })
  }

  /** Says to those who wait for it, too, that updates are held back for a storage that fails. */
  #isHeldBack(): boolean {
    if (this.#options.whileStorageFails !== 'hold' || this.#stop.signal.aborted) return false
    this.#holdBack()
    return true
  }

  #holdBack(): void {
    for (const listener of this.#heldBackListeners) listener()
    this.#heldBackListeners.clear()
  }
}

/** The same for all processes, in printable ASCII; chats have numbers, and texts are never taken for them. */
function storedLane(lane: Lane): string {
  return typeof lane === 'number' ? `c${lane}` : `t${escapeKeyPart(lane)}`
}

/** What the options and the storage allow. */
export function claimsOf(
  storage: SessionStorage | undefined,
  isWanted: boolean,
  options: Omit<UpdateClaimsOptions, 'storage'>,
): UpdateClaims | undefined {
  if (!isWanted || storage?.claimUpdate === undefined || storage.finishUpdate === undefined) return undefined
  return new UpdateClaims({ ...options, storage: storage as ClaimingStorage })
}
