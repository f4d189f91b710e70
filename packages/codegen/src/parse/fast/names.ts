import type {
  AssignmentTarget,
  AssignmentTargetMaybeDefault,
  AssignmentTargetRest,
  BindingPattern,
  BindingRestElement,
  Declaration,
  Directive,
  MemberExpression,
  Node,
  Statement,
} from 'oxc-parser'
import type { Path } from '../../facts.js'
import type { Source } from './source.js'
import { childrenOf } from './walk.js'

/** `bg.CommandHandler` and `bg['CommandHandler']` as their parts; nothing for what is no name. */
export function dottedPath(node: Node): [string, ...string[]] | undefined {
  switch (node.type) {
    case 'Identifier':
      return [node.name]
    case 'ParenthesizedExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'ChainExpression':
      return dottedPath(node.expression)
    case 'MemberExpression': {
      const name = memberKey(node)
      const object = name === undefined ? undefined : dottedPath(node.object)
      return name === undefined || object === undefined ? undefined : [...object, name]
    }
    default:
      return undefined
  }
}

/** An expression without what says nothing about its value: parentheses, `as`, `satisfies`, `!`. */
export function unwrapped(node: Node): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'ChainExpression':
      return unwrapped(node.expression)
    default:
      return node
  }
}

/** The text of a string or of a template without `${}`. */
export function stringValue(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined
  if (node.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined
  return node.quasis[0]?.value.cooked ?? undefined
}

/** The names that statements at the top level declare as values. */
export function topLevelNames(statements: readonly (Directive | Statement)[]): readonly string[] {
  return statements.flatMap(declaredNames)
}

/** The names that a declaration binds, also by taking something apart. */
export function boundNames(pattern: BindingPattern | BindingRestElement): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'AssignmentPattern':
      return boundNames(pattern.left)
    case 'RestElement':
      return boundNames(pattern.argument)
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'Property' ? property.value : property),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : boundNames(element)))
  }
}

/** Dotted names that begin with a top-level one, in expressions only: a type makes nothing. */
export function mentionsIn(node: Node, { names }: Source): readonly Path[] {
  if (node.type === 'Literal') return []
  const found = new Map<string, Path>()
  visitMentions(node, (path) => {
    if (names.has(path[0])) found.set(path.join('.'), path)
  })
  return [...found.values()]
}

function visitMentions(node: Node, mention: (path: Path) => void): void {
  const visit = (current: Node): void => visitMentions(current, mention)
  const path = dottedPath(node)
  if (path !== undefined) {
    if (node.type === 'Identifier') node.decorators?.forEach(visit)
    mention(path)
    return
  }
  switch (node.type) {
    case 'ObjectExpression':
      for (const property of node.properties) {
        const isPlain = property.type === 'Property' && property.kind === 'init' && !property.method
        // A property's own name is no mention; a method's is, for those who read its text.
        if (isPlain) visit(property.value)
        else childrenOf(property).forEach(visit)
      }
      return
    case 'Property':
      // Of a pattern that declares: `{ name: local }`.
      if (!node.shorthand) visit(node.key)
      return visit(node.value)
    case 'AssignmentExpression':
      visitTarget(node.left, visit)
      return visit(node.right)
    case 'ForInStatement':
    case 'ForOfStatement':
      if (node.left.type === 'VariableDeclaration') visit(node.left)
      else visitTarget(node.left, visit)
      visit(node.right)
      return visit(node.body)
    case 'MethodDefinition':
      node.decorators.forEach(visit)
      if (node.kind !== 'constructor') visit(node.key)
      return visit(node.value)
    case 'MetaProperty':
      return visit(node.property)
    default:
      if (!isType(node)) childrenOf(node).forEach(visit)
  }
}

/** What an assignment puts values into: the names of its properties are no mentions, other than in a declaration. */
function visitTarget(
  target: AssignmentTarget | AssignmentTargetMaybeDefault | AssignmentTargetRest,
  visit: (node: Node) => void,
): void {
  switch (target.type) {
    case 'ObjectPattern':
      for (const property of target.properties) {
        visitTarget(property.type === 'Property' ? property.value : property.argument, visit)
      }
      return
    case 'ArrayPattern':
      for (const element of target.elements) if (element !== null) visitTarget(element, visit)
      return
    case 'AssignmentPattern':
      visitTarget(target.left, visit)
      return visit(target.right)
    case 'RestElement':
      return visitTarget(target.argument, visit)
    default:
      visit(target)
  }
}

/** TypeScript's own nodes that hold expressions or names; all others are types. */
const noTypes = new Set(
  `TSAsExpression TSSatisfiesExpression TSTypeAssertion TSNonNullExpression TSInstantiationExpression TSParameterProperty
  TSEmptyBodyFunctionExpression TSDeclareFunction TSAbstractMethodDefinition TSAbstractPropertyDefinition
  TSAbstractAccessorProperty TSIndexSignature TSTypeParameterDeclaration TSTypeParameter TSClassImplements
  TSInterfaceDeclaration TSInterfaceBody TSInterfaceHeritage TSPropertySignature TSMethodSignature
  TSCallSignatureDeclaration TSConstructSignatureDeclaration TSTypeAliasDeclaration TSEnumDeclaration TSEnumBody
  TSEnumMember TSModuleDeclaration TSModuleBlock TSImportEqualsDeclaration TSExternalModuleReference`.split(/\s+/),
)

function isType(node: Node): boolean {
  return node.type.startsWith('TS') && !noTypes.has(node.type)
}

function memberKey(node: MemberExpression): string | undefined {
  if (node.computed) return stringValue(node.property)
  return node.property.type === 'PrivateIdentifier' ? `#${node.property.name}` : node.property.name
}

function declaredNames(statement: Directive | Statement): readonly string[] {
  switch (statement.type) {
    case 'ExportNamedDeclaration':
      return statement.declaration === null ? [] : namesOf(statement.declaration)
    case 'ExportDefaultDeclaration':
      return isNamed(statement.declaration) ? namesOf(statement.declaration) : []
    default:
      return isNamed(statement) ? namesOf(statement) : []
  }
}

function isNamed(node: Node): node is Declaration {
  return declarations.has(node.type)
}

const declarations = new Set(
  `VariableDeclaration FunctionDeclaration TSDeclareFunction ClassDeclaration TSEnumDeclaration
  TSImportEqualsDeclaration`.split(/\s+/),
)

/** The names of values that a declaration introduces. */
export function namesOf(declaration: Declaration): readonly string[] {
  switch (declaration.type) {
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id }) => boundNames(id))
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'ClassDeclaration':
      return declaration.id === null ? [] : [declaration.id.name]
    case 'TSEnumDeclaration':
    case 'TSImportEqualsDeclaration':
      return [declaration.id.name]
    default:
      return []
  }
}
