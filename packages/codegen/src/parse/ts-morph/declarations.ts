// ts-morph's nodes are mixins, whose instances this rule takes for those of another class.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment */
import { type ExportableNode, Node, type SourceFile } from 'ts-morph'
import type { DeclarationFact, Exported } from '../../facts.js'
import { exportedName } from './exports.js'

/** The types that the file declares at its top level. */
export function declarationFacts(source: SourceFile): readonly DeclarationFact[] {
  return source.getStatements().flatMap((statement): DeclarationFact[] => {
    const kind = declarationKind(statement)
    if (kind === undefined || !Node.hasName(statement)) return []
    return [
      {
        kind,
        name: statement.getName(),
        exported: Node.isExportable(statement) ? exportOf(statement, statement.getName()) : { kind: 'none' },
        generic: Node.isTypeParametered(statement) && statement.getTypeParameters().length > 0,
      },
    ]
  })
}

/** How a top-level declaration leaves its module: by its own keywords, `export { … }` or `export default name`. */
export function exportOf(node: Node & ExportableNode, name: string | undefined): Exported {
  if (node.hasDefaultKeyword()) return { kind: 'default' }
  if (node.hasExportKeyword() && name !== undefined) return { kind: 'named', name }
  return name === undefined ? { kind: 'none' } : exportByStatement(node.getSourceFile(), name)
}

function exportByStatement(source: SourceFile, name: string): Exported {
  for (const statement of source.getExportDeclarations()) {
    if (statement.hasModuleSpecifier()) continue
    for (const specifier of statement.getNamedExports()) {
      if (specifier.getName() !== name) continue
      const exported = exportedName(specifier)
      return exported === 'default' ? { kind: 'default' } : { kind: 'named', name: exported }
    }
  }
  const assigned = source.getExportAssignments().find((assignment) => assignment.getExpression().getText() === name)
  if (assigned === undefined) return { kind: 'none' }
  return assigned.isExportEquals() ? { kind: 'equals' } : { kind: 'default' }
}

function declarationKind(node: Node): DeclarationFact['kind'] | undefined {
  if (Node.isClassDeclaration(node)) return 'class'
  if (Node.isInterfaceDeclaration(node)) return 'interface'
  if (Node.isTypeAliasDeclaration(node)) return 'alias'
  if (Node.isEnumDeclaration(node)) return 'enum'
  return undefined
}
