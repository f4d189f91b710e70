import { BotApiError } from './api/errors.js'
import type { Payload } from './api/types.js'
import type { BotApi } from './bot-api.js'
import { Upload } from './world/files.js'

/** Calls methods without HTTP, with the same effects and refusals. It has the `callApi` of Telegraf's client. */
export interface BotApiClient {
  /**
   * @param payload parameters by their Bot API names; a file may be a Buffer, or `{ source: Buffer, filename? }` as in Telegraf
   * @returns a copy of the result, which is the caller's own
   * @throws BotApiError when the call is refused
   */
  callApi(method: string, payload?: Payload, options?: { readonly signal?: AbortSignal }): Promise<unknown>
}

export function inProcessClient(api: BotApi, token: string): BotApiClient {
  return {
    async callApi(method, payload = {}, { signal } = {}) {
      try {
        const result = await api.call(token, method, copied(payload), { via: 'client', ...(signal && { signal }) })
        return structuredClone(result)
      } catch (error) {
        throw error instanceof BotApiError ? new BotApiError(error.response, { method, payload }) : error
      }
    },
  }
}

function copied(payload: Payload): Payload {
  // An object becomes an object again.
  return (copiedValue(payload) ?? {}) as Payload
}

/** What JSON would have made of a value, uploads apart. */
function copiedValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return new Upload(value, 'file', undefined)
  if (Array.isArray(value)) return value.map((item) => copiedValue(item) ?? null)
  if (typeof value === 'function' || typeof value === 'symbol') return undefined
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return value.toJSON()
  if ('source' in value && value.source instanceof Uint8Array) {
    const filename = 'filename' in value && typeof value.filename === 'string' ? value.filename : 'file'
    return new Upload(value.source, filename, undefined)
  }
  const fields = Object.entries(value).map(([name, field]) => [name, copiedValue(field)] as const)
  return Object.fromEntries(fields.filter(([, field]) => field !== undefined && field !== null))
}
