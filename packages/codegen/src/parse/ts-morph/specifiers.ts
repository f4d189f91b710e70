import { type ExportDeclaration, type ImportDeclaration, ts } from 'ts-morph'

/** The module that an import or export names. A syntax error may stand in its place, which ts-morph's own way throws at. */
export function moduleSpecifier(statement: ImportDeclaration | ExportDeclaration): string | undefined {
  const { moduleSpecifier: specifier } = statement.compilerNode
  return specifier !== undefined && ts.isStringLiteral(specifier) ? specifier.text : undefined
}
