// ts-morph's nodes are mixins, whose instances this rule takes for those of another class.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment */
import {
  type ClassDeclaration,
  type ClassExpression,
  type ConstructorDeclaration,
  type MethodDeclaration,
  Node,
  type ParameterDeclaration,
  Scope,
} from 'ts-morph'
import type {
  BaseFact,
  ClassFact,
  ConstructionFact,
  MemberFact,
  MemberName,
  ParameterFact,
  SubclassFact,
  Visibility,
} from '../../facts.js'
import { staticFacts } from './bindings.js'
import { exportOf } from './declarations.js'
import { decoratorFact } from './decorators.js'
import { dottedPath } from './names.js'
import { spanOf } from './spans.js'
import { parameterType, typeFact } from './types.js'
import { numberOf } from './values.js'

type ClassNode = ClassDeclaration | ClassExpression
type Member = ReturnType<ClassNode['getMembers']>[number]

/** Whether the class bears a decorator, itself or on a member or a parameter. */
export function isDecorated(node: ClassNode): boolean {
  return node.getDecorators().length > 0 || node.getMembers().some(isDecoratedMember)
}

/** Whether other files can know the class. */
export function isTopLevel(node: ClassNode): boolean {
  return Node.isClassDeclaration(node) && Node.isSourceFile(node.getParent())
}

export function classFact(node: ClassNode): ClassFact {
  return {
    name: node.getName(),
    exported:
      Node.isClassDeclaration(node) && isTopLevel(node)
        ? exportOf(node, node.getName())
        : { kind: isExportEquals(node.getParent()) ? 'equals' : 'none' },
    place: isTopLevel(node) ? 'topLevel' : 'nested',
    abstract: node.isAbstract(),
    generic: node.getTypeParameters().length > 0,
    span: spanOf(node.getNameNode() ?? node.getFirstChildOrThrow(isClassKeyword)),
    base: baseFact(node),
    decorators: node.getDecorators().map(decoratorFact),
    construction: constructionFact(node),
    members: node.getMembers().filter(isDecoratedMember).flatMap(memberFact),
    statics: staticFacts(node),
  }
}

/** What a class with a base class leaves without decorators; nothing when the base is an expression. */
export function subclassFact(node: ClassNode): SubclassFact[] {
  const extended = node.getExtends()?.getExpression()
  const base = extended === undefined ? undefined : dottedPath(extended)
  if (base === undefined) return []
  const undecorated = node.getMembers().flatMap((member) => {
    if (Node.isConstructorDeclaration(member) || Node.isClassStaticBlockDeclaration(member)) return []
    const name = memberName(member.getNameNode())
    if (name.kind !== 'plain' || isDecoratedMember(member)) return []
    return [{ name: name.text, static: member.isStatic(), span: spanOf(member.getNameNode()) }]
  })
  return [{ name: node.getName(), base, undecorated }]
}

function baseFact(node: ClassNode): BaseFact | undefined {
  const extended = node.getExtends()
  const path = extended === undefined ? undefined : dottedPath(extended.getExpression())
  if (extended === undefined || path === undefined) return undefined
  return { path, typeArguments: extended.getTypeArguments().map(typeFact) }
}

function constructionFact(node: ClassNode): ConstructionFact {
  const declared = node.getConstructors()[0]
  if (declared === undefined) return node.getExtends() === undefined ? { kind: 'none' } : { kind: 'inherited' }
  return constructorFact(declared)
}

/** What a constructor takes; with overloads the last one, which is what `ConstructorParameters` gives too. */
export function constructorFact(implementation: ConstructorDeclaration): ConstructionFact {
  const callable = lastOverload(implementation) ?? implementation
  return {
    kind: 'declared',
    visibility: visibilityOf(callable.getScope()),
    span: spanOf(callable.getFirstChildOrThrow((child) => child.getText() === 'constructor')),
    parameters: callable.getParameters().map(parameterFact),
  }
}

