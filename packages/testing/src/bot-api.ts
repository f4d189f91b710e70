import { apiError, BotApiError } from './api/errors.js'
import type { Payload } from './api/types.js'
import type { CallLog, CallOrigin } from './calls.js'
import { Faults, runWith } from './faults.js'
import { Arguments, type Method } from './methods/index.js'
import type { World } from './world/world.js'

/** Carries out calls, wherever they come from: finds the bot and the method, applies faults, keeps the log. */
export class BotApi {
  readonly faults = new Faults()
  readonly #stubs = new Map<string, (payload: Payload) => unknown>()

  constructor(
    readonly world: World,
    readonly calls: CallLog,
    readonly methods: ReadonlyMap<string, Method>,
  ) {}

  /** Has `answer` make the results of a method from now on, in place of the server. */
  stub(method: string, answer: (payload: Payload) => unknown): void {
    this.#stubs.set(method.toLowerCase(), answer)
  }

  /**
   * @throws BotApiError when the call is refused; whatever a fault makes of it otherwise
   */
  async call(
    token: string,
    method: string,
    payload: Payload,
    { via, signal }: { via: CallOrigin; signal?: AbortSignal },
  ): Promise<unknown> {
    const bot = this.world.botsByToken.get(token)
    if (!bot) throw apiError(401, 'Unauthorized')
    const call = { bot, method, payload }
    const finish = this.calls.begin({ ...call, via, at: this.world.clock.now() })
    try {
      const result = await runWith(this.faults.next(call), (scheduled) =>
        this.#method(method)({ world: this.world, bot, args: new Arguments(payload), signal, scheduled }),
      )
      finish({ kind: 'answered', result })
      return result
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error))
      finish(error instanceof BotApiError ? { kind: 'refused', response: error.response } : { kind: 'lost', reason })
      throw error
    }
  }

  #method(name: string): Method {
    const key = name.toLowerCase()
    const stub = this.#stubs.get(key)
    if (stub) return ({ args }) => stub(args.payload)
    const method = this.methods.get(key)
    if (!method) throw apiError(404, 'Not Found: method not found')
    return method
  }
}
