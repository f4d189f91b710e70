import type {
  Directive,
  IdentifierReference,
  ImportDeclaration,
  ModuleExportName,
  Statement,
  TSImportEqualsDeclaration,
  TSTypeName,
} from 'oxc-parser'
import type { ImportFact } from '../../facts.js'
import { Unsure } from './unsure.js'

/** Every name that the file imports. */
export function importFacts(statements: readonly (Directive | Statement)[]): readonly ImportFact[] {
  return statements.flatMap((statement): readonly ImportFact[] => {
    if (statement.type === 'ImportDeclaration') return declarationFacts(statement)
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    return declared?.type === 'TSImportEqualsDeclaration' ? [importEqualsFact(declared)] : []
  })
}

/** The name in an import or export list: an identifier, or a quoted string. */
export function moduleExportName(node: ModuleExportName): string {
  return node.type === 'Literal' ? node.value : node.name
}

/** `Update.MessageUpdate` as its parts. */
export function entityPath(name: TSTypeName | IdentifierReference): [string, ...string[]] {
  if (name.type === 'ThisExpression') throw new Unsure('A type that is part of `this`')
  if (name.type === 'Identifier') return [name.name]
  return [...entityPath(name.left), name.right.name]
}

function declarationFacts(statement: ImportDeclaration): readonly ImportFact[] {
  if (statement.phase !== null) throw new Unsure('An import with a phase')
  const module = statement.source.value
  return statement.specifiers.map((specifier): ImportFact => {
    const local = specifier.local.name
    if (specifier.type === 'ImportDefaultSpecifier') return { kind: 'default', local, module }
    if (specifier.type === 'ImportNamespaceSpecifier') return { kind: 'namespace', local, module }
    const imported = moduleExportName(specifier.imported)
    return imported === 'default' ? { kind: 'default', local, module } : { kind: 'named', local, imported, module }
  })
}

function importEqualsFact({ id, moduleReference }: TSImportEqualsDeclaration): ImportFact {
  if (moduleReference.type !== 'TSExternalModuleReference') {
    return { kind: 'equals', local: id.name, path: entityPath(moduleReference) }
  }
  return { kind: 'require', local: id.name, module: moduleReference.expression.value }
}
