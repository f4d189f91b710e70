// ts-morph's nodes are mixins, whose instances this rule takes for those of another class.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment */
import { type ImportEqualsDeclaration, Node, type SourceFile } from 'ts-morph'
import type { ImportFact } from '../../facts.js'
import { moduleExportName } from './exports.js'
import { moduleSpecifier } from './specifiers.js'
import { entityPath } from './types.js'

/** Every name that the file imports. */
export function importFacts(source: SourceFile): readonly ImportFact[] {
  return source.getStatements().flatMap((statement): ImportFact[] => {
    if (Node.isImportEqualsDeclaration(statement)) return [importEqualsFact(statement)]
    if (!Node.isImportDeclaration(statement)) return []
    const module = moduleSpecifier(statement)
    if (module === undefined) return []
    const byDefault = statement.getDefaultImport()
    const namespace = statement.getNamespaceImport()
    return [
      ...(byDefault === undefined ? [] : [{ kind: 'default', local: byDefault.getText(), module } as const]),
      ...(namespace === undefined ? [] : [{ kind: 'namespace', local: namespace.getText(), module } as const]),
      ...statement.getNamedImports().map((named): ImportFact => {
        const imported = moduleExportName(named.getNameNode())
        const local = named.getAliasNode()?.getText() ?? imported
        return imported === 'default' ? { kind: 'default', local, module } : { kind: 'named', local, imported, module }
      }),
    ]
  })
}

function importEqualsFact(statement: ImportEqualsDeclaration): ImportFact {
  const local = statement.getName()
  const reference = statement.getModuleReference()
  if (!Node.isExternalModuleReference(reference)) return { kind: 'equals', local, path: entityPath(reference) }
  const module = reference.getExpression()
  return { kind: 'require', local, module: Node.isStringLiteral(module) ? module.getLiteralValue() : '' }
}
