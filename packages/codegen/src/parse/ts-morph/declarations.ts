// ts-morph's nodes are mixins, whose instances this rule takes for those of another class.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment */
import { type ExportableNode, type ExpressionWithTypeArguments, Node, type SourceFile } from 'ts-morph'
import type { DeclarationFact, DeclaredFact, Exported, TypeFact } from '../../facts.js'
import { exportedName } from './exports.js'
import { dottedPath } from './names.js'
import { spanOf } from './spans.js'
import { typeFact } from './types.js'

/** The types that the file declares at its top level. */
export function declarationFacts(source: SourceFile): readonly DeclarationFact[] {
  return source.getStatements().flatMap((statement): DeclarationFact[] => {
    const declared = declaredFact(statement)
    if (declared === undefined || !Node.hasName(statement)) return []
    return [
      {
        ...declared,
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

function declaredFact(node: Node): DeclaredFact | undefined {
  if (Node.isClassDeclaration(node)) return { kind: 'class' }
  if (Node.isInterfaceDeclaration(node)) return { kind: 'interface', bases: node.getExtends().map(baseType) }
  if (Node.isTypeAliasDeclaration(node)) return { kind: 'alias', type: typeFact(node.getTypeNodeOrThrow()) }
  if (!Node.isEnumDeclaration(node)) return undefined
  const constness = node.isConstEnum() ? 'const' : node.hasDeclareKeyword() ? 'declared' : 'ordinary'
  return { kind: 'enum', constness }
}

function baseType(node: ExpressionWithTypeArguments): TypeFact {
  const path = dottedPath(node.getExpression())
  if (path === undefined) return { kind: 'other', text: node.getText(), span: spanOf(node) }
  return { kind: 'reference', path, typeArguments: node.getTypeArguments().map(typeFact), span: spanOf(node) }
}
