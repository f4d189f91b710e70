import type { BindingPattern, BindingRestElement, ParamPattern } from 'oxc-parser'
import { type Range, type Source, skipTrivia } from './source.js'
import { Unsure } from './unsure.js'

/** Where what a variable or a parameter is called stands, without its type. */
export function nameRange(pattern: BindingPattern, source: Source, start = pattern.start): Range {
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

/** As `nameRange`, for a parameter: one with a `?` begins where its decorators do. */
export function parameterRange(parameter: ParamPattern, pattern: BindingPattern, source: Source): Range {
  if (!isOptional(pattern)) return nameRange(pattern, source)
  const { text } = source
  let at = skipTrivia(text, parameter.decorators?.at(-1)?.end ?? parameter.start)
  for (let modifiers = modifiersOf(parameter); modifiers > 0; modifiers--) {
    at = skipTrivia(text, at + (/^[a-z]*/.exec(text.slice(at))?.[0].length ?? 0))
  }
  if (!text.startsWith(pattern.type === 'Identifier' ? pattern.name : bracketOf(pattern), at))
    throw new Unsure('A parameter')
  return nameRange(pattern, source, at)
}

/** The parser's types leave out that a parameter's name can have a `?`. */
export function isOptional({ optional }: { readonly optional?: boolean }): boolean {
  return optional === true
}

function modifiersOf(parameter: ParamPattern): number {
  if (parameter.type !== 'TSParameterProperty') return 0
  const { accessibility, readonly, override } = parameter
  return [accessibility !== null, readonly, override].filter(Boolean).length
}

function bracketOf(pattern: BindingPattern): string {
  return pattern.type === 'ObjectPattern' ? '{' : '['
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
