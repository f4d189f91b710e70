/**
 * Arguments as one short text: `a=1&b=2`, or without names `1&2`. Buttons' data and deep links are written here and read
 * here, so that what is written is read back.
 */

/** One part of such a text. */
export interface Parameter {
  /** Nothing: it counts by its position among those without a name. */
  readonly name: string | undefined
  readonly value: string
}

/** What can be written. */
export type ParameterValue = string | number | bigint | boolean | Date

/** The parts of `text`, or `undefined` where it is not URL-encoded as it should be. */
export function readParameters(text: string): readonly Parameter[] | undefined {
  if (text === '') return []
  try {
    return text.split('&').map((part) => {
      const end = part.indexOf('=')
      return { name: end < 0 ? undefined : decoded(part.slice(0, end)), value: decoded(part.slice(end + 1)) }
    })
  } catch {
    // `decodeURIComponent` found a `%` that begins no UTF-8 character.
    return undefined
  }
}

/**
 * The text of these values: by position, and by name behind one that is left out.
 *
 * @throws RangeError if a value cannot be written so that it is read back
 */
export function writeParameters(
  names: readonly string[],
  values: Readonly<Record<string, ParameterValue | readonly ParameterValue[] | undefined>>,
): string {
  const parts: Parameter[] = []
  let isNamed = false
  for (const name of names) {
    const value = values[name]
    const list = value === undefined ? [] : Array.isArray(value) ? value : [value]
    // Behind what is left out, positions would count wrong.
    if (list.length === 0) isNamed = true
    for (const item of list) {
      parts.push({ name: isNamed ? name : undefined, value: written(name, item as ParameterValue) })
    }
  }
  const text = parts.map(encoded).join('&')
  // One empty text would read as nothing at all.
  return text === '' && parts.length > 0 ? parts.map((part) => encoded({ ...part, name: names[0] })).join('&') : text
}

/** The value as it is read by the readers of `arguments.ts`. */
function written(name: string, value: ParameterValue): string {
  if (typeof value === 'string') {
    if (Buffer.from(value).toString() === value) return value
    throw new RangeError(`The argument '${name}' holds half a character (a lone surrogate), which no link can carry.`)
  }
  if (typeof value === 'number') return decimal(name, value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (value instanceof Date) return isoDate(name, value)
  return String(value)
}

/** Without an exponent, which readers do not take. */
function decimal(name: string, value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`The argument '${name}' is ${value}, which is no number to send.`)
  const [, sign = '', whole = '', fraction = '', exponent = ''] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e(.+))?$/.exec(`${value}`) ?? []
  if (exponent === '') return String(value)
  const shift = Number(exponent)
  const digits = whole + fraction
  return shift < 0
    ? `${sign}0.${'0'.repeat(-shift - 1)}${digits}`
    : `${sign}${digits}${'0'.repeat(shift - fraction.length)}`
}

function isoDate(name: string, value: Date): string {
  const year = value.getUTCFullYear()
  if (year >= 0 && year <= 9999) return value.toISOString().replace('.000Z', 'Z')
  throw new RangeError(`The argument '${name}' is no date of the years 0 to 9999.`)
}

function encoded({ name, value }: Parameter): string {
  return name === undefined ? escaped(value) : `${escaped(name)}=${escaped(value)}`
}

/** Only what would be read as something else; letters of any script stay as they are, so that more of them fit. */
function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what it is for
  return text.replace(/[%&=+\u0000-\u001f\u007f]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  })
}

function decoded(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '))
}

/** What a payload begins with that holds parameters, where any other holds one word. */
const marker = '--'

/**
 * The payload of a link that starts a bot (1–64 of A–Z, a–z, 0–9, _ and -: Bot API, “Deep linking”): one word that fits as
 * it is, everything else encoded.
 *
 * @throws RangeError if it gets too long, or a value cannot be written so that it is read back
 */
export function writeStartPayload(
  names: readonly string[],
  values: Readonly<Record<string, ParameterValue | readonly ParameterValue[] | undefined>>,
): string {
  const text = writeParameters(names, values)
  const isWord = /^[A-Za-z0-9_-]*$/.test(text) && !text.startsWith(marker)
  return isWord ? text : marker + Buffer.from(text).toString('base64url')
}

/** The parameters in a payload, or `undefined` where it is not one that `writeStartPayload` encoded. */
export function readStartPayload(payload: string): string | undefined {
  if (!payload.startsWith(marker)) return undefined
  const encodedText = payload.slice(marker.length)
  const bytes = Buffer.from(encodedText, 'base64url')
  const text = bytes.toString()
  const isOurs = encodedText !== '' && Buffer.from(text).toString('base64url') === encodedText
  return isOurs ? text : undefined
}
