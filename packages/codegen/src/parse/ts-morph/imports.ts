// ts-morph's nodes are mixins, whose instances this rule takes for those of another class.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment */
import { Node, type SourceFile } from 'ts-morph'
import type { ImportFact } from '../../facts.js'

/** Every name that the file imports. */
export function importFacts(source: SourceFile): readonly ImportFact[] {
  return source.getStatements().flatMap((statement): ImportFact[] => {
    if (Node.isImportEqualsDeclaration(statement)) return [{ kind: 'equals', local: statement.getName() }]
    if (!Node.isImportDeclaration(statement)) return []
    const module = statement.getModuleSpecifierValue()
    const byDefault = statement.getDefaultImport()
    const namespace = statement.getNamespaceImport()
    return [
      ...(byDefault === undefined ? [] : [{ kind: 'default', local: byDefault.getText(), module } as const]),
      ...(namespace === undefined ? [] : [{ kind: 'namespace', local: namespace.getText(), module } as const]),
      ...statement.getNamedImports().map((named): ImportFact => {
        const imported = named.getName()
        const local = named.getAliasNode()?.getText() ?? imported
        return imported === 'default' ? { kind: 'default', local, module } : { kind: 'named', local, imported, module }
      }),
    ]
  })
}
