import type { Decorator, Directive, Expression, Program, Statement } from 'oxc-parser'
import type { Idleness } from '../idleness.js'
import { Code, Kind, type Stretch, type Tokens } from '../tokens.js'
import { classAt } from './classes.js'
import { dottedName, expression, identifier, stringLiteral } from './expressions.js'
import { decoratorsAt, typeParametersAt } from './members.js'
import { notPlain, Reader } from './reader.js'
import { type, typeArguments } from './types.js'

/**
 * The tree that oxc would give of a text without syntax errors, less what no fact is read of; nothing where the text has
 * more than classes, constants, types and exports in their plain forms. Handing over a tree is most of what oxc takes.
 */
export function plainProgram(
  tokens: Tokens,
  imports: readonly Stretch[],
  idleness: Idleness,
): Pick<Program, 'body'> | undefined {
  try {
    return { body: statements(tokens, imports, idleness) }
  } catch (error) {
    if (error === notPlain) return undefined
    throw error
  }
}

function statements(tokens: Tokens, imports: readonly Stretch[], idleness: Idleness): (Directive | Statement)[] {
  const reader = new Reader(tokens)
  const found: Statement[] = []
  let nextImport = 0
  while (reader.kind !== 0) {
    const stretch = imports[nextImport]
    if (stretch?.from === reader.at) {
      reader.at = stretch.to
      nextImport++
    } else if (!reader.skip(Code.Semicolon)) found.push(statement(reader, idleness))
  }
  return found
}

function statement(reader: Reader, idleness: Idleness): Statement {
  const { start } = reader
  const decorators = decoratorsAt(reader)
  if (!reader.skipWord('export')) return declaration(reader, start, decorators, idleness)
  decorators.push(...decoratorsAt(reader))
  if (reader.skipWord('default')) return defaultExport(reader, start, decorators, idleness)
  if (decorators.length === 0) {
    const list = exportList(reader, start)
    if (list !== undefined) return list
  }
  const declared = declaration(reader, start, decorators, idleness)
  const { end } = reader
  const parts = { declaration: declared, specifiers: [], source: null, exportKind: 'value', attributes: [] }
  return { type: 'ExportNamedDeclaration', start, end, ...parts } as unknown as Statement
}

function declaration(reader: Reader, start: number, decorators: Decorator[], idleness: Idleness): Statement {
  if (reader.is('class') || reader.is('abstract')) return classAt(reader, start, decorators, idleness)
  if (decorators.length > 0) throw notPlain
  if (reader.is('const')) return constants(reader)
  if (reader.is('type') && reader.kindAt(1) === Kind.Word) return alias(reader)
  if (reader.is('interface') && reader.kindAt(1) === Kind.Word) return interfaceAt(reader)
  throw notPlain
}

function defaultExport(reader: Reader, start: number, decorators: Decorator[], idleness: Idleness): Statement {
  const isClass = reader.is('class') || reader.is('abstract')
  if (!isClass && decorators.length > 0) throw notPlain
  const declared = isClass ? classAt(reader, start, decorators, idleness) : expression(reader)
  if (!isClass) reader.takeStatementEnd()
  return { type: 'ExportDefaultDeclaration', start, end: reader.end, declaration: declared }
}

/** `{ a, b as c }` and `*`, from another module or not. */
function exportList(reader: Reader, start: number): Statement | undefined {
  if (reader.is('type') && reader.kindAt(1) === Code.OpenBrace) reader.at++
  if (reader.skip(Code.Asterisk)) {
    const exported = reader.skipWord('as') ? identifier(reader) : null
    reader.takeWord('from')
    const source = stringLiteral(reader)
    reader.takeStatementEnd()
    return { type: 'ExportAllDeclaration', start, end: reader.end, exported, source } as Statement
  }
  if (!reader.skip(Code.OpenBrace)) return undefined
  const specifiers: object[] = []
  while (!reader.skip(Code.CloseBrace)) {
    const from = reader.start
    const local = identifier(reader)
    const exported = reader.skipWord('as') ? identifier(reader) : local
    specifiers.push({ type: 'ExportSpecifier', start: from, end: reader.end, local, exported })
    if (!reader.skip(Code.Comma) && reader.kind !== Code.CloseBrace) throw notPlain
  }
  const source = reader.skipWord('from') ? stringLiteral(reader) : null
  reader.takeStatementEnd()
  const parts = { declaration: null, specifiers, source }
  return { type: 'ExportNamedDeclaration', start, end: reader.end, ...parts } as unknown as Statement
}

function constants(reader: Reader): Statement {
  const { start } = reader
  reader.takeWord('const')
  if (reader.is('enum')) throw notPlain
  const declarations: object[] = []
  do {
    const from = reader.start
    const id = identifier(reader)
    reader.skipAnnotation()
    reader.take(Code.Equals)
    const init = expression(reader)
    declarations.push({ type: 'VariableDeclarator', start: from, end: reader.end, id, init, definite: false })
  } while (reader.skip(Code.Comma))
  const { end } = reader
  reader.takeStatementEnd()
  return {
    type: 'VariableDeclaration',
    start,
    end,
    kind: 'const',
    declarations,
    declare: false,
  } as unknown as Statement
}

function alias(reader: Reader): Statement {
  const { start } = reader
  reader.at++
  const id = identifier(reader)
  const typeParameters = typeParametersAt(reader)
  reader.take(Code.Equals)
  const typeAnnotation = type(reader)
  const { end } = reader
  reader.takeStatementEnd()
  return { type: 'TSTypeAliasDeclaration', start, end, id, typeParameters, typeAnnotation } as unknown as Statement
}

function interfaceAt(reader: Reader): Statement {
  const { start } = reader
  reader.at++
  const id = identifier(reader)
  const typeParameters = typeParametersAt(reader)
  const bases: object[] = []
  if (reader.skipWord('extends')) {
    do bases.push(heritage(reader))
    while (reader.skip(Code.Comma))
  }
  if (reader.kind !== Code.OpenBrace) throw notPlain
  const from = reader.start
  // No fact is read of what is in it.
  reader.at = reader.closer + 1
  const { end } = reader
  const body = { type: 'TSInterfaceBody', start: from, end, body: [] }
  return {
    type: 'TSInterfaceDeclaration',
    start,
    end,
    id,
    typeParameters,
    extends: bases,
    body,
  } as unknown as Statement
}

function heritage(reader: Reader): object {
  const { start } = reader
  const base: Expression = dottedName(reader)
  const given = typeArguments(reader)
  return { type: 'TSInterfaceHeritage', start, end: reader.end, expression: base, typeArguments: given }
}
