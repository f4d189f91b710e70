import type { ArgumentType, ItemType } from '../model.js'
import type { Subject } from './parameters.js'
import type { EnumType, ResolvedType } from './resolved.js'

/** How an argument is taken, beside its type. */
export interface Taken {
  readonly isRest: boolean
  /** Whether a text is one word: `@Word()`. */
  readonly textKind: 'text' | 'word'
}

/** How an argument of this type is read: nothing when the type is no argument's; what cannot be read is reported. */
export function argumentSource(
  type: ResolvedType,
  { isRest, textKind }: Taken,
  subject: Subject,
): ArgumentType | 'refused' | undefined {
  if (type.kind !== 'array') {
    if (!isRest) return itemType(type, textKind, subject)
    subject.report('BG1402', `${subject.label} is a rest parameter of a type that is no list; write \`string[]\`, say.`)
    return 'refused'
  }
  const item = itemType(type.item, textKind, subject)
  if (item === 'refused') return item
  if (item !== undefined) return { kind: 'list', item, passed: isRest ? 'spread' : 'array' }
  const message = `${subject.label} is a list of things that are no arguments; make it a list of strings, numbers or the like.`
  subject.report('BG1402', message)
  return 'refused'
}

function itemType(type: ResolvedType, textKind: 'text' | 'word', subject: Subject): ItemType | 'refused' | undefined {
  switch (type.kind) {
    case 'keyword':
      return keywordType(type.name, textKind)
    case 'known':
      return type.type.kind === 'date' ? { kind: 'date' } : undefined
    case 'literal':
      return { kind: 'oneOf', values: [type.value] }
    case 'union': {
      const values = type.members.flatMap((member) => (member.kind === 'literal' ? [member.value] : []))
      return values.length === type.members.length ? { kind: 'oneOf', values } : undefined
    }
    case 'enum':
      return enumItem(type, subject)
    case 'none':
    case 'array':
    case 'component':
    case 'context':
    case 'foreign':
    case 'missing':
    case 'other':
    case 'undecided':
      return undefined
  }
}

/** One for all parameters: there are many. */
const plainItems = {
  text: { kind: 'text' },
  word: { kind: 'word' },
  number: { kind: 'number' },
  bigint: { kind: 'bigint' },
  boolean: { kind: 'boolean' },
} as const

function keywordType(name: string, textKind: 'text' | 'word'): ItemType | undefined {
  if (name === 'string') return plainItems[textKind]
  return name === 'number' || name === 'bigint' || name === 'boolean' ? plainItems[name] : undefined
}

function enumItem({ name, constness, reference, values }: EnumType, subject: Subject): ItemType | 'refused' {
  if (constness === 'const') {
    const message = `${subject.label} is of the const enum \`${name}\`, which is gone when the program runs; remove \`const\`, or write a union of its values.`
    subject.report('BG1411', message)
    return 'refused'
  }
  if (reference !== undefined) return { kind: 'enum', type: reference, values }
  subject.report(
    'BG1411',
    `${subject.label} is of the enum \`${name}\`, which the generated module cannot import; export it.`,
  )
  return 'refused'
}
