import type { Diagnostic } from '../diagnostics/index.js'
import { errorAt } from '../diagnostics/index.js'
import type { FileFacts, ParameterFact, TypeFact } from '../facts.js'
import type { HandlerParameter, Located, ParameterSource } from '../model.js'
import { readString } from './commands.js'
import { decoratorName, placeIn } from './decorators.js'
import type { World } from './follow/index.js'
import type { ResolvedType, TypeResolver } from './resolved.js'
import { describeUnknown } from './unknown-types.js'
import { resolveValue } from './values.js'

type Known = Extract<ResolvedType, { kind: 'known' }>

/** What linking a parameter needs to know beyond its own facts. */
interface ParameterContext {
  readonly resolve: TypeResolver
  readonly world: World
  readonly report: (diagnostic: Diagnostic) => void
}

/** What a parameter is called, what it is in messages, and how to complain about it. */
interface Subject {
  readonly label: string
  readonly report: (code: Diagnostic['code'], message: string, help?: string) => void
}

/** Where the handler `method` gets this parameter from; what cannot be said is reported. */
export function linkParameter(
  fact: ParameterFact,
  method: string,
  file: FileFacts,
  { resolve, world, report: reportTo }: ParameterContext,
): HandlerParameter {
  const place = placeIn(file, fact.type.kind === 'none' ? fact.span : fact.type.span)
  const subject: Subject = {
    label: fact.name === undefined ? `A destructured parameter of \`${method}\`` : `\`${fact.name}\` of \`${method}\``,
    report: (code, message, help) => {
      reportTo(errorAt(code, place, message, { help }))
    },
  }
  const { type, undefinable } = withoutUndefined(resolve(fact.type, file))
  return {
    name: fact.name,
    place: placeIn(file, fact.span),
    optional: fact.optional || fact.hasDefault || undefinable,
    source: fact.rest
      ? refuseRest(subject)
      : (refuseSessionInContext(fact.type, file, resolve, subject) ?? sourceOf(type, fact, file, subject)),
    qualifier: readQualifier(fact, file, world, reportTo),
    mapping: undefined,
    word: undefined,
  }
}

function sourceOf(type: ResolvedType, fact: ParameterFact, file: FileFacts, subject: Subject): ParameterSource {
  if (type.kind === 'known') return knownSource(type, subject)
  if (type.kind === 'context') return contextSource('context', type, subject)
  if (type.kind === 'keyword' && (type.name === 'string' || type.name === 'number')) {
    if (fact.name === undefined) {
      subject.report('BG1405', `${subject.label} is an argument, which needs a name; write \`name: ${type.name}\`.`)
      return { kind: 'unknown' }
    }
    return { kind: 'argument', type: { kind: type.name === 'string' ? 'text' : 'number' } }
  }
  const { code, message, help } = describeUnknown(type, subject.label, file)
  subject.report(code, message, help)
  return { kind: 'unknown' }
}

function knownSource({ type, typeArguments }: Known, subject: Subject): ParameterSource {
  switch (type.kind) {
    case 'session':
      return { ...type, qualifier: qualifierOf(typeArguments[0], subject) }
    case 'context':
      if (typeArguments.length === 0) return { kind: 'context', context: undefined }
      subject.report(
        'BG1406',
        `${subject.label} is a \`Context\` with type arguments; export a name for it (\`export type MyContext = Context<…>\`) and use that.`,
      )
      return { kind: 'unknown' }
    case 'telegraf':
      return telegrafSource(typeArguments[0], subject)
    case 'message':
    case 'update':
      if (typeArguments.length > 0) return refuseTypeArguments(subject)
      return type
    case 'user':
    case 'chat':
    case 'callbackQuery':
    case 'telegram':
    case 'sessions':
    case 'signal':
    case 'invocation':
      return typeArguments.length > 0 ? refuseTypeArguments(subject) : { kind: type.kind }
  }
}

function telegrafSource(context: ResolvedType | undefined, subject: Subject): ParameterSource {
  if (context === undefined || isPlainContext(context)) return { kind: 'telegraf', context: undefined }
  if (context.kind === 'context') return contextSource('telegraf', context, subject)
  subject.report(
    'BG1406',
    `${subject.label} is a \`Telegraf\` of a context that botgen cannot name; export the context type and use its name.`,
  )
  return { kind: 'unknown' }
}

