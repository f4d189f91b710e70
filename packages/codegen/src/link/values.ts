import type {
  ConstancyFact,
  DynamicFact,
  EnumMemberFact,
  FileFacts,
  KeyedFact,
  PropertyFact,
  ReferenceFact,
  Span,
  SpreadFact,
  ValueFact,
} from '../facts.js'
import type { DiagnosticDetails } from '../diagnostics/index.js'
import { operate, textOf } from './arithmetic.js'
import { type Followed, followName, type Lookup } from './follow/index.js'

/**
 * The value of a decorator's argument in `file`: constants become what they hold, wherever they are declared, with the
 * span of their use. What leads to a class stays a reference; all else is dynamic and says why.
 */
export function resolveValue(value: ValueFact, file: FileFacts, lookup: Lookup): ValueFact {
  return isLiteral(value) ? value : resolve(value, { file, lookup, locals: noLocals, open: [] })
}

/** What else to say of a value that is not known: where the constant behind it is declared. */
export function originOf({ origin }: DynamicFact): DiagnosticDetails {
  if (origin === undefined) return {}
  return { related: [{ message: origin.message, place: { ...origin.span, file: origin.file } }] }
}

/** Where a value stands: names mean what they mean there. */
interface Setting {
  readonly file: FileFacts
  readonly lookup: Lookup
  /** Names before those of the file: the members of the enum around. */
  readonly locals: ReadonlyMap<string, ValueFact>
  /** The constants that are being resolved: one of them again is a circle. */
  readonly open: readonly string[]
}

/** Most are: there is nothing to resolve in them. */
function isLiteral(value: ValueFact): boolean {
  switch (value.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'undefined':
    case 'regex':
    case 'dynamic':
      return true
    case 'array':
      return value.elements.every(isLiteral)
    case 'object':
      return value.properties.every((property) => isLiteral(property.value))
    case 'reference':
    case 'computed':
      return false
  }
}

const noLocals: Setting['locals'] = new Map()

type Computed = Extract<ValueFact, { kind: 'computed' }>

function resolve(value: ValueFact, setting: Setting): ValueFact {
  switch (value.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'undefined':
    case 'regex':
    case 'dynamic':
      return value
    case 'array':
      return { ...value, elements: value.elements.map((element) => resolve(element, setting)) }
    case 'object':
      return {
        ...value,
        properties: value.properties.map((property) => ({ ...property, value: resolve(property.value, setting) })),
      }
    case 'reference':
      return placedAt(value, resolveReference(value, setting))
    case 'computed':
      return placedAt(value, compute(value, setting))
  }
}

function resolveReference(reference: ReferenceFact, { locals, ...setting }: Setting): ValueFact {
  // A reference that was resolved before, such as a class in a list, brings its file along.
  const file = reference.file === undefined ? setting.file : (setting.lookup.files.get(reference.file) ?? setting.file)
  const [head, ...members] = reference.path
  const local = locals.get(head)
  if (local !== undefined) return membersOf(local, members, reference)
  const followed = followName(reference.path, file, setting.lookup)
  switch (followed.kind) {
    case 'class':
      return { ...reference, file: file.file }
    case 'made':
      return resolveMade(followed, reference, setting)
    case 'library':
    case 'outside':
    case 'unbound':
    case 'other':
    case 'unread': {
      const typed = setting.lookup.typedValue(reference.path, file)
      if (typed !== undefined) return typed.kind === 'reference' ? { ...reference, file: file.file } : typed
      const through = followed.kind === 'unbound' ? followed.through : undefined
      return unknown(reference, through && { message: atRunTime(through.name), file: through.file, span: through.span })
    }
  }
}

function resolveMade(
  followed: Extract<Followed, { kind: 'made' }>,
  reference: ReferenceFact,
  { lookup, open }: Pick<Setting, 'lookup' | 'open'>,
): ValueFact {
  const { file, name } = followed
  const declared = declarationOf(followed)
  if (declared === undefined) return unknown(reference)
  const key = `${file.file}:${declared.label}`
  const { constancy, span, members, label } = declared
  const because = (message: string, place: Span = span) => unknown(reference, { message, file: file.file, span: place })
  if (open.includes(key)) return because(`\`${label}\` is made of itself.`)
  switch (constancy.kind) {
    case 'variable':
      return because(`\`${label}\` can change: it is no \`${label === name ? 'const' : 'readonly'}\`.`)
    case 'function':
      return because(`\`${label}\` is a function, which runs with the program.`)
    case 'changed':
      return because(`\`${label}\` is changed here.`, constancy.span)
    case 'constant': {
      const inside = { file, lookup, locals: noLocals, open: [...open, key] }
      const origin = { message: atRunTime(label), file: file.file, span }
      const resolved = withOrigin(resolve(constancy.value, inside), origin)
      return membersOf(resolved, members, reference)
    }
  }
}

