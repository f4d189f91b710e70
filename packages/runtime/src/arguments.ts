/** How handlers' arguments are read from what a user typed. Generated code imports this module. */
import { type Argument, malformed } from './table/argument.js'

export type { Argument } from './table/argument.js'

/** Text: one word or a quoted phrase; as the last argument, the rest of the message as it was typed. */
export function text(name: string): Argument<string> {
  return { name, optional: false, takesRest: true, parse: (raw) => raw }
}

const decimalNumber = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/

/** A decimal number such as `3`, `-1.5` or `.5`: no exponents, no hexadecimal, no thousands separators, not infinite. */
export function number(name: string): Argument<number> {
  return {
    name,
    optional: false,
    takesRest: false,
    parse: (raw) => (decimalNumber.test(raw) && Number.isFinite(Number(raw)) ? Number(raw) : malformed),
  }
}

/** Lets `argument` be left out. */
export function optional<T>(argument: Argument<T>): Argument<T | undefined> {
  return { ...argument, optional: true }
}
