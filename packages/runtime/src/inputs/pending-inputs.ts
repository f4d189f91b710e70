import type { Context } from 'telegraf'
import type { Update } from 'telegraf/types'
import type { Clock } from '../clock.js'
import { milliseconds } from '../duration.js'
import { BotgenError, MissingContextError } from '../errors.js'
import type { StateStorage, StateValue } from '../storage/index.js'
import { type UpdateKind, updateKind, updatePlace, type UpdatePlace } from '../updates/index.js'
import { type ExpectOptions, type InputCommandRule, Inputs, PendingInput } from './inputs.js'

/** What is kept of an expected input: plain JSON. */
interface Kept {
  readonly id: string
  readonly kinds: readonly string[]
  readonly commands: InputCommandRule
  readonly payload: unknown
  /** Unix time in milliseconds when it is no longer expected; `null`: never. */
  readonly until: number | null
}

export interface PendingInputsOptions {
  readonly state: StateStorage
  /** What the keys begin with: two bots on one storage never meet. */
  readonly namespace: string
  readonly clock: Clock
  /** The kinds that each input accepts by default, by id. */
  readonly kindsOf: ReadonlyMap<string, readonly UpdateKind[]>
  readonly allowedUpdates: readonly UpdateKind[]
  /** Runs a task behind the updates of a chat. */
  readonly inTurn: (place: UpdatePlace, task: () => Promise<void>) => Promise<void>
  readonly onTimeout: ((input: PendingInput) => unknown) | undefined
  /** Hears of errors while an input times out. */
  readonly onError: (error: unknown) => void
}

/** A user in a chat. */
interface Answerer extends UpdatePlace {
  readonly userId: number
}

/** An input that waits for its time to be over. */
interface Timer {
  readonly version: number
  readonly cancel: () => void
}

/**
 * How long an input stays in the storage behind its time: until its turn comes an answer that arrived in time must find
 * it.
 */
const grace = milliseconds('5m', 'grace')

/** How long the storage keeps the note that an input was answered, in milliseconds; then its absence says the same. */
const tombstone = 1000

/** Keeps in the state storage what the bot waits for. */
export class PendingInputs extends Inputs {
  readonly #options: PendingInputsOptions
  readonly #timers = new Map<string, Timer>()

  constructor(options: PendingInputsOptions) {
    super()
    this.#options = options
  }

  override async expect(source: Context | Update, id: string, options: ExpectOptions = {}): Promise<void> {
    const answerer = answererOf(source)
    if (answerer === undefined) {
      throw new MissingContextError('inputs.expect(…)', 'User in a Chat', updateKind(updateOf(source)))
    }
    const { timeout, payload = null, commands = 'cancels' } = options
    const kinds = this.#kindsOf(id, options.kinds)
    const time = timeout === undefined ? undefined : milliseconds(timeout, `The timeout of input '${id}'`)
    const until = time === undefined || !Number.isFinite(time) ? null : this.#options.clock.now() + time
    const kept: Kept = { id, kinds, commands, payload, until }
    const key = this.#keyOf(answerer)
    this.#stopTimer(key)
    const { state } = this.#options
    const version = await state.set(key, kept, until === null || time === undefined ? {} : { ttl: time + grace })
    if (version !== undefined && until !== null) this.#startTimer(answerer, version, until)
  }

  override async cancel(source: Context | Update): Promise<boolean> {
    const found = await this.find(updateOf(source))
    return found !== undefined && (await this.consume(found))
  }

  override async pending(source: Context | Update): Promise<PendingInput | undefined> {
    const found = await this.find(updateOf(source))
    return found?.input
  }

