import type { BindingPattern, BindingRestElement } from 'oxc-parser'
import { type Range, type Source, skipTrivia } from './source.js'
import { Unsure } from './unsure.js'

/** Where what a variable or a parameter is called stands, without its type. */
export function nameRange(pattern: BindingPattern, source: Source): Range {
  const { start } = pattern
  switch (pattern.type) {
    case 'Identifier':
      return { start, end: start + pattern.name.length }
    case 'ObjectPattern':
      return { start, end: closedAt('}', pattern.properties.at(-1)?.end ?? start + 1, source) }
    case 'ArrayPattern':
      return { start, end: closedAt(']', lastEnd(pattern.elements) ?? start + 1, source) }
    case 'AssignmentPattern':
      throw new Unsure('A default where a name stands')
  }
}

function lastEnd(elements: readonly (BindingPattern | BindingRestElement | null)[]): number | undefined {
  return elements.findLast((element) => element !== null)?.end
}

function closedAt(bracket: string, from: number, { text }: Source): number {
  let at = skipTrivia(text, from)
  while (text[at] === ',') at = skipTrivia(text, at + 1)
  if (text[at] !== bracket) throw new Unsure('A pattern')
  return at + 1
}
