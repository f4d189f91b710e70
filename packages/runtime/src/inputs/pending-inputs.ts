import type { Context } from 'telegraf'
import type { Update } from 'telegraf/types'
import { type Duration, milliseconds } from '../duration.js'
import { BotgenError } from '../errors.js'
import type { StateStorage, StateValue } from '../storage/index.js'
import { type UpdateKind, updateKind, updatePlace } from '../updates/index.js'
import { type ExpectOptions, type InputCommandRule, Inputs, PendingInput } from './inputs.js'

/** What is kept of an expected input: plain JSON. */
interface Kept {
  readonly id: string
  readonly kinds: readonly string[]
  readonly commands: InputCommandRule
  readonly payload: unknown
}

export interface PendingInputsOptions {
  readonly state: StateStorage
  /** What the keys begin with: two bots on one storage never meet. */
  readonly namespace: string
  /** The kinds that each input accepts by default, by id. */
  readonly kindsOf: ReadonlyMap<string, readonly UpdateKind[]>
  readonly allowedUpdates: readonly UpdateKind[]
}

/** Keeps in the state storage what the bot waits for. */
export class PendingInputs extends Inputs {
  readonly #options: PendingInputsOptions

  constructor(options: PendingInputsOptions) {
    super()
    this.#options = options
  }

  override async expect(source: Context | Update, id: string, options: ExpectOptions = {}): Promise<void> {
    const defaults = this.#options.kindsOf.get(id)
    if (defaults === undefined) {
      const known = [...this.#options.kindsOf.keys()].join(', ') || 'none'
      throw new BotgenError(`No @InputHandler has the id '${id}'; there are: ${known}.`)
    }
    const kinds = options.kinds === undefined ? defaults : [options.kinds].flat()
    const missing = kinds.filter((kind) => !this.#options.allowedUpdates.includes(kind))
    if (missing.length > 0) {
      throw new BotgenError(
        `Input '${id}' is to accept ${missing.join(', ')}, which the bot does not ask Telegram for. ` +
          `Name the kinds in @InputHandler('${id}', { kinds: … }) and generate again.`,
      )
    }
    const kept: Kept = { id, kinds, commands: options.commands ?? 'cancels', payload: options.payload ?? null }
    await this.#options.state.set(this.#keyOf(source), kept, ttlOf(options.timeout))
  }

  override async cancel(source: Context | Update): Promise<boolean> {
    const key = this.#keyOf(source)
    const kept = await this.#options.state.get(key)
    await this.#options.state.delete(key)
    return kept !== undefined
  }

  override async pending(source: Context | Update): Promise<PendingInput | undefined> {
    const found = await this.find(updateOf(source))
    return found?.input
  }

  /** What is expected of the update's sender, if anything. */
  async find(update: Update): Promise<FoundInput | undefined> {
    const place = updatePlace(update)
    if (place?.userId === undefined) return undefined
    const key = this.#keyOf(update)
    const stored = await this.#options.state.get(key)
    return stored && new FoundInput(stored, place.chatId, place.userId, updateKind(update))
  }

  #keyOf(source: Context | Update): string {
    const place = updatePlace(updateOf(source))
    if (place?.userId === undefined) {
      throw new BotgenError('An input is expected of a user in a chat, and this update lacks one of them.')
    }
    const { businessConnectionId = '', chatId, userId } = place
    return `${this.#options.namespace}/input/${businessConnectionId}/${chatId}/${userId}`
  }
}

/** An input that is pending, and whether an update may answer it. */
export class FoundInput {
  readonly input: PendingInput
  readonly version: number
  readonly commands: InputCommandRule
  /** Whether the input asked for updates of this kind. */
  readonly accepts: boolean

  constructor({ value, version }: StateValue, chatId: number, userId: number, kind: string | undefined) {
    // Only this folder writes under these keys.
    const { id, kinds, commands, payload } = value as Kept
    this.input = Object.assign(Object.create(PendingInput.prototype) as PendingInput, { id, chatId, userId, payload })
    this.version = version
    this.commands = commands
    this.accepts = kind !== undefined && kinds.includes(kind)
  }
}

function updateOf(source: Context | Update): Update {
  return 'update_id' in source ? source : source.update
}

function ttlOf(timeout: Duration | undefined): { readonly ttl?: number } {
  return timeout === undefined ? {} : { ttl: milliseconds(timeout, 'The timeout of an input') }
}
