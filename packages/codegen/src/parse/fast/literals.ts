import type { Node, PropertyKey, TemplateLiteral } from 'oxc-parser'
import { stringValue } from './names.js'
import { type Range, type Source, skipTrivia } from './source.js'
import { Unsure } from './unsure.js'

type Literal = Extract<Node, { readonly type: 'Literal' }>

/** The value of a number; nothing for other literals. */
export function numberOf({ value, raw }: Literal): number | undefined {
  if (typeof value === 'number') return value
  // A number that is too large for JSON.
  return value === null && raw !== null && /^[\d.]/.test(raw) ? Number(raw.replaceAll('_', '')) : undefined
}

/** What a key in a class, an object or an enum says when it is not computed. */
export function keyText(key: PropertyKey | TemplateLiteral, source: Source): string {
  if (key.type === 'Identifier') return key.name
  const text = stringValue(key)
  if (text !== undefined) return text
  const number = key.type === 'Literal' ? numberOf(key) : undefined
  return number === undefined ? source.textOf(key) : String(number)
}

/** Where a key stands, with the brackets around it if it is computed; `from` is where what it belongs to begins. */
export function keyRange(key: Range, computed: boolean, from: number, { text }: Source): Range {
  if (!computed) return key
  let start = skipTrivia(text, from)
  // Modifiers: `static async *[name]`.
  for (let word = modifier(text, start); word > 0; word = modifier(text, start)) start = skipTrivia(text, start + word)
  const end = skipTrivia(text, key.end)
  if (text[start] !== '[' || text[end] !== ']' || start > key.start) throw new Unsure('A computed name')
  return { start, end: end + 1 }
}

function modifier(text: string, at: number): number {
  modifiers.lastIndex = at
  return modifiers.exec(text)?.[0].length ?? 0
}

const modifiers = /\*|[a-z]+/y
