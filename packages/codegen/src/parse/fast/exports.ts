import type { Declaration, Directive, ExportNamedDeclaration, Statement } from 'oxc-parser'
import type { Exported, ExportFact } from '../../facts.js'
import { moduleExportName } from './imports.js'
import { dottedPath, namesOf } from './names.js'

type TopLevel = readonly (Directive | Statement)[]

/** Everything that the file exports by a name, and every module that it passes on. */
export function exportFacts(statements: TopLevel): readonly ExportFact[] {
  return statements.flatMap((statement): readonly ExportFact[] => {
    switch (statement.type) {
      case 'ExportAllDeclaration': {
        const module = statement.source.value
        if (statement.exported === null) return [{ kind: 'all', module }]
        return [{ kind: 'namespace', exported: moduleExportName(statement.exported), module }]
      }
      case 'ExportNamedDeclaration':
        if (statement.declaration === null) return listFacts(statement)
        return exportedNames(statement.declaration).map((name) => ({ kind: 'local', exported: name, local: name }))
      case 'ExportDefaultDeclaration':
        return [{ kind: 'local', exported: 'default', local: defaultLocal(statement.declaration) }]
      default:
        return []
    }
  })
}

/** How a top-level declaration leaves its module: by its own keywords, `export { … }` or `export default name`. */
export function exportOf(statement: Statement | Directive, name: string | undefined, statements: TopLevel): Exported {
  if (statement.type === 'ExportDefaultDeclaration') return { kind: 'default' }
  if (name === undefined) return { kind: 'none' }
  return statement.type === 'ExportNamedDeclaration' ? { kind: 'named', name } : exportByStatement(name, statements)
}

function exportByStatement(name: string, statements: TopLevel): Exported {
  for (const statement of statements) {
    if (statement.type !== 'ExportNamedDeclaration' || statement.source !== null) continue
    for (const { local, exported } of statement.specifiers) {
      if (local.type !== 'Identifier' || local.name !== name) continue
      const outside = moduleExportName(exported)
      return outside === 'default' ? { kind: 'default' } : { kind: 'named', name: outside }
    }
  }
  const isName = (node: { readonly type: string; readonly name?: unknown }): boolean =>
    node.type === 'Identifier' && node.name === name
  for (const statement of statements) {
    if (statement.type === 'TSExportAssignment' && isName(statement.expression)) return { kind: 'equals' }
    if (statement.type === 'ExportDefaultDeclaration' && isName(statement.declaration)) return { kind: 'default' }
  }
  return { kind: 'none' }
}

function listFacts({ source, specifiers }: ExportNamedDeclaration): readonly ExportFact[] {
  return specifiers.map((specifier): ExportFact => {
    const name = moduleExportName(specifier.local)
    const exported = moduleExportName(specifier.exported)
    return source === null
      ? { kind: 'local', exported, local: name }
      : { kind: 'from', exported, imported: name, module: source.value }
  })
}

function exportedNames(declaration: Declaration): readonly string[] {
  switch (declaration.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return [declaration.id.name]
    case 'TSImportEqualsDeclaration':
      return []
    case 'ClassDeclaration':
      return [declaration.id?.name ?? 'default']
    default:
      return namesOf(declaration)
  }
}

function defaultLocal(declaration: DefaultDeclaration): string {
  switch (declaration.type) {
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'ClassDeclaration':
      return declaration.id?.name ?? 'default'
    case 'TSInterfaceDeclaration':
      return declaration.id.name
    default: {
      const path = dottedPath(declaration)
      return path?.length === 1 ? path[0] : 'default'
    }
  }
}

type DefaultDeclaration = Extract<Statement, { readonly type: 'ExportDefaultDeclaration' }>['declaration']
