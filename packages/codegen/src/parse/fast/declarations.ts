import type { Directive, Node, Statement } from 'oxc-parser'
import type { DeclarationFact } from '../../facts.js'
import { exportOf } from './exports.js'

/** The types that the file declares at its top level. */
export function declarationFacts(statements: readonly (Directive | Statement)[]): readonly DeclarationFact[] {
  return statements.flatMap((statement): DeclarationFact[] => {
    const node = declaredBy(statement)
    const kind = node === null ? undefined : kinds.get(node.type)
    if (node === null || kind === undefined || !('id' in node) || node.id?.type !== 'Identifier') return []
    const { name } = node.id
    const generic = 'typeParameters' in node && (node.typeParameters?.params.length ?? 0) > 0
    return [{ kind, name, exported: exportOf(statement, name, statements), generic }]
  })
}

/** What a statement declares, exported or not. */
export function declaredBy(statement: Directive | Statement): Node | null {
  return statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
    ? statement.declaration
    : statement
}

const kinds: ReadonlyMap<string, DeclarationFact['kind']> = new Map([
  ['ClassDeclaration', 'class'],
  ['TSInterfaceDeclaration', 'interface'],
  ['TSTypeAliasDeclaration', 'alias'],
  ['TSEnumDeclaration', 'enum'],
])
