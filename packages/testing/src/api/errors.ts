import type { Payload } from './types.js'

export interface ResponseParameters {
  /** Seconds to wait before the call may be repeated. */
  readonly retry_after?: number
  /** The supergroup that a group became. */
  readonly migrate_to_chat_id?: number
}

export interface FailedResponse {
  readonly ok: false
  readonly error_code: number
  readonly description: string
  readonly parameters?: ResponseParameters
}

/** A refused Bot API call. It has the members of Telegraf's `TelegramError`, so code under test treats both alike. */
export class BotApiError extends Error {
  override readonly name = 'BotApiError'

  constructor(
    readonly response: FailedResponse,
    readonly on: { readonly method?: string; readonly payload?: Payload } = {},
  ) {
    super(`${response.error_code}: ${response.description}`)
  }

  get code(): number {
    return this.response.error_code
  }

  get description(): string {
    return this.response.description
  }

  get parameters(): ResponseParameters | undefined {
    return this.response.parameters
  }
}

/** An error that answers with `code` and exactly `description`. */
export function apiError(code: number, description: string, parameters?: ResponseParameters): BotApiError {
  return new BotApiError({ ok: false, error_code: code, description, ...(parameters && { parameters }) })
}

/** 400 "Bad Request: `reason`". */
export function badRequest(reason: string, parameters?: ResponseParameters): BotApiError {
  return apiError(400, `Bad Request: ${reason}`, parameters)
}
