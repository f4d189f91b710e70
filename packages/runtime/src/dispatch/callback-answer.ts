import type { Context, Telegram } from 'telegraf'
import { callDirectly } from '../telegraf/index.js'

const method = 'answerCallbackQuery'

/**
 * Answers a callback query, so that its button stops waiting. That Telegram refuses, because the query is too old or
 * answered already, is no error.
 */
export async function answerQuery(telegram: Telegram, queryId: string, text?: string): Promise<void> {
  try {
    await callDirectly(telegram, method, { callback_query_id: queryId, text })
  } catch (error) {
    if (!isRefusal(error)) throw error
  }
}

/** An answer of Telegram's with the code of a bad request, in the shape of Telegraf's `TelegramError`. */
function isRefusal(error: unknown): boolean {
  const { response } = (error ?? {}) as { readonly response?: { readonly error_code?: unknown } }
  return response?.error_code === 400
}

/** The answer to the callback query of one update: given at most once through its context. */
export class CallbackAnswer {
  readonly #telegram: Telegram
  readonly #queryId: string
  #isGiven = false
  #isDue = false

  constructor({ telegram }: Context, queryId: string) {
    this.#telegram = telegram
    this.#queryId = queryId
    this.#watch()
  }

  /** Has the query answered at the end. */
  request(): void {
    this.#isDue = true
  }

  /** Answers where that was requested and nobody has answered meanwhile. */
  async settle(): Promise<void> {
    if (this.#isDue && !this.#isGiven) await answerQuery(this.#telegram, this.#queryId)
  }

  /** Each update has a client of its own, so that this concerns no other. */
  #watch(): void {
    type CallApi = (name: string, payload?: Readonly<Record<string, unknown>>, ...rest: unknown[]) => Promise<unknown>
    const client = this.#telegram as unknown as { callApi: CallApi }
    const { callApi } = client
    const follow = (name: string, payload: Readonly<Record<string, unknown>> | undefined, call: Promise<unknown>) => {
      if (name !== method || payload?.callback_query_id !== this.#queryId) return
      this.#isGiven = true
      call.catch((error: unknown) => (this.#isGiven = isRefusal(error)))
    }
    // Clients that are made from this one, as sessions do, call it as their own method.
    client.callApi = function (name, payload, ...rest) {
      const call = callApi.call(this, name, payload, ...rest)
      follow(name, payload, call)
      return call
    }
  }
}