function isPlainContext(type: ResolvedType): boolean {
  return type.kind === 'known' && type.type.kind === 'context' && type.typeArguments.length === 0
}

function contextSource(
  kind: 'context' | 'telegraf',
  { name, reference }: Extract<ResolvedType, { kind: 'context' }>,
  subject: Subject,
): ParameterSource {
  if (reference !== undefined) return { kind, context: reference }
  subject.report(
    'BG1406',
    `${subject.label} is a \`${name}\`, which the generated module cannot import; export the type under a name of its own.`,
  )
  return { kind: 'unknown' }
}

function qualifierOf(type: ResolvedType | undefined, subject: Subject): string | undefined {
  if (type === undefined || (type.kind === 'keyword' && type.name === 'undefined')) return undefined
  if (type.kind === 'literal') return type.value
  subject.report(
    'BG1504',
    `The qualifier of ${subject.label} is not one string; write it as a string literal type: Session<'order'>.`,
  )
  return undefined
}

function refuseTypeArguments(subject: Subject): ParameterSource {
  subject.report(
    'BG1401',
    `${subject.label} has a type with type arguments, which botgen does not look at; leave them out.`,
  )
  return { kind: 'unknown' }
}

/** `SessionContext<'order'> & MyContext` is made with the session's own method. */
function refuseSessionInContext(
  type: TypeFact,
  file: FileFacts,
  resolve: TypeResolver,
  subject: Subject,
): ParameterSource | undefined {
  if (type.kind !== 'intersection') return undefined
  const members = type.members.map((member) => resolve(member, file))
  const session = members.find((member) => member.kind === 'known' && member.type.kind === 'session')
  if (session?.kind !== 'known') return undefined
  const [qualifier] = session.typeArguments
  const name = qualifier?.kind === 'literal' ? qualifier.value : undefined
  const variable = name !== undefined && /^[a-z]\w*$/i.test(name) ? name : 'session'
  const written = name === undefined ? 'Session' : `Session<'${name}'>`
  subject.report(
    'BG1401',
    `${subject.label} is a session and a context in one, which botgen does not make; take \`${variable}: ${written}\` and your context \`ctx\`, and use \`${variable}.with(ctx)\`.`,
  )
  return { kind: 'unknown' }
}

function refuseRest(subject: Subject): ParameterSource {
  subject.report(
    'BG1402',
    `${subject.label} is a rest parameter, which is not supported; take one \`string\`, which gets the rest of the text.`,
  )
  return { kind: 'unknown' }
}

function withoutUndefined(type: ResolvedType): { readonly type: ResolvedType; readonly undefinable: boolean } {
  if (type.kind !== 'union') return { type, undefinable: false }
  // An alias may bring a union of its own.
  const flat = type.members.map(withoutUndefined)
  const members = flat.map((member) => member.type).filter((member) => !isUndefined(member))
  const undefinable = members.length < flat.length || flat.some((member) => member.undefinable)
  const [first, ...others] = members
  if (first === undefined) return { type, undefinable }
  return { type: others.length === 0 ? first : { kind: 'union', members }, undefinable }
}

function isUndefined(type: ResolvedType): boolean {
  return type.kind === 'keyword' && (type.name === 'undefined' || type.name === 'void')
}

function readQualifier(
  fact: ParameterFact,
  file: FileFacts,
  world: World,
  report: (diagnostic: Diagnostic) => void,
): Located<string> | undefined {
  const decorator = fact.decorators.find((candidate) => decoratorName(candidate, file, world) === 'SessionQualifier')
  if (decorator === undefined) return undefined
  const place = placeIn(file, decorator.span)
  const [value] = decorator.arguments ?? []
  if (decorator.arguments === undefined) {
    report(errorAt('BG1204', place, "@SessionQualifier is not called; write `@SessionQualifier('order')`."))
  } else if (value === undefined) {
    report(errorAt('BG1203', place, "@SessionQualifier needs the qualifier; write `@SessionQualifier('order')`."))
  } else {
    return readString(resolveValue(value, file, world), 'The qualifier', file, report)
  }
  return undefined
}
