import type { BindingIdentifier, Class, Decorator } from 'oxc-parser'
import { bodyOf } from '../class-body.js'
import { memberTokens } from '../class-members.js'
import type { Idleness } from '../idleness.js'
import { Code } from '../tokens.js'
import { dottedName, identifier } from './expressions.js'
import { member, typeParametersAt } from './members.js'
import { notPlain, type Reader } from './reader.js'
import { typeArguments } from './types.js'

/** From its keywords on: `abstract class Name<T> extends Base implements Type { … }`. */
export function classAt(reader: Reader, start: number, decorators: Decorator[], idleness: Idleness): Class {
  const abstract = reader.skipWord('abstract')
  const keyword = reader.at
  reader.takeWord('class')
  const { open } = bodyOf(reader.tokens, keyword) ?? { open: -1 }
  if (open === -1 || reader.at === open || reader.is('extends') || reader.is('implements')) throw notPlain
  const id = identifier(reader) as BindingIdentifier
  const typeParameters = typeParametersAt(reader)
  const superClass = reader.skipWord('extends') ? dottedName(reader) : null
  const superTypeArguments = superClass === null ? null : typeArguments(reader)
  if (reader.at !== open && !reader.is('implements')) throw notPlain
  reader.at = open
  const body = members(reader, superClass !== null, idleness)
  const parts = { id, decorators, typeParameters, superClass, superTypeArguments, abstract, declare: false, body }
  return { type: 'ClassDeclaration', start, end: reader.end, ...parts } as unknown as Class
}

function members(reader: Reader, isExtended: boolean, idleness: Idleness): object {
  const { start, at: open, closer: close, tokens } = reader
  const body: object[] = []
  let end = open + 1
  for (const each of memberTokens(tokens, open)) {
    end = each.to
    if (each.kept || isExtended) body.push(member(reader, each))
    for (const stretch of each.kept || isExtended ? each.unread : [each]) {
      if (!idleness.isIdle(stretch)) throw notPlain
    }
  }
  while (tokens.kinds[end] === Code.Semicolon) end++
  if (end !== close) throw notPlain
  reader.at = close + 1
  return { type: 'ClassBody', start, end: reader.end, body }
}
