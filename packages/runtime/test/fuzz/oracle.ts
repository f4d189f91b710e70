/** What should become of an update, written down the long way: no maps, no plans, one handler after another. */
import { username } from './arbitraries.js'

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const idOf = (value: unknown): number | undefined =>
  isObject(value) && typeof value.id === 'number' ? value.id : undefined

const textKinds = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_message',
  'edited_business_message',
  'guest_message',
]

/** A bot's memory: what it waits for, and who has used up a limit. */
export class Oracle {
  readonly #pending = new Set<string>()
  readonly #calls = new Map<number, number>()

  /** The names of what runs, in order. */
  expects(update: Fields): string[] {
    const kind = Object.keys(update).find((field) => field !== 'update_id' && isObject(update[field]))
    const payload = kind === undefined ? {} : (update[kind] as Fields)
    const isText = kind !== undefined && textKinds.includes(kind)
    const carried = isText ? payload : payload.message
    const message = isObject(carried) && typeof carried.message_id === 'number' && idOf(carried.chat) !== undefined
    const said = this.#said(kind, payload, isText && message)
    const place = this.#place(payload)
    const heard: string[] = []
    if (kind === 'message' || kind === 'callback_query') {
      heard.push('log')
      if (message && kindOfMessage(carried) === 'photo') heard.push('photos')
    }
    const typed = isText && message ? typedCommand(payload) : undefined
    const command = this.#command(kind, typed, said)
    const isInput = kind === 'message' || kind === 'callback_query' || kind === 'edited_message'
    if (place !== undefined && this.#pending.has(place) && (isInput || command !== undefined)) {
      if (typed !== undefined) this.#pending.delete(place)
      else if (command === undefined) {
        if (said === undefined || (kind === 'callback_query' ? said === '' : said.trim() === ''))
          return [...heard, 'usage name']
        this.#pending.delete(place)
        return [...heard, 'name']
      }
    }
    if (command !== undefined) return [...heard, ...this.#run(command, place, userOf(payload))]
    return [...heard, this.#text(kind, said, Number(update.update_id))]
  }

  #said(kind: string | undefined, payload: Fields, isMessage: boolean): string | undefined {
    const said = kind === 'callback_query' ? payload.data : isMessage ? (payload.text ?? payload.caption) : undefined
    return typeof said === 'string' ? said : undefined
  }

  #place(payload: Fields): string | undefined {
    const message = isObject(payload.message) ? payload.message : {}
    const chat = idOf(payload.chat) ?? idOf(message.chat)
    const user = userOf(payload)
    const connection = payload.business_connection_id ?? message.business_connection_id
    if (chat === undefined || user === undefined) return undefined
    return [typeof connection === 'string' ? connection : '', chat, user].join('/')
  }

  #command(
    kind: string | undefined,
    typed: readonly [string, string] | undefined,
    data: string | undefined,
  ): readonly [string, string] | undefined {
    if (kind === 'callback_query') {
      if (data === undefined) return undefined
      const [name = '', ...rest] = data.split('?')
      if (name === 'like') return ['like', rest.join('?')]
      return name.replace(/^\//, '').toLowerCase() === 'both' ? ['both', ''] : undefined
    }
    if (typed === undefined) return undefined
    const isKnown =
      typed[0] === 'both' || (kind === 'message' && ['order', 'ask', 'refuse', 'limited'].includes(typed[0]))
    return isKnown ? typed : undefined
  }

  #run([name, rest]: readonly [string, string], place: string | undefined, user: number | undefined): string[] {
    switch (name) {
      case 'order':
        return [rest === '' || rest === '5' ? 'order' : 'usage order']
      case 'like':
        return [['', '5', 'n=7'].includes(rest) ? 'like' : 'usage like']
      case 'ask':
        if (place !== undefined) this.#pending.add(place)
        return ['ask']
      case 'refuse':
        return []
      case 'limited': {
        if (user === undefined) return ['limited']
        const calls = this.#calls.get(user) ?? 0
        this.#calls.set(user, calls + 1)
        return [calls < 2 ? 'limited' : 'wait limited']
      }
      default:
        return [name]
    }
  }

  #text(kind: string | undefined, said: string | undefined, id: number): string {
    const isScope = kind === 'message' || kind === 'callback_query'
    if (said !== undefined && isScope) {
      if (said === 'hi' && id % 2 === 0) return 'hi when even'
      if (said === 'hi' || said === 'toString') return 'hi'
      if (Array.from(said).length <= 4096) {
        const digits = said.replace(/a$/, '')
        if (digits !== '' && Array.from(digits).every((digit) => '0123456789'.includes(digit))) return 'digits'
        if (/^h/i.test(said)) return 'h'
      }
    }
    return kind === 'poll' || kind === 'callback_query' ? `rest of ${kind}` : 'next'
  }
}

function userOf(payload: Fields): number | undefined {
  return idOf(payload.from) ?? idOf(payload.user)
}

function kindOfMessage(message: Fields): string {
  const order = ['text', 'photo']
  return order.find((field) => Object.hasOwn(message, field)) ?? 'other'
}

function typedCommand(message: Fields): readonly [string, string] | undefined {
  const isCaption = message.text === undefined || message.text === null
  const said = isCaption ? message.caption : message.text
  // A text that is `null` is no text, and yet its entities are not the caption's.
  const entities = message.text === undefined ? message.caption_entities : message.entities
  if (typeof said !== 'string' || !Array.isArray(entities) || !said.startsWith('/')) return undefined
  const found = (entities as unknown[]).find(
    (each) => isObject(each) && each.type === 'bot_command' && each.offset === 0,
  )
  const length = isObject(found) ? found.length : undefined
  if (typeof length !== 'number' || length < 2 || length > said.length || length % 1 !== 0) return undefined
  const [name = '', ...bot] = said.slice(1, length).toLowerCase().split('@')
  if (bot.length > 0 && bot.join('@') !== username) return undefined
  return [name, said.slice(length).trim()]
}
