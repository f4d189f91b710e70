/**
 * A value as JSON of printable ASCII: databases and connections of every encoding keep it, and none sees in it what the
 * value did not mean.
 */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** What JSON writes as it is. */
const plain = /^[\x20!#-[\]-~]*$/

/** Any text as printable ASCII. Different texts stay different, and one that begins with another still does. */
export function asciiOf(text: string): string {
  if (plain.test(text)) return text
  return jsonOf(text).slice(1, -1)
}

/** A column of printable ASCII as text: binary columns come as bytes from some drivers. */
export function columnText(column: string | Uint8Array): string {
  return typeof column === 'string' ? column : Buffer.from(column).toString('latin1')
}

/** The text that `asciiOf` made this column of. */
export function textOf(column: string | Uint8Array): string {
  return JSON.parse(`"${columnText(column)}"`) as string
}
