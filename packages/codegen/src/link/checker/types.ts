// ts-morph's nodes are mixins, whose instances this rule takes for those of another class.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  type EnumDeclaration,
  ModuleDeclarationKind,
  Node,
  type Symbol as TsSymbol,
  SyntaxKind,
  type Type,
  type TypeNode,
  type TypeReferenceNode,
} from 'ts-morph'
import { typeFact } from '../../parse/ts-morph/index.js'
import type { TypeReference } from '../../model.js'
import { knownType, type Library, libraryOf } from '../known-types.js'
import { type EnumType, isExpressible, type ResolvedType } from '../resolved.js'

/** How the generated module can import the type that the user's file calls `written`. */
export type NameOfType = (written: string) => TypeReference | undefined

/** Follows the names of a type, through aliases and re-exports, to what they mean. */
export function resolveTypeNode(node: TypeNode, nameOf: NameOfType): ResolvedType {
  if (Node.isParenthesizedTypeNode(node)) return resolveTypeNode(node.getTypeNode(), nameOf)
  if (Node.isUnionTypeNode(node)) {
    return { kind: 'union', members: node.getTypeNodes().map((member) => resolveTypeNode(member, nameOf)) }
  }
  if (Node.isTypeReference(node)) return resolveReference(node, nameOf)
  if (Node.isArrayTypeNode(node)) return { kind: 'array', item: resolveTypeNode(node.getElementTypeNode(), nameOf) }
  if (Node.isTypeOperatorTypeNode(node) && node.getOperator() === SyntaxKind.ReadonlyKeyword) {
    return resolveTypeNode(node.getTypeNode(), nameOf)
  }
  const fact = typeFact(node)
  if (fact.kind === 'keyword') return { kind: 'keyword', name: fact.name }
  if (fact.kind === 'literal') return { kind: 'literal', value: fact.value }
  // An intersection written in place is a context, but one without a name.
  if (isContext(node.getType())) return { kind: 'context', name: node.getText(), reference: undefined }
  return { kind: 'other', text: node.getText() }
}

function isClass(node: Node): boolean {
  return Node.isClassDeclaration(node)
}

function resolveReference(node: TypeReferenceNode, nameOf: NameOfType): ResolvedType {
  const written = node.getTypeName().getText()
  const symbol = declaredSymbol(node)
  const declaration = symbol?.getDeclarations()[0]
  if (symbol === undefined || declaration === undefined) return { kind: 'missing', name: written }
  const library = libraryDeclaring(declaration)
  // 'telegraf/types' has another `Telegram`, an alias in the same package.
  const isLookalike = library === 'telegraf' && !symbol.getDeclarations().some(isClass)
  const known =
    library === undefined || isLookalike ? undefined : knownType(library, qualifiedName(declaration, symbol))
  if (known !== undefined) {
    const typeArguments = node.getTypeArguments().map((argument) => resolveTypeNode(argument, nameOf))
    const [item] = typeArguments
    return known.kind === 'array' && item !== undefined
      ? { kind: 'array', item }
      : { kind: 'known', type: known, typeArguments }
  }
  if (Node.isEnumDeclaration(declaration)) return enumType(declaration, written, nameOf)
  const aliased = resolveAlias(declaration)
  if (aliased !== undefined) return aliased
  if (isContext(node.getType())) return { kind: 'context', name: written, reference: nameOf(written) }
  return { kind: 'foreign', name: written, declared: describeDeclaration(declaration) }
}

function enumType(declaration: EnumDeclaration, written: string, nameOf: NameOfType): EnumType {
  return {
    kind: 'enum',
    name: written,
    values: declaration.getMembers().flatMap((member) => member.getValue() ?? []),
    constness: declaration.isConstEnum() ? 'const' : 'ordinary',
    reference: nameOf(written),
  }
}

/** What an alias without type parameters stands for, unless only its own name can express it. */
function resolveAlias(declaration: Node): ResolvedType | undefined {
  if (!Node.isTypeAliasDeclaration(declaration) || declaration.getTypeParameters().length > 0) return undefined
  const target = declaration.getTypeNode()
  if (target === undefined) return undefined
  // Names inside the alias belong to its own file, so the user's file cannot name them: the alias itself is imported.
  const resolved = resolveTypeNode(target, () => undefined)
  return isExpressible(resolved) ? resolved : undefined
}

function declaredSymbol(node: TypeReferenceNode): TsSymbol | undefined {
  const symbol = node.getTypeName().getSymbol()
  return symbol?.getAliasedSymbol() ?? symbol
}

function qualifiedName(declaration: Node, symbol: TsSymbol): readonly string[] {
  // `declare global` and `declare module` are no part of the name: Node's types declare AbortSignal in one of them.
  const namespaces = declaration
    .getAncestors()
    .filter((ancestor) => Node.isModuleDeclaration(ancestor))
    .filter((ancestor) => ancestor.getDeclarationKind() === ModuleDeclarationKind.Namespace)
    .map((ancestor) => ancestor.getName())
  return [...namespaces.reverse(), symbol.getName()]
}

/** Whether a type is, extends or contains Telegraf's `Context`. */
function isContext(type: Type): boolean {
  const declarations = [type.getSymbol(), type.getAliasSymbol()].flatMap((symbol) => symbol?.getDeclarations() ?? [])
  if (declarations.some((declaration) => isTelegrafContext(declaration))) return true
  if (type.isIntersection()) return type.getIntersectionTypes().some(isContext)
  const target = type.getTargetType() ?? type
  return target.isClassOrInterface() && target.getBaseTypes().some(isContext)
}

function isTelegrafContext(declaration: Node): boolean {
  return (
    Node.isClassDeclaration(declaration) &&
    declaration.getName() === 'Context' &&
    libraryDeclaring(declaration) === 'telegraf'
  )
}

/** The library that a declaration belongs to: its package, wherever it is installed or linked from. */
function libraryDeclaring(declaration: Node): Library | undefined {
  const source = declaration.getSourceFile()
  const path = source.getFilePath()
  if (/\/lib\.[^/]*\.d\.ts$/.test(path) || packageOf(path)?.startsWith('@types/') === true) return 'global'
  return libraryOf(packageOf(path) ?? '')
}

function packageOf(path: string): string | undefined {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const name = packageName(join(folder, 'package.json'))
    if (name !== undefined) return name
  }
  return undefined
}

function packageName(manifest: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
    if (typeof parsed !== 'object' || parsed === null || !('name' in parsed)) return undefined
    return typeof parsed.name === 'string' ? parsed.name : undefined
  } catch {
    return undefined
  }
}

function describeDeclaration(declaration: Node): string {
  if (libraryDeclaring(declaration) === 'global') return 'a global type'
  if (Node.isEnumMember(declaration)) return 'a member of an enum'
  if (Node.isTypeParameterDeclaration(declaration)) return 'a type parameter'
  const name = packageOf(declaration.getSourceFile().getFilePath())
  const isInstalled = declaration.getSourceFile().isInNodeModules()
  const kind = Node.isClassDeclaration(declaration)
    ? 'a class'
    : Node.isTypeAliasDeclaration(declaration)
      ? 'an alias'
      : 'an interface'
  return isInstalled && name !== undefined ? `${kind} of '${name}'` : `${kind} of your own`
}