  /** What is expected of the update's sender, if anything. */
  async find(update: Update): Promise<FoundInput | undefined> {
    const answerer = answererOf(update)
    if (answerer === undefined) return undefined
    const key = this.#keyOf(answerer)
    const found = inputIn(await this.#options.state.get(key), key, answerer)
    // An answer that came in time may have its turn later; the time-out has its turn behind it.
    const isTimerAhead = found !== undefined && this.#timers.get(key)?.version === found.version
    if (found === undefined || (!isTimerAhead && found.until <= this.#options.clock.now())) return undefined
    return found
  }

  /** Expects it no more; says whether it was still expected, by nobody's earlier answer. */
  async consume({ key, version }: FoundInput): Promise<boolean> {
    if (this.#timers.get(key)?.version === version) this.#stopTimer(key)
    return (await this.#options.state.set(key, null, { ttl: tombstone, ifVersion: version })) !== undefined
  }

  /** Lets no input time out any more. */
  stop(): void {
    for (const key of [...this.#timers.keys()]) this.#stopTimer(key)
  }

  #kindsOf(id: string, asked: ExpectOptions['kinds']): readonly UpdateKind[] {
    const { kindsOf, allowedUpdates } = this.#options
    const defaults = kindsOf.get(id)
    if (defaults === undefined) {
      const known = [...kindsOf.keys()].join(', ') || 'none'
      throw new BotgenError(`No @InputHandler has the id '${id}'; there are: ${known}.`)
    }
    const kinds = asked === undefined ? defaults : [asked].flat()
    const missing = kinds.filter((kind) => !allowedUpdates.includes(kind))
    if (missing.length === 0 && kinds.length > 0) return kinds
    throw new BotgenError(
      kinds.length === 0
        ? `Input '${id}' is to accept no kind of update at all. Name one in kinds, or leave kinds out.`
        : `Input '${id}' is to accept ${missing.join(', ')}, which the bot does not ask Telegram for. ` +
            `Name the kinds in @InputHandler('${id}', { kinds: … }) and generate again.`,
    )
  }

  #keyOf({ businessConnectionId = '', chatId, userId }: Answerer): string {
    return `${this.#options.namespace}/input/${businessConnectionId}/${chatId}/${userId}`
  }

  #startTimer(answerer: Answerer, version: number, until: number): void {
    const { clock } = this.#options
    const timeOut = (): void => void this.#timeOut(answerer, version)
    const cancel = clock.after(until - clock.now(), timeOut, { background: true })
    this.#timers.set(this.#keyOf(answerer), { version, cancel })
  }

  #stopTimer(key: string): void {
    this.#timers.get(key)?.cancel()
    this.#timers.delete(key)
  }

  async #timeOut(answerer: Answerer, version: number): Promise<void> {
    const { state, inTurn, onTimeout, onError } = this.#options
    const key = this.#keyOf(answerer)
    try {
      await inTurn(answerer, async () => {
        const found = inputIn(await state.get(key), key, answerer)
        if (found?.version === version && (await this.consume(found))) await onTimeout?.(found.input)
      })
    } catch (error) {
      onError(error)
    } finally {
      if (this.#timers.get(key)?.version === version) this.#timers.delete(key)
    }
  }
}

/** What is stored under a key, unless it is the note that it was answered. */
function inputIn(stored: StateValue | undefined, key: string, answerer: Answerer): FoundInput | undefined {
  // Only this folder writes under these keys.
  const kept = stored?.value as Kept | null | undefined
  return stored && kept ? new FoundInput(key, stored.version, kept, answerer) : undefined
}

/** An input that is pending. */
export class FoundInput {
  readonly key: string
  readonly version: number
  readonly input: PendingInput
  readonly commands: InputCommandRule
  /** Unix time in milliseconds. */
  readonly until: number
  readonly #kinds: readonly string[]

  constructor(key: string, version: number, kept: Kept, { chatId, userId, businessConnectionId }: Answerer) {
    const { id, payload } = kept
    const fields = { id, chatId, userId, businessConnectionId, payload }
    this.key = key
    this.version = version
    this.input = Object.assign(Object.create(PendingInput.prototype) as PendingInput, fields)
    this.commands = kept.commands
    this.until = kept.until ?? Number.POSITIVE_INFINITY
    this.#kinds = kept.kinds
  }

  /** Whether the input asked for updates of this kind. */
  accepts(kind: string): boolean {
    return this.#kinds.includes(kind)
  }
}

function updateOf(source: Context | Update): Update {
  return 'update_id' in source ? source : source.update
}

function answererOf(source: Context | Update): Answerer | undefined {
  const place = updatePlace(updateOf(source))
  return place?.userId === undefined ? undefined : { ...place, userId: place.userId }
}
