import type { Diagnostic } from '../diagnostics/index.js'
import { errorAt } from '../diagnostics/index.js'
import type { FileFacts, ParameterFact, TypeFact } from '../facts.js'
import type { ArgumentType, HandlerParameter, ParameterSource, Place, PlainSource } from '../model.js'
import { argumentSource } from './argument-types.js'
import { placeIn } from './decorators.js'
import type { Lookup } from './follow/index.js'
import { readParameterDecorators } from './parameter-decorators.js'
import type { ReadDecorators } from './reading.js'
import { importableArgument } from './references.js'
import { isDecided, type ResolvedType, type TypeResolver } from './resolved.js'
import { describeUnknown } from './unknown-types.js'

type Known = Extract<ResolvedType, { kind: 'known' }>

/** What linking a parameter needs to know beyond its own facts. */
interface ParameterContext {
  readonly resolve: TypeResolver
  /** Takes note of a file with a type or a constructor that is not decided. */
  readonly leaveOpen: (file: FileFacts) => void
  readonly lookup: Lookup
  readonly report: (diagnostic: Diagnostic) => void
}

/** A parameter in messages. */
export class Subject {
  constructor(
    private readonly fact: ParameterFact,
    private readonly where: Declared,
    private readonly reportTo: (diagnostic: Diagnostic) => void,
  ) {}

  /** What it is called. */
  get label(): string {
    const { name } = this.fact
    return name === undefined
      ? `A destructured parameter of \`${this.where.method}\``
      : `\`${name}\` of \`${this.where.method}\``
  }

  /** Complains about the parameter's type. */
  report(code: Diagnostic['code'], message: string, help?: string): void {
    const { type, span } = this.fact
    const place = placeIn(this.where.file, type.kind === 'none' ? span : type.span)
    this.reportTo(errorAt(code, place, message, { help }))
  }
}

/** The method that a parameter belongs to. */
interface Declared {
  readonly method: string
  readonly file: FileFacts
}

/** Where a handler gets this parameter from; what cannot be said is reported. */
export function linkParameter(
  fact: ParameterFact,
  decorators: ReadDecorators,
  where: Declared,
  context: ParameterContext,
): HandlerParameter {
  const { file } = where
  const { resolve } = context
  const subject = new Subject(fact, where, context.report)
  const resolved = resolve(fact.type, file)
  if (!isDecided(resolved)) context.leaveOpen(file)
  const { type, undefinable } =
    resolved.kind === 'union' ? withoutUndefined(resolved) : { type: resolved, undefinable: false }
  const { qualifier, mapping, word } = readParameterDecorators(decorators, context)
  const source =
    refuseSessionInContext(fact.type, file, resolve, subject) ?? sourceOf(type, { fact, word, file }, subject)
  return {
    name: fact.name,
    place: placeIn(file, fact.span),
    // All that is left may be nothing, so a list always comes.
    optional: !isList(source) && (fact.optional || fact.hasDefault || undefinable),
    source,
    qualifier,
    mapping,
    word,
  }
}

function isList(source: ParameterSource): boolean {
  return source.kind === 'argument' && source.type.kind === 'list'
}

/** A parameter as it is written. */
interface Written {
  readonly fact: ParameterFact
  readonly word: Place | undefined
  readonly file: FileFacts
}

function sourceOf(type: ResolvedType, written: Written, subject: Subject): ParameterSource {
  const { fact, word, file } = written
  const argument = argumentSource(type, { isRest: fact.rest, textKind: word === undefined ? 'text' : 'word' }, subject)
  if (argument === 'refused') return { kind: 'unknown' }
  if (argument !== undefined) {
    if (fact.name !== undefined) return argumentOf(argument)
    subject.report(
      'BG1405',
      `${subject.label} is an argument, which needs a name; write the name and then take it apart.`,
    )
    return { kind: 'unknown' }
  }
  if (type.kind === 'known') return knownSource(type, fact.type, file, subject)
  if (type.kind === 'context') return contextSource('context', type, subject)
  if (type.kind === 'component') return { kind: 'component', ...type.taken }
  const { code, message, help } = describeUnknown(type, subject.label, file)
  subject.report(code, message, help)
  return { kind: 'unknown' }
}