function atRunTime(label: string): string {
  return `\`${label}\` gets its value here, when the program runs.`
}

interface Declaration {
  readonly label: string
  readonly span: Span
  readonly constancy: ConstancyFact
  /** What is left of the path inside of it. */
  readonly members: readonly string[]
}

function declarationOf({ file, name, members }: Extract<Followed, { kind: 'made' }>): Declaration | undefined {
  const binding = file.bindings.find(({ local, value }) => local === name && value.kind === 'made')
  if (binding?.value.kind === 'made') {
    return { label: name, span: binding.span, constancy: binding.value.constancy, members }
  }
  const [first, ...rest] = members
  const found = file.classes.find((fact) => fact.name === name)?.statics.find((fact) => fact.name === first)
  if (found === undefined) return undefined
  return { label: `${name}.${found.name}`, span: found.span, constancy: found.constancy, members: rest }
}

function membersOf(value: ValueFact, members: readonly string[], use: ReferenceFact | Computed): ValueFact {
  return members.reduce((object, member) => memberOf(object, member, use), value)
}

function memberOf(object: ValueFact, key: string, use: ReferenceFact | Computed): ValueFact {
  switch (object.kind) {
    case 'object':
      return object.properties.findLast((property) => property.key === key)?.value ?? unknown(use)
    case 'array': {
      if (key === 'length') return { kind: 'number', value: object.elements.length, span: use.span }
      return (/^\d+$/.test(key) ? object.elements[Number(key)] : undefined) ?? unknown(use)
    }
    case 'string':
      return key === 'length' ? { kind: 'number', value: object.value.length, span: use.span } : unknown(use)
    case 'dynamic':
      return object
    case 'reference':
    case 'number':
    case 'boolean':
    case 'null':
    case 'undefined':
    case 'regex':
    case 'computed':
      return unknown(use)
  }
}

function compute(value: Computed, setting: Setting): ValueFact {
  const { from, span } = value
  switch (from.kind) {
    case 'template': {
      const parts = from.parts.map((part) => resolve(part, setting))
      const texts = parts.map(textOf)
      if (texts.every((text) => text !== undefined)) return { kind: 'string', value: texts.join(''), span }
      return unknownOf(value, parts)
    }
    case 'unary':
    case 'binary': {
      const operands = (from.kind === 'unary' ? [from.operand] : [from.left, from.right]).map((operand) =>
        resolve(operand, setting),
      )
      const result = operate(from.operator, operands)
      return result === undefined ? unknownOf(value, operands) : literal(result, span)
    }
    case 'member': {
      const [object, key] = [resolve(from.object, setting), resolve(from.key, setting)]
      const name = key.kind === 'string' || key.kind === 'number' ? String(key.value) : undefined
      return name === undefined ? unknownOf(value, [key]) : memberOf(object, name, value)
    }
    case 'array': {
      const elements = from.items.map((item) => {
        const resolved = resolve(item.value, setting)
        if (item.kind === 'item') return [resolved]
        return resolved.kind === 'array' ? resolved.elements : undefined
      })
      if (elements.every((part) => part !== undefined)) return { kind: 'array', elements: elements.flat(), span }
      return unknownOf(
        value,
        from.items.map((item) => resolve(item.value, setting)),
      )
    }
    case 'object':
      return computeObject(value, from.properties, setting)
    case 'regex': {
      const [source, flags] = [from.source, from.flags].map((part) => part && resolve(part, setting))
      return regex(source, flags, span) ?? unknownOf(value, [source, flags])
    }
    case 'enum':
      return computeEnum(value, from.members, setting)
  }
}

