import { closest, type DiagnosticCode } from '../diagnostics/index.js'
import type { FileFacts } from '../facts.js'
import { oneLine } from './commands.js'
import { importedFrom, librariesWith, providedNames } from './known-types.js'
import type { ResolvedType } from './resolved.js'

interface Explanation {
  readonly code: DiagnosticCode
  readonly message: string
  readonly help?: string
}

const supported = [
  'A handler can take',
  '  - string and number arguments',
  "  - Session, PeekSession, SessionContext, SessionManager, Invocation of '@botgen/runtime'",
  "  - Context (or a subtype that is exported), Telegraf, Telegram of 'telegraf'",
  "  - Update, Message (or a member, such as Message.TextMessage), User, Chat of 'telegraf/types'",
  '  - AbortSignal',
].join('\n')

const argumentTypes = 'An argument can be a string or a number, optional with `?` or a default value.'

/** Primitive and global types that look like arguments, and what to do instead. */
const unsupportedArguments: Readonly<Record<string, string>> = {
  boolean: 'take a `string` and compare it',
  bigint: 'take a `string` and convert it with `BigInt`',
  Date: 'take a `string` and parse it',
  Array: 'take one `string`, which gets the rest of the text, and split it',
  String: 'write `string`',
  Number: 'write `number`',
  Boolean: 'take a `string` and compare it',
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
    case 'literal':
      return unsupportedArgument(label, `the literal '${oneLine(type.value)}'`, 'take a `string` and compare it')
    case 'keyword':
      return describeName(type.name, label, `\`${type.name}\``)
    case 'missing':
      return describeMissing(type.name, label, file)
    case 'foreign':
      return describeForeign(type.name, type.declared, label)
    case 'other':
      return type.text.endsWith('[]')
        ? describeName('Array', label, `\`${oneLine(type.text)}\``)
        : unprovided(label, `\`${oneLine(type.text)}\``)
    case 'known':
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
  const isText = members.every((member) => member.kind === 'literal')
  if (isText) return unsupportedArgument(label, 'a union of strings', 'take a `string` and compare it')
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
  if (declared === 'an enum')
    return unsupportedArgument(label, `the enum \`${name}\``, 'take a `string` and compare it')
  if (Object.hasOwn(unsupportedArguments, name) && declared === 'a global type') {
    return describeName(name, label, `a \`${name}\``)
  }
  const [library] = librariesWith(name.slice(name.lastIndexOf('.') + 1))
  if (library !== undefined) {
    const message = `${label} is a \`${name}\` that is ${declared}, which botgen cannot provide; import \`${name}\` from ${importedFrom[library]}.`
    return { code: 'BG1401', message }
  }
  return unprovided(label, `\`${name}\`, ${declared}`)
}

function unsupportedArgument(label: string, what: string, instead: string): Explanation {
  return { code: 'BG1402', message: `${label} is ${what}, which is not supported; ${instead}.`, help: argumentTypes }
}

function unprovided(label: string, what: string): Explanation {
  const message = `${label} is ${what}, and botgen does not know how to provide that; take it in the constructor, or use a supported type.`
  return { code: 'BG1401', message, help: supported }
}