function knownSource(
  { type, typeArguments }: Known,
  written: TypeFact,
  file: FileFacts,
  subject: Subject,
): ParameterSource {
  switch (type.kind) {
    case 'session':
      return { ...type, qualifier: qualifierOf(typeArguments[0], subject) }
    case 'context':
      if (typeArguments.length === 0) return anyContext
      subject.report(
        'BG1406',
        `${subject.label} is a \`Context\` with type arguments; export a name for it (\`export type MyContext = Context<…>\`) and use that.`,
      )
      return { kind: 'unknown' }
    case 'telegraf':
    case 'bot':
      return botSource(type.kind, typeArguments[0], subject)
    case 'pendingInput':
      return { kind: 'pendingInput', payload: payloadOf(written, file) }
    case 'message':
    case 'update':
      if (typeArguments.length > 0) return refuseTypeArguments(subject)
      return type
    case 'date':
    case 'array': {
      const { code, message, help } = describeUnknown({ kind: 'known', type, typeArguments }, subject.label, file)
      subject.report(code, message, help)
      return { kind: 'unknown' }
    }
    case 'user':
    case 'chat':
    case 'callbackQuery':
    case 'telegram':
    case 'sessions':
    case 'inputs':
    case 'match':
    case 'signal':
    case 'invocation':
      return typeArguments.length > 0 ? refuseTypeArguments(subject) : plainSource(type.kind)
  }
}

const anyContext: ParameterSource = { kind: 'context', context: undefined }

/** Sources that say no more than what they are: there are many parameters, and one for each kind does. */
const plainSources = new Map<PlainSource, ParameterSource>()

function plainSource(kind: PlainSource): ParameterSource {
  let source = plainSources.get(kind)
  if (source === undefined) {
    source = { kind }
    plainSources.set(kind, source)
  }
  return source
}

const argumentSources = new WeakMap<ArgumentType, ParameterSource>()

/** The same for arguments: what is read in one way is the same object. */
function argumentOf(type: ArgumentType): ParameterSource {
  let source = argumentSources.get(type)
  if (source === undefined) {
    source = { kind: 'argument', type }
    argumentSources.set(type, source)
  }
  return source
}

/** The `P` of `PendingInput<P>`; nothing where the compiler has to infer it from the handler. */
function payloadOf(written: TypeFact, file: FileFacts): Extract<ParameterSource, { kind: 'pendingInput' }>['payload'] {
  const type = written.kind === 'union' ? written.members.find(({ kind }) => kind === 'reference') : written
  const payload = type?.kind === 'reference' ? type.typeArguments[0] : undefined
  return payload && importableArgument(payload, file)
}

function botSource(kind: 'telegraf' | 'bot', context: ResolvedType | undefined, subject: Subject): ParameterSource {
  if (context === undefined || isPlainContext(context)) return { kind, context: undefined }
  if (context.kind === 'context') return contextSource(kind, context, subject)
  const written = kind === 'telegraf' ? 'Telegraf' : 'BotOf'
  subject.report(
    'BG1406',
    `${subject.label} is a \`${written}\` of a context that botgen cannot name; export the context type and use its name.`,
  )
  return { kind: 'unknown' }
}

function isPlainContext(type: ResolvedType): boolean {
  return type.kind === 'known' && type.type.kind === 'context' && type.typeArguments.length === 0
}

function contextSource(
  kind: 'context' | 'telegraf' | 'bot',
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
  if (type.kind === 'literal') return String(type.value)
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
  const name = qualifier?.kind === 'literal' ? String(qualifier.value) : undefined
  const variable = name !== undefined && /^[a-z]\w*$/i.test(name) ? name : 'session'
  const written = name === undefined ? 'Session' : `Session<'${name}'>`
  subject.report(
    'BG1401',
    `${subject.label} is a session and a context in one, which botgen does not make; take \`${variable}: ${written}\` and your context \`ctx\`, and use \`${variable}.with(ctx)\`.`,
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