/** The overload right before the implementation. ts-morph's own way asks each decorator of the class for a name. */
function lastOverload<T extends MethodDeclaration | ConstructorDeclaration>(implementation: T): T | undefined {
  const before = implementation.getPreviousSibling((sibling) => sibling.getKind() === implementation.getKind())
  const isMember = Node.isMethodDeclaration(before) || Node.isConstructorDeclaration(before)
  if (!isMember || before.isImplementation() || nameOf(before) !== nameOf(implementation)) return undefined
  // Of the same kind, which is what tells the two classes of nodes apart.
  return before as T
}

/** `static a` and `a` are two names, and each constructor has the same. */
function nameOf(member: MethodDeclaration | ConstructorDeclaration): string {
  if (Node.isConstructorDeclaration(member)) return ''
  return `${member.isStatic() ? 'static ' : ''}${member.getName()}`
}

/** `export = class { … }` */
function isExportEquals(node: Node): boolean {
  return Node.isExportAssignment(node) && node.isExportEquals()
}

function isDecoratedMember(member: Member): boolean {
  if (Node.isDecoratable(member) && member.getDecorators().length > 0) return true
  return Node.isMethodDeclaration(member) && member.getParameters().some((p) => p.getDecorators().length > 0)
}

function memberFact(member: Member): MemberFact[] {
  if (Node.isConstructorDeclaration(member) || Node.isClassStaticBlockDeclaration(member)) return []
  const shared = {
    name: memberName(member.getNameNode()),
    static: member.isStatic(),
    abstract: Node.isAbstractable(member) && member.isAbstract(),
    visibility: visibilityOf(member.getScope()),
    span: spanOf(member.getNameNode()),
    decorators: member.getDecorators().map(decoratorFact),
  }
  if (Node.isMethodDeclaration(member)) return [{ ...shared, kind: 'method', ...methodShape(member) }]
  const kind = Node.isGetAccessorDeclaration(member)
    ? 'getter'
    : Node.isSetAccessorDeclaration(member)
      ? 'setter'
      : 'property'
  return [{ ...shared, kind, generic: false, parameters: [], hidden: [] }]
}

/** What callers may pass: with overloads the last one, for nobody but the class sees the implementation. */
function methodShape(implementation: MethodDeclaration): Pick<MemberFact, 'generic' | 'parameters' | 'hidden'> {
  const callable = lastOverload(implementation) ?? implementation
  const decorators = parametersOf(implementation).map((parameter) => parameter.getDecorators().map(decoratorFact))
  return {
    generic: callable.getTypeParameters().length > 0,
    parameters: parametersOf(callable).map((parameter, position) => ({
      ...parameterFact(parameter),
      // Decorators stand on the implementation only, and count positions there.
      decorators: decorators[position] ?? [],
    })),
    hidden: decorators.slice(parametersOf(callable).length).flat(),
  }
}

/** A `this` parameter is a type for the compiler; nobody passes it. */
function parametersOf(method: MethodDeclaration): readonly ParameterDeclaration[] {
  return method.getParameters().filter((parameter) => parameter.getName() !== 'this')
}

function memberName(node: Node): MemberName {
  if (Node.isPrivateIdentifier(node)) return { kind: 'hash', text: node.getText() }
  if (Node.isComputedPropertyName(node)) return { kind: 'computed', text: node.getText() }
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)) {
    return { kind: 'plain', text: node.getLiteralValue() }
  }
  if (Node.isNumericLiteral(node)) return { kind: 'plain', text: String(numberOf(node)) }
  return { kind: 'plain', text: node.getText() }
}

function parameterFact(node: ParameterDeclaration): ParameterFact {
  const name = node.getNameNode()
  return {
    name: Node.isIdentifier(name) ? name.getText() : undefined,
    type: parameterType(node),
    optional: node.hasQuestionToken(),
    hasDefault: node.hasInitializer(),
    rest: node.isRestParameter(),
    span: spanOf(name),
    decorators: node.getDecorators().map(decoratorFact),
  }
}

function visibilityOf(scope: Scope): Visibility {
  if (scope === Scope.Private) return 'private'
  return scope === Scope.Protected ? 'protected' : 'public'
}

function isClassKeyword(node: Node): boolean {
  return node.getText() === 'class'
}
