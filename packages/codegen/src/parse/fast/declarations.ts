import type { Directive, Node, Statement, TSInterfaceHeritage } from 'oxc-parser'
import type { DeclarationFact, DeclaredFact, TypeFact } from '../../facts.js'
import { exportOf } from './exports.js'
import { dottedPath } from './names.js'
import type { Source } from './source.js'
import { typeFact } from './types.js'

/** The types that the file declares at its top level. */
export function declarationFacts(
  statements: readonly (Directive | Statement)[],
  source: Source,
): readonly DeclarationFact[] {
  return statements.flatMap((statement): DeclarationFact[] => {
    const node = declaredBy(statement)
    const declared = node === null ? undefined : declaredFact(node, source)
    if (node === null || declared === undefined || !('id' in node) || node.id?.type !== 'Identifier') return []
    const { name } = node.id
    const generic = 'typeParameters' in node && (node.typeParameters?.params.length ?? 0) > 0
    return [{ ...declared, name, exported: exportOf(statement, name, statements), generic }]
  })
}

/** What a statement declares, exported or not. */
export function declaredBy(statement: Directive | Statement): Node | null {
  return statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
    ? statement.declaration
    : statement
}

function declaredFact(node: Node, source: Source): DeclaredFact | undefined {
  switch (node.type) {
    case 'ClassDeclaration':
      return { kind: 'class' }
    case 'TSInterfaceDeclaration':
      return { kind: 'interface', bases: node.extends.map((base) => baseType(base, source)) }
    case 'TSTypeAliasDeclaration':
      return { kind: 'alias', type: typeFact(node.typeAnnotation, source) }
    case 'TSEnumDeclaration':
      return { kind: 'enum', constness: node.const ? 'const' : node.declare ? 'declared' : 'ordinary' }
    default:
      return undefined
  }
}

function baseType(node: TSInterfaceHeritage, source: Source): TypeFact {
  const span = source.span(node)
  const path = dottedPath(node.expression)
  if (path === undefined) return { kind: 'other', text: source.textOf(node), span }
  const typeArguments = node.typeArguments?.params.map((each) => typeFact(each, source)) ?? []
  return { kind: 'reference', path, typeArguments, span }
}