function computeObject(value: Computed, parts: readonly (KeyedFact | SpreadFact)[], setting: Setting): ValueFact {
  // As in JavaScript: what comes last counts, where it first stood.
  const properties = new Map<string, PropertyFact>()
  for (const part of parts) {
    const resolved = resolve(part.value, setting)
    if (part.kind === 'keyed') {
      const key = resolve(part.key, setting)
      if (key.kind !== 'string' && key.kind !== 'number') return unknownOf(value, [key])
      const name = String(key.value)
      properties.set(name, { key: name, value: resolved, span: part.span })
    } else if (resolved.kind === 'object') {
      for (const property of resolved.properties) properties.set(property.key, { ...property, span: value.span })
    } else if (resolved.kind !== 'undefined' && resolved.kind !== 'null') {
      return unknownOf(value, [resolved])
    }
  }
  return { kind: 'object', properties: [...properties.values()], span: value.span }
}

/** The members of an enum, also by number: `Size[0]` is `'Small'`. */
function computeEnum({ text, span }: Computed, members: readonly EnumMemberFact[], setting: Setting): ValueFact {
  const properties: PropertyFact[] = []
  let next: ValueFact = { kind: 'number', value: 0, span }
  for (const { name, value: written, span: place } of members) {
    const whole: ValueFact = { kind: 'object', properties, span }
    // Members know each other by name, with and without the enum's.
    const locals = new Map<string, ValueFact>([
      [text, whole],
      ...properties.map(({ key, value }) => [key, value] as const),
    ])
    const value: ValueFact = written === undefined ? next : resolve(written, { ...setting, locals })
    properties.push({ key: name, value, span: place })
    next = value.kind === 'number' ? { ...value, value: value.value + 1 } : { kind: 'dynamic', text: name, span: place }
  }
  const byNumber = properties.flatMap(({ key, value }): readonly PropertyFact[] =>
    value.kind === 'number' ? [{ key: String(value.value), value: { kind: 'string', value: key, span }, span }] : [],
  )
  return { kind: 'object', properties: [...byNumber, ...properties], span }
}

function regex(source: ValueFact | undefined, flags: ValueFact | undefined, span: Span): ValueFact | undefined {
  const flagText = flags === undefined || flags.kind === 'undefined' ? undefined : textOf(flags)
  if (source?.kind === 'regex') return { ...source, flags: flagText ?? source.flags, span }
  if (source?.kind !== 'string' || (flags !== undefined && flagText === undefined)) return undefined
  return { kind: 'regex', source: source.value, flags: flagText ?? '', span }
}

function literal(value: string | number | boolean, span: Span): ValueFact {
  if (typeof value === 'string') return { kind: 'string', value, span }
  return typeof value === 'number' ? { kind: 'number', value, span } : { kind: 'boolean', value, span }
}

/** A constant's value as it is used: what is wrong with it is wrong there. */
function placedAt(use: ReferenceFact | Computed, value: ValueFact): ValueFact {
  const { span, text } = use
  return mapValue(value, (part) => (part.kind === 'dynamic' ? { ...part, span, text } : { ...part, span }))
}

/** Says of what is dynamic inside a constant which one it is. */
function withOrigin(value: ValueFact, origin: NonNullable<DynamicFact['origin']>): ValueFact {
  return mapValue(value, (part) => (part.kind === 'dynamic' ? { origin, ...part } : part))
}

/** The value with each part of it, and then itself, replaced. */
function mapValue(value: ValueFact, replace: (part: ValueFact) => ValueFact): ValueFact {
  if (value.kind === 'array') {
    return replace({ ...value, elements: value.elements.map((element) => mapValue(element, replace)) })
  }
  if (value.kind !== 'object') return replace(value)
  const properties = value.properties.map((property) => {
    const inner = mapValue(property.value, replace)
    return { ...property, value: inner, span: inner.span }
  })
  return replace({ ...value, properties })
}

/** Dynamic, for the reason that one of its parts is. */
function unknownOf(value: Computed, parts: readonly (ValueFact | undefined)[]): DynamicFact {
  const reason = parts.find((part) => part?.kind === 'dynamic' && part.origin !== undefined)
  return unknown(value, reason?.kind === 'dynamic' ? reason.origin : undefined)
}

function unknown({ text, span }: ReferenceFact | Computed, origin?: DynamicFact['origin']): DynamicFact {
  return { kind: 'dynamic', text, span, ...(origin === undefined ? {} : { origin }) }
}
