/**
 * How handlers' arguments are read from what a user typed, a button's data or a regular expression's groups. Generated
 * code imports this module.
 */
import { type Argument, malformed } from './table/argument.js'

export type { Argument } from './table/argument.js'

type Parsed<T> = T | typeof malformed

function word<T>(name: string, parse: (raw: string) => Parsed<T>, usage = name): Argument<T> {
  return { name, optional: false, takes: 'word', usage, parse }
}

/** Text: one word or a quoted phrase; as the last argument, the rest of the message as it was typed. */
export function text(name: string): Argument<string> {
  return { ...word(name, (raw) => raw), takes: 'rest' }
}

/** Text that is one word or a quoted phrase, also as the last argument. */
export function singleWord(name: string): Argument<string> {
  return word(name, (raw) => raw)
}

const decimalNumber = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/

/** A decimal number such as `3`, `-1.5` or `.5`: no exponents, no hexadecimal, no thousands separators, not infinite. */
export function number(name: string): Argument<number> {
  return word(name, (raw) => (decimalNumber.test(raw) && Number.isFinite(Number(raw)) ? Number(raw) : malformed))
}

/** A whole decimal number of any size, such as `-12345678901234567890`. */
export function bigint(name: string): Argument<bigint> {
  return word(name, (raw) => (/^[+-]?\d+$/.test(raw) ? BigInt(raw.replace('+', '')) : malformed))
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'on', '1'].map((spelling): [string, boolean] => [spelling, true]),
  ...['false', 'no', 'off', '0'].map((spelling): [string, boolean] => [spelling, false]),
])

/** `true`, `yes`, `on` or `1`; `false`, `no`, `off` or `0`; in upper or lower case. */
export function boolean(name: string): Argument<boolean> {
  return word(name, (raw) => truths.get(raw.toLowerCase()) ?? malformed, `${name}: yes|no`)
}

/** A day, alone or with a time: `2026-03-01`, `2026-03-01T12:30`, with seconds and a zone where they matter. */
const isoDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/

/** An ISO 8601 date, with or without a time; without a zone it is UTC. */
export function date(name: string): Argument<Date> {
  return word(name, parseDate, `${name}: YYYY-MM-DD`)
}

function parseDate(raw: string): Parsed<Date> {
  if (!isoDate.test(raw)) return malformed
  const hasZone = !raw.includes('T') || /(?:Z|[+-]\d{2}:\d{2})$/.test(raw)
  const read = new Date(hasZone ? raw : `${raw}Z`)
  // JavaScript takes 30 February for the second of March.
  const isRealDay = new Date(`${raw.slice(0, 10)}T00:00Z`).getUTCDate() === Number(raw.slice(8, 10))
  return Number.isNaN(read.getTime()) || !isRealDay ? malformed : read
}

/** One of some texts or numbers, as they are written. */
export function oneOf<const T extends string | number>(name: string, values: readonly T[]): Argument<T> {
  const usage = `${name}: ${values.join('|')}`
  return word(name, (raw) => values.find((value) => String(value) === raw) ?? malformed, usage)
}

/** A member of an enum, by its value; of one with numbers, by its name too. */
export function enumOf<const E extends Readonly<Record<string, string | number>>>(
  name: string,
  members: E,
): Argument<E[keyof E]> {
  const names = Object.keys(members).filter((key) => !isNumberOfName(members, key))
  const bySpelling = new Map<string, string | number>()
  for (const key of names) {
    const value = members[key]
    if (typeof value === 'number') bySpelling.set(key, value)
  }
  for (const key of names) {
    const value = members[key]
    if (value !== undefined) bySpelling.set(String(value), value)
  }
  const shown = names.map((key) => (typeof members[key] === 'string' ? members[key] : key))
  // Every value in the map is one of the enum's.
  const parse = (raw: string): Parsed<E[keyof E]> => (bySpelling.get(raw) as E[keyof E] | undefined) ?? malformed
  return word(name, parse, `${name}: ${shown.join('|')}`)
}

/** An enum with numbers also maps each number to its name. */
function isNumberOfName(members: Readonly<Record<string, string | number>>, key: string): boolean {
  const name = members[key]
  const value = typeof name === 'string' && Object.hasOwn(members, name) ? members[name] : undefined
  return typeof value === 'number' && String(value) === key
}

/** All words that are left, each read as `item` reads it; there may be none. */
export function rest<T>(item: Argument<T>): Argument<T[]> {
  return { ...item, optional: true, takes: 'list', usage: `${item.usage} …` } as Argument<T[]>
}

/** Lets `argument` be left out. */
export function optional<T>(argument: Argument<T>): Argument<T | undefined> {
  return { ...argument, optional: true }
}
