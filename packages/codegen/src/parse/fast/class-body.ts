import { afterAngles, closerOf, isOpener } from './skip.js'
import { Code, isWord, Kind, type Tokens } from './tokens.js'

/** The token of a body's `{` after the keyword of a class or an interface; nothing where it is not plain to see. */
export function bodyOf(
  tokens: Tokens,
  index: number,
): { readonly open: number; readonly extended: boolean } | undefined {
  const { kinds, partners } = tokens
  let at = index + 1
  if (kinds[at] === Kind.Word && !isHeritage(tokens, at)) at++
  if (kinds[at] === Code.Less) at = afterAngles(tokens, at) ?? -1
  if (kinds[at] === Code.OpenBrace) return { open: at, extended: false }
  if (!isHeritage(tokens, at)) return undefined
  const extended = isWord(tokens, at, 'extends')
  for (at++; at < kinds.length; at++) {
    const kind = kinds[at]
    if (kind === Code.OpenBrace) return isHeritage(tokens, at - 1) ? undefined : { open: at, extended }
    if (kind === Code.Less) {
      const after = afterAngles(tokens, at)
      if (after === undefined) return undefined
      at = after - 1
    } else if (isOpener(kind)) at = closerOf(partners, at)
    else if (kind !== Kind.Word && kind !== Code.Dot && kind !== Code.Comma) return undefined
  }
  return undefined
}

function isHeritage(tokens: Tokens, index: number): boolean {
  return isWord(tokens, index, 'extends') || isWord(tokens, index, 'implements')
}
