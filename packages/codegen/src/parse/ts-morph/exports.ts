// ts-morph's nodes are mixins, whose instances this rule takes for those of another class.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment */
import { type ExportDeclaration, type ExportSpecifier, Node, type SourceFile } from 'ts-morph'
import type { ExportFact } from '../../facts.js'
import { boundNames, dottedPath } from './names.js'
import { moduleSpecifier } from './specifiers.js'

/** Everything that the file exports by a name, and every module that it passes on. */
export function exportFacts(source: SourceFile): readonly ExportFact[] {
  return source.getStatements().flatMap((statement): readonly ExportFact[] => {
    if (Node.isExportDeclaration(statement)) return declarationFacts(statement)
    if (Node.isExportAssignment(statement)) {
      if (statement.isExportEquals()) return []
      const path = dottedPath(statement.getExpression())
      return [{ kind: 'local', exported: 'default', local: path?.length === 1 ? path[0] : 'default' }]
    }
    if (Node.isVariableStatement(statement) && statement.hasExportKeyword()) {
      const names = statement.compilerNode.declarationList.declarations.flatMap(({ name }) => boundNames(name))
      return names.map((name) => ({ kind: 'local', exported: name, local: name }))
    }
    const isType =
      Node.isInterfaceDeclaration(statement) ||
      Node.isTypeAliasDeclaration(statement) ||
      Node.isEnumDeclaration(statement)
    if (!(isType || Node.isFunctionDeclaration(statement) || Node.isClassDeclaration(statement))) return []
    if (!statement.hasExportKeyword()) return []
    const local = statement.getName() ?? 'default'
    return [{ kind: 'local', exported: statement.hasDefaultKeyword() ? 'default' : local, local }]
  })
}

/** Under which name `export { … }` hands something out. */
export function exportedName(specifier: ExportSpecifier): string {
  return moduleExportName(specifier.getAliasNode() ?? specifier.getNameNode())
}

/** The name in an import or export list: an identifier, or a quoted string. */
export function moduleExportName(node: Node): string {
  return Node.isStringLiteral(node) ? node.getLiteralValue() : node.getText()
}

function declarationFacts(statement: ExportDeclaration): readonly ExportFact[] {
  const module = moduleSpecifier(statement)
  const namespace = statement.getNamespaceExport()
  if (module !== undefined && namespace !== undefined) {
    return [{ kind: 'namespace', exported: moduleExportName(namespace.getNameNode()), module }]
  }
  if (module !== undefined && statement.isNamespaceExport()) return [{ kind: 'all', module }]
  return statement.getNamedExports().map((specifier): ExportFact => {
    const name = moduleExportName(specifier.getNameNode())
    const exported = exportedName(specifier)
    return module === undefined
      ? { kind: 'local', exported, local: name }
      : { kind: 'from', exported, imported: name, module }
  })
}
