import { Node, type SourceFile, ts } from 'ts-morph'
import type { Path } from '../../facts.js'

/** `bg.CommandHandler` and `bg['CommandHandler']` as their parts; nothing for what is no name. */
export function dottedPath(node: Node): [string, ...string[]] | undefined {
  return pathOf(node.compilerNode)
}

/** An expression without what says nothing about its value: parentheses, `as`, `satisfies`, `!`. */
export function unwrapped(node: Node): Node {
  return Node.isParenthesizedExpression(node) ||
    Node.isAsExpression(node) ||
    Node.isSatisfiesExpression(node) ||
    Node.isNonNullExpression(node)
    ? unwrapped(node.getExpression())
    : node
}

/** The names that a file imports or declares at its top level as values. */
export function topLevelNames(source: SourceFile): ReadonlySet<string> {
  const known = cached.get(source.compilerNode)
  if (known !== undefined) return known
  const names = new Set(source.compilerNode.statements.flatMap(declaredNames))
  cached.set(source.compilerNode, names)
  return names
}

const cached = new WeakMap<ts.SourceFile, ReadonlySet<string>>()

/** Dotted names that begin with one of `names`, in expressions only: a type makes nothing. */
export function mentionsIn(node: Node, names: ReadonlySet<string>): readonly Path[] {
  const found = new Map<string, Path>()
  // The compiler's own nodes: wrapping every one of a function's body would be slow.
  const visit = (current: ts.Node): void => {
    const path = pathOf(current)
    if (path !== undefined) {
      if (names.has(path[0])) found.set(path.join('.'), path)
    } else if (ts.isPropertyAssignment(current)) {
      // Its own name is no mention.
      visit(current.initializer)
    } else if (!ts.isTypeNode(current) || ts.isExpressionWithTypeArguments(current)) {
      ts.forEachChild(current, visit)
    }
  }
  visit(node.compilerNode)
  return [...found.values()]
}

function pathOf(node: ts.Node): [string, ...string[]] | undefined {
  if (ts.isIdentifier(node)) return [node.text]
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return pathOf(node.expression)
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return pathOf(node.expression)
  if (ts.isPropertyAccessExpression(node)) return extended(node.expression, node.name.text)
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return extended(node.expression, node.argumentExpression.text)
  }
  return undefined
}

function extended(object: ts.Node, name: string): [string, ...string[]] | undefined {
  const path = pathOf(object)
  return path === undefined ? undefined : [...path, name]
}

function declaredNames(statement: ts.Statement): readonly string[] {
  if (ts.isImportEqualsDeclaration(statement)) return [statement.name.text]
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    return statement.name === undefined ? [] : [statement.name.text]
  }
  if (ts.isEnumDeclaration(statement)) return [statement.name.text]
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name))
  }
  if (!ts.isImportDeclaration(statement)) return []
  const { name, namedBindings } = statement.importClause ?? {}
  const named =
    namedBindings === undefined
      ? []
      : ts.isNamespaceImport(namedBindings)
        ? [namedBindings.name.text]
        : namedBindings.elements.map((element) => element.name.text)
  return [...(name === undefined ? [] : [name.text]), ...named]
}

/** The names that a declaration binds, also by taking something apart. */
export function boundNames(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)))
}
