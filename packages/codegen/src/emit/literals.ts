/** Characters that end a line, cannot be seen, or turn the reading direction; the joiner of emoji may stay. */
const unsafe = /^(?!\u200d)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]$/u

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Printable ASCII without the quote and the backslash. */
const plain = /^[ -&(-[\]-~]*$/

/** A string literal that means exactly `value`. */
export function stringLiteral(value: string): string {
  if (plain.test(value)) return `'${value}'`
  const parts = Array.from(value, (character) => {
    if (character === "'" || character === '\\') return `\\${character}`
    return unsafe.test(character) ? Array.from(units(character), escapeUnit).join('') : character
  })
  return `'${parts.join('')}'`
}

function units(character: string): readonly number[] {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
}

function escapeUnit(unit: number): string {
  const character = String.fromCharCode(unit)
  return short[character] ?? `\\u${unit.toString(16).padStart(4, '0')}`
}

const asciiIdentifier = /^[A-Za-z$_][\w$]*$/
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/** Whether `text` can stand as `object.text` or as a plain key. */
export function isIdentifierName(text: string): boolean {
  return asciiIdentifier.test(text) || identifier.test(text)
}

/** `.name`, or `['any name']`. */
export function memberAccess(name: string): string {
  return isIdentifierName(name) ? `.${name}` : `[${stringLiteral(name)}]`
}

/** A number as a literal: not in the way of a minus before it, and `-0` as it is. */
export function numberLiteral(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

/**
 * An expression that makes exactly this regular expression: a literal where it can be written as one that every
 * compiler takes, else a call.
 */
export function regexExpression(source: string, flags: string): string {
  const literal = strictLiteral(source, flags)
  if (literal !== undefined && isSafe(literal)) return literal
  return `new RegExp(${[source, ...(flags === '' ? [] : [flags])].map(stringLiteral).join(', ')})`
}

/** Whether `text` is nothing but printable ASCII. */
export function isPrintable(text: string): boolean {
  return /^[ -~]*$/.test(text)
}

function isSafe(text: string): boolean {
  return isPrintable(text) || !Array.from(text).some((character) => unsafe.test(character))
}

/** Nothing for a pattern outside the strict grammar: the compiler checks literals, and takes some old spellings for errors. */
function strictLiteral(source: string, flags: string): string | undefined {
  const isStrict = /[uv]/.test(flags)
  try {
    const expression = new RegExp(source, isStrict ? flags : `${flags}u`)
    return `/${expression.source}/${isStrict ? expression.flags : expression.flags.replace('u', '')}`
  } catch {
    return undefined
  }
}
