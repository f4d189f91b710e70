import { closest, type DiagnosticCode } from '../diagnostics/index.js'
import type { FileFacts } from '../facts.js'
import { oneLine } from './argument-values.js'
import { importedFrom, librariesWith, providedNames } from './known-types.js'
import type { ResolvedType } from './resolved.js'

interface Explanation {
  readonly code: DiagnosticCode
  readonly message: string
  readonly help?: string
}

const supported = [
  'A handler can take',
  '  - arguments: string, number, bigint, boolean, Date, literal unions, enums, and a list of these at the end',
  "  - Session, PeekSession, SessionContext, SessionManager, Inputs, PendingInput, BotOf, Invocation of '@botgen/runtime'",
  "  - Context (or a subtype that is exported), Telegraf, Telegram of 'telegraf'",
  "  - Update, Message (or a member, such as Message.TextMessage), User, Chat of 'telegraf/types'",
  '  - AbortSignal, and RegExpMatchArray for @CommonHandler.Regex',
  '  - classes of your own with @Injectable(), and whatever a ParameterProvider makes',
].join('\n')

const argumentTypes =
  'An argument can be a string, number, bigint, boolean, Date, a union of literals, an enum, or a list of these at the end.'

/** Types that look like arguments, and what to do instead. */
const unsupportedArguments: Readonly<Record<string, string>> = {
  String: 'write `string`',
  Number: 'write `number`',
  Boolean: 'write `boolean`',
  BigInt: 'write `bigint`',
}

/** Why a parameter of this type cannot be provided, and what would help. */
export function describeUnknown(type: ResolvedType, label: string, file: FileFacts): Explanation {
  switch (type.kind) {
    case 'none':
      return {
        code: 'BG1405',
        message: `${label} has no type; write one, so that botgen knows what to pass.`,
        help: supported,
      }
    case 'union':
      return describeUnion(type.members, label)
    case 'keyword':
      return describeName(type.name, label, `\`${type.name}\``)
    case 'missing':
      return describeMissing(type.name, label, file)
    case 'foreign':
      return describeForeign(type.name, type.declared, label)
    case 'other':
      return unprovided(label, `\`${oneLine(type.text)}\``)
    case 'known':
      return describeBare(type.type.kind, label)
    case 'literal':
    case 'array':
    case 'enum':
    case 'component':
    case 'context':
    case 'undecided':
      return unprovided(label, 'a type that it cannot read')
  }
}

function describeUnion(members: readonly ResolvedType[], label: string): Explanation {
  if (members.some((member) => member.kind === 'keyword' && member.name === 'null')) {
    const message = `${label} allows \`null\`, but botgen passes \`undefined\` for what is not there; write \`?\` or \`| undefined\` instead.`
    return { code: 'BG1401', message }
  }
  return {
    code: 'BG1401',
    message: `${label} is a union of different things, and botgen does not guess which to pass; name one type.`,
    help: supported,
  }
}

function describeName(name: string, label: string, what: string): Explanation {
  const instead = Object.hasOwn(unsupportedArguments, name) ? unsupportedArguments[name] : undefined
  return instead === undefined ? unprovided(label, what) : unsupportedArgument(label, what, instead)
}

function describeMissing(name: string, label: string, file: FileFacts): Explanation {
  const [library] = librariesWith(name)
  if (library !== undefined) {
    const message = `${label} is a \`${name}\`, which ${file.file} does not import; import it from ${importedFrom[library]}.`
    return { code: 'BG1401', message }
  }
  const known = providedNames(name.includes('.') ? name.slice(0, name.indexOf('.')) : undefined)
  const near = closest(name, known)
  const message = `${label} is a \`${name}\`, which nothing declares. ${near === undefined ? 'Import it or correct its name.' : `Did you mean \`${near}\`?`}`
  return near === undefined ? { code: 'BG1401', message, help: supported } : { code: 'BG1401', message }
}

function describeForeign(name: string, declared: string, label: string): Explanation {
  if (declared === 'a member of an enum') {
    return unsupportedArgument(label, `\`${name}\`, a member of an enum`, 'take the whole enum')
  }
  if (Object.hasOwn(unsupportedArguments, name) && declared === 'a global type') {
    return describeName(name, label, `a \`${name}\``)
  }
  const [library] = librariesWith(name.slice(name.lastIndexOf('.') + 1))
  if (library !== undefined) {
    const message = `${label} is a \`${name}\` that is ${declared}, which botgen cannot provide; import \`${name}\` from ${importedFrom[library]}.`
    return { code: 'BG1401', message }
  }
  if (declared === 'a class of your own') {
    const message = `${label} is \`${name}\`, a class of your own without @Injectable(); add the decorator so that botgen makes an instance, or take it in the constructor.`
    return { code: 'BG1401', message, help: supported }
  }
  return unprovided(label, `\`${name}\`, ${declared}`)
}

/** `Array` without saying of what. */
function describeBare(kind: string, label: string): Explanation {
  if (kind !== 'array') return unprovided(label, 'a type that it cannot read')
  return unsupportedArgument(label, 'a list of unknown things', 'write `string[]`, say')
}

function unsupportedArgument(label: string, what: string, instead: string): Explanation {
  return { code: 'BG1402', message: `${label} is ${what}, which is not supported; ${instead}.`, help: argumentTypes }
}

function unprovided(label: string, what: string): Explanation {
  const message = `${label} is ${what}, and botgen does not know how to provide that; take it in the constructor, or use a supported type.`
  return { code: 'BG1401', message, help: supported }
}
