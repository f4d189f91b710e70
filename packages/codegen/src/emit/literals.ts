/** Characters that end a line, cannot be seen, or turn the reading direction; the joiner of emoji may stay. */
const unsafe = /^(?!\u200d)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]$/u

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A string literal that means exactly `value`. */
export function stringLiteral(value: string): string {
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

/** Whether `text` can stand as `object.text` or as a plain key. */
export function isIdentifierName(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text)
}

/** `.name`, or `['any name']`. */
export function memberAccess(name: string): string {
  return isIdentifierName(name) ? `.${name}` : `[${stringLiteral(name)}]`
}
