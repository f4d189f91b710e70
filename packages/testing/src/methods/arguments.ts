import { badRequest } from '../api/errors.js'
import type { Payload } from '../api/types.js'
import { Upload } from '../world/files.js'

const MAX_IDS = 100
const INT32 = 2 ** 31

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Upload)
}

/**
 * Reads a call's parameters as Telegram does: leniently, since every one of them may have come as text. A number may
 * be a string, an object may be its JSON, and what is no number reads as 0.
 */
export class Arguments {
  constructor(readonly payload: Payload) {}

  has(name: string): boolean {
    return this.text(name) !== ''
  }

  value(name: string): unknown {
    return this.payload[name]
  }

  /** The parameter as text; '' when it is absent. */
  text(name: string): string {
    const value = this.payload[name]
    if (typeof value === 'string') return value
    if (value === undefined || value === null || value instanceof Upload) return ''
    return JSON.stringify(value)
  }

  required(name: string): string {
    const text = this.text(name)
    if (text === '') throw badRequest(`parameter "${name}" is required`)
    return text
  }

  /** Undefined when absent. */
  optional(name: string): string | undefined {
    const text = this.text(name)
    return text === '' ? undefined : text
  }

  integer(name: string, fallback = 0): number {
    const text = this.text(name)
    if (text === '') return fallback
    const number = Number.parseInt(text, 10)
    return Number.isSafeInteger(number) ? number : 0
  }

  number(name: string): number | undefined {
    const number = Number.parseFloat(this.text(name))
    return Number.isFinite(number) ? number : undefined
  }

  flag(name: string): boolean {
    return ['true', 'yes', '1'].includes(this.text(name).toLowerCase())
  }

  /** The parameter with its JSON parsed; undefined when absent. `what` names it in the error. */
  json(name: string, what = name): unknown {
    const value = this.payload[name]
    if (typeof value !== 'string') return value ?? undefined
    if (value === '') return undefined
    try {
      return JSON.parse(value) as unknown
    } catch {
      throw badRequest(`can't parse ${what} JSON object`)
    }
  }

  object(name: string, what = name): Record<string, unknown> | undefined {
    const value = this.json(name, what)
    if (value === undefined || isObject(value)) return value
    throw badRequest(`object expected as ${what}`)
  }

  /** @param items names the expected items in the error, as in "expected an Array of InputMedia" */
  array(name: string, items: string): readonly unknown[] | undefined {
    const value = this.json(name)
    if (value === undefined || Array.isArray(value)) return value
    throw badRequest(`expected an Array of ${items}`)
  }

  /** The one `message_id`; 0 when it is absent or no positive number. */
  messageId(name = 'message_id'): number {
    return Math.max(this.integer(name), 0)
  }

  /** 1 to 100 positive 32-bit ids, numbers or digits; one that is anything else refuses all. */
  messageIds(name = 'message_ids'): readonly number[] {
    const values = this.array(name, 'message identifiers') ?? []
    if (values.length > MAX_IDS) throw badRequest('too many message identifiers specified')
    const ids = values.map(messageIdentifier)
    if (ids.length === 0) throw badRequest('message identifiers are not specified')
    return ids
  }
}

function messageIdentifier(value: unknown): number {
  if (typeof value !== 'number' && typeof value !== 'string') throw badRequest('message identifier must be a Number')
  const id = /^-?\d+$/.test(String(value)) ? Number(value) : Number.NaN
  if (!(id >= -INT32 && id < INT32)) throw badRequest("can't parse message identifier as a Number")
  if (id <= 0) throw badRequest('invalid message identifier specified')
  return id
}
