import type {
  BindingPattern,
  Class,
  ClassElement,
  Decorator,
  MethodDefinition,
  ParamPattern,
  StaticBlock,
  TSIndexSignature,
} from 'oxc-parser'
import type { ConstructionFact, DecoratorFact, MemberFact, MemberName, ParameterFact, Visibility } from '../../facts.js'
import { decoratorFact } from './decorators.js'
import { keyRange, keyText } from './literals.js'
import { stringValue } from './names.js'
import { isOptional, parameterRange } from './patterns.js'
import type { Range, Source } from './source.js'
import { defaultType, typeFact } from './types.js'
import { Unsure } from './unsure.js'

/** What a class has under a name. */
export type Member = Exclude<ClassElement, StaticBlock | TSIndexSignature>

/** The members of a class that are there when it runs; in an ambient one all that are declared. */
export function membersOf({ body }: Class, ambient: boolean): readonly Member[] {
  return body.body.filter((element): element is Member => {
    if (element.type === 'StaticBlock' || element.type === 'TSIndexSignature') return false
    if (isMisnamed(element)) throw new Unsure('A method with the name of a constructor')
    return ambient || !isMethod(element) || element.kind === 'get' || element.kind === 'set' || isThere(element)
  })
}

/** Whether a member bears a decorator, itself or on a parameter of a method. */
export function isDecorated(member: Member): boolean {
  if (isMethod(member) && member.kind === 'constructor') return false
  if (member.decorators.length > 0) return true
  return (
    isMethod(member) && member.kind === 'method' && member.value.params.some((each) => decoratorsOf(each).length > 0)
  )
}

export function memberFact(member: Member, node: Class, source: Source): readonly MemberFact[] {
  if (isMethod(member) && member.kind === 'constructor') return []
  const isPlainMethod = isMethod(member) && member.kind === 'method'
  const shape = isPlainMethod ? methodShape(member, node, source) : noShape
  // One literal, and not parts that are spread: this runs for each handler there is.
  return [
    {
      kind: isPlainMethod ? 'method' : !isMethod(member) ? 'property' : member.kind === 'get' ? 'getter' : 'setter',
      name: memberName(member, source),
      static: member.static,
      abstract: member.type.startsWith('TSAbstract'),
      generic: shape.generic,
      visibility: member.accessibility ?? 'public',
      span: source.span(memberRange(member, source)),
      decorators: member.decorators.map((each) => decoratorFact(each, source)),
      parameters: shape.parameters,
      hidden: shape.hidden,
    },
  ]
}

const noShape = { generic: false, parameters: [], hidden: [] } as const

/** What a class takes to be made; with overloads the last one, which is what `ConstructorParameters` gives too. */
export function constructionFact(node: Class, ambient: boolean, source: Source): ConstructionFact {
  const constructors = node.body.body.filter(isConstructor)
  const declared = constructors.find((each) => ambient || isThere(each))
  if (declared === undefined) return { kind: node.superClass === null ? 'none' : 'inherited' }
  const callable = constructors.findLast(({ value }) => value.body === null) ?? declared
  if (callable.key.type !== 'Identifier') throw new Unsure('A constructor in quotes')
  return {
    kind: 'declared',
    visibility: visibilityOf(callable),
    span: source.span(callable.key),
    parameters: callable.value.params.map((each) => parameterFact(each, decoratorFacts(each, source), source)),
  }
}

export function memberName(member: Member, source: Source): MemberName {
  const { key, computed } = member
  if (computed) return { kind: 'computed', text: source.textOf(memberRange(member, source)) }
  return { kind: key.type === 'PrivateIdentifier' ? 'hash' : 'plain', text: keyText(key, source) }
}

/** Where a member's name stands. */
export function memberRange({ key, computed, decorators, start }: Member, source: Source): Range {
  return keyRange(key, computed, decorators.at(-1)?.end ?? start, source)
}

/** Whether it is a method, an accessor or a constructor. */
export function isMethod(element: ClassElement): element is MethodDefinition {
  return element.type === 'MethodDefinition' || element.type === 'TSAbstractMethodDefinition'
}

/** `static constructor() {}`: TypeScript has it for a constructor with a wrong modifier. */
function isMisnamed(element: Member): boolean {
  const { key, computed } = element
  const isNamed = key.type === 'Identifier' ? key.name === 'constructor' : stringValue(key) === 'constructor'
  return isNamed && !computed && isMethod(element) && element.kind !== 'constructor'
}

function isConstructor(element: ClassElement): element is MethodDefinition {
  return isMethod(element) && element.kind === 'constructor'
}

/** Whether a method is more than the signature of an overload. */
function isThere({ type, kind, value }: MethodDefinition): boolean {
  return value.body !== null || (type === 'TSAbstractMethodDefinition' && kind === 'method')
}

function visibilityOf({ accessibility }: Member): Visibility {
  return accessibility ?? 'public'
}

/** What callers may pass: with overloads the last one, for nobody but the class sees the implementation. */
function methodShape(
  implementation: MethodDefinition,
  { body }: Class,
  source: Source,
): Pick<MemberFact, 'generic' | 'parameters' | 'hidden'> {
  const name = nameText(implementation, source)
  const overload = body.body.findLast(
    (element): element is MethodDefinition =>
      isMethod(element) &&
      element.kind === 'method' &&
      element.value.body === null &&
      element.static === implementation.static &&
      nameText(element, source) === name,
  )
  const callable = overload ?? implementation
  const decorators = parametersOf(implementation).map((each) => decoratorFacts(each, source))
  return {
    generic: (callable.value.typeParameters?.params.length ?? 0) > 0,
    // Decorators stand on the implementation only, and count positions there.
    parameters: parametersOf(callable).map((parameter, position) =>
      parameterFact(parameter, decorators[position] ?? [], source),
    ),
    hidden: decorators.slice(parametersOf(callable).length).flat(),
  }
}

/** A name as it is written, which is how overloads belong together. */
function nameText(member: Member, source: Source): string {
  return source.textOf(memberRange(member, source))
}

/** A `this` parameter is a type for the compiler; nobody passes it. */
function parametersOf(method: MethodDefinition): readonly ParamPattern[] {
  return method.value.params.filter((parameter) => parameter.type !== 'Identifier' || parameter.name !== 'this')
}

function decoratorsOf(parameter: ParamPattern): readonly Decorator[] {
  return parameter.decorators ?? []
}

function decoratorFacts(parameter: ParamPattern, source: Source): readonly DecoratorFact[] {
  return decoratorsOf(parameter).map((each) => decoratorFact(each, source))
}

function parameterFact(parameter: ParamPattern, decorators: readonly DecoratorFact[], source: Source): ParameterFact {
  const rest = parameter.type === 'RestElement'
  const written = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter
  const initializer = written.type === 'AssignmentPattern' ? written.right : undefined
  const pattern = patternOf(written)
  const annotated = rest ? parameter : pattern
  const annotation = annotated.typeAnnotation?.typeAnnotation
  return {
    name: pattern.type === 'Identifier' ? pattern.name : undefined,
    type:
      annotation !== undefined
        ? typeFact(annotation, source)
        : initializer === undefined
          ? { kind: 'none' }
          : defaultType(initializer, source),
    optional: isOptional(annotated),
    hasDefault: initializer !== undefined,
    rest,
    span: source.span(parameterRange(parameter, pattern, source)),
    decorators,
  }
}

function patternOf(written: Exclude<ParamPattern, { readonly type: 'TSParameterProperty' }>): BindingPattern {
  if (written.type === 'RestElement') return written.argument
  return written.type === 'AssignmentPattern' ? written.left : written
}
