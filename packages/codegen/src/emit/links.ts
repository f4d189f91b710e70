import type { ArgumentType, Bot, Handler, HandlerClass, HandlerParameter, ItemType, TypeReference } from '../model.js'
import { perClass } from '../per-class.js'
import { type Doc, group, hardline, indent, join, list, print, printed } from './doc.js'
import { generatedHeader } from './header.js'
import { Imports } from './imports.js'
import { KeptTexts, type Note } from './kept-texts.js'
import { isIdentifierName, stringLiteral } from './literals.js'
import { Scope } from './names.js'
import type { Surroundings } from './specifiers.js'

/** How a bot's links are written. */
export interface LinkOptions extends Surroundings {
  readonly callbackDelimiter: string
}

export interface LinksModule {
  readonly text: string
  /** How many handlers can be linked to. */
  readonly builders: number
}

/** A handler that a link can lead to, by the name that its builder has. */
interface Target {
  readonly name: string
  readonly handler: string
  readonly arguments: readonly HandlerParameter[]
}

/** What the text of a link's builder calls things by. */
interface LinkNames {
  readonly callbackData: string
  readonly delimiter: string
  readonly type: (type: TypeReference) => string
}

type TypeNames = Pick<LinkNames, 'type'>

/** Texts of links' builders and of their types, for a bot that is written again and again. */
export interface LinkTexts {
  readonly entries: KeptTexts<Target, LinkNames>
  readonly members: KeptTexts<Target, LinkNames>
}

/** A memory that holds nothing yet. */
export function createLinkTexts(): LinkTexts {
  return { entries: new KeptTexts(notedNames), members: new KeptTexts(notedNames) }
}

// Made out here, so that questions that are kept do not hold on to the names of the module that they were first put to.
const ask = {
  callbackData: (names: LinkNames) => names.callbackData,
  delimiter: (names: LinkNames) => names.delimiter,
  type: (type: TypeReference) => (names: LinkNames) => names.type(type),
}

function notedNames(note: Note<LinkNames>): LinkNames {
  return {
    get callbackData() {
      return note(ask.callbackData)
    },
    get delimiter() {
      return note(ask.delimiter)
    },
    type: (type) => note(ask.type(type)),
  }
}

/**
 * The module that builds callback data and deep links for the bot's handlers. It imports none of them, so that they can
 * import it. Nothing when the bot has no handler that a link could lead to.
 */
export function emitLinks(bot: Bot, options: LinkOptions, texts?: LinkTexts): LinksModule | undefined {
  const targets = bot.classes.map(targetsOf)
  const callbacks = distinct(targets.flatMap((each) => each.callbacks))
  const starts = targets.flatMap((each) => each.starts).slice(0, 1)
  if (callbacks.length + starts.length === 0) return undefined
  const module = new Scope()
  for (const name of ['Callbacks', 'callbacks', 'DeepLinks', 'deepLinks', 'Date']) module.pick(name)
  const imports = new Imports(module, options)
  const runtime = { kind: 'bare', specifier: '@botgen/runtime/links' } as const
  const type = (reference: TypeReference) => imports.type(reference)
  const delimiter = options.callbackDelimiter
  const sections = [
    ...(callbacks.length === 0
      ? []
      : callbackSection(callbacks, { callbackData: imports.value(runtime, 'callbackData'), delimiter, type }, texts)),
    ...(starts.length === 0 ? [] : startSection(starts, imports.value(runtime, 'deepLink'), module, { type })),
  ]
  const text = `${print(join([[generatedHeader, hardline, imports.print()], ...sections], [hardline, hardline]))}\n`
  return { text, builders: callbacks.length + starts.length }
}

/** What is left of a links module when nothing can be linked to any more: whoever imports from it is told so. */
export function emitNoLinks(): LinksModule {
  return { text: `${generatedHeader}\nexport {}\n`, builders: 0 }
}

function callbackSection(targets: readonly Target[], names: LinkNames, texts: LinkTexts | undefined): readonly Doc[] {
  const entries = targets.map((target) => {
    const make = (used: LinkNames) => print(builderEntry(target, used), 1)
    return [hardline, printed(texts === undefined ? make(names) : texts.entries.text(target, names, make))]
  })
  const members = targets.map((target) => {
    const make = (used: LinkNames) => print(builderMember(target, used), 1)
    return [hardline, printed(texts === undefined ? make(names) : texts.members.text(target, names, make))]
  })
  return [
    builders('Callbacks', "Callback data for buttons that this bot's handlers take.", members),
    ['export const callbacks: Callbacks = {', indent(...entries), hardline, '}'],
  ]
}

/** `like: callbackData('like', ['count']),` */
function builderEntry({ name, arguments: taken }: Target, { callbackData, delimiter }: LinkNames): Doc {
  const values = [
    stringLiteral(name),
    ...(taken.length === 0 ? [] : [namesOf(taken)]),
    ...(taken.length === 0 || delimiter === '?' ? [] : [stringLiteral(delimiter)]),
  ]
  return [`${entryKey(name)}: ${callbackData}`, list('(', values, ')'), ',']
}

function startSection(targets: readonly Target[], deepLink: string, module: Scope, names: TypeNames): readonly Doc[] {
  const username = module.inner().pick('username')
  const entries = targets.map(
    ({ name, arguments: taken }): Doc => [
      `${name}: ${deepLink}`,
      list('(', [username, ...(taken.length === 0 ? [] : [namesOf(taken)])], ')'),
    ],
  )
  return [
    builders(
      'DeepLinks',
      'Links that open a chat with this bot and start it.',
      targets.map((target) => [hardline, builderMember(target, names)]),
    ),
    [
      '/** @param username - the bot’s, with or without @ */',
      hardline,
      `export function deepLinks(${username}: string): DeepLinks {`,
      indent(hardline, 'return ', list('{', entries, '}', ' ')),
      hardline,
      '}',
    ],
  ]
}

function builders(name: string, what: string, members: readonly Doc[]): Doc {
  return [`/** ${what} */`, hardline, `export interface ${name} {`, indent(...members), hardline, '}']
}

/** `readonly like: (args: { readonly count: number }) => string`, behind a comment that says where it leads. */
function builderMember({ name, handler, arguments: taken }: Target, names: TypeNames): Doc {
  const key = isIdentifierName(name) ? name : stringLiteral(name)
  return [`/** ${handler} */`, hardline, `readonly ${key}: `, builderType(taken, names)]
}

/** `(args: { readonly count: number }) => string` */
function builderType(taken: readonly HandlerParameter[], names: TypeNames): Doc {
  if (taken.length === 0) return '() => string'
  const fields = taken.map((parameter) => {
    const name = argumentName(parameter)
    const key = isIdentifierName(name) ? name : stringLiteral(name)
    return `readonly ${key}${isOptional(parameter) ? '?' : ''}: ${typeText(parameter, names)}`
  })
  const whole = taken.every(isOptional) ? 'args?: ' : 'args: '
  const room: Doc = { kind: 'line', flat: ' ' }
  // Members of a type on lines of their own need nothing between them.
  const members = join(fields, { kind: 'line', flat: '; ' })
  return [group(`(${whole}{`, indent(room, members), room, '})'), ' => string']
}

function namesOf(taken: readonly HandlerParameter[]): Doc {
  return list(
    '[',
    taken.map((parameter) => stringLiteral(argumentName(parameter))),
    ']',
  )
}

function typeText({ source }: HandlerParameter, names: TypeNames): string {
  if (source.kind !== 'argument') throw new Error(`A parameter of kind '${source.kind}' is no argument`)
  const { type } = source
  if (type.kind !== 'list') return itemText(type, names)
  const item = itemText(type.item, names)
  return item.includes(' ') ? `readonly (${item})[]` : `readonly ${item}[]`
}

function itemText(type: ItemType, names: TypeNames): string {
  switch (type.kind) {
    case 'text':
    case 'word':
      return 'string'
    case 'number':
    case 'bigint':
    case 'boolean':
      return type.kind
    case 'date':
      return 'Date'
    case 'oneOf':
      return type.values.map((value) => (typeof value === 'string' ? stringLiteral(value) : String(value))).join(' | ')
    case 'enum':
      return names.type(type.type)
  }
}

/** Whether a link may leave the argument out: a list may be empty. */
function isOptional({ optional, source }: HandlerParameter): boolean {
  return optional || (source.kind === 'argument' && isList(source.type))
}

function isList(type: ArgumentType): boolean {
  return type.kind === 'list'
}

/** `args` is read by the names that the handler's arguments have in links. */
function argumentName({ mapping, name }: HandlerParameter): string {
  return mapping?.value ?? name ?? ''
}

/** A key of the object; written plainly, this one would be the object's prototype. */
function entryKey(name: string): string {
  if (name === '__proto__') return "['__proto__']"
  return isIdentifierName(name) ? name : stringLiteral(name)
}

/** The handlers of a class that a link can lead to, by callback data and by `/start`. */
const targetsOf = perClass((of): { readonly callbacks: readonly Target[]; readonly starts: readonly Target[] } => {
  // What an argument parser reads, only its author can write.
  const open = of.handlers.filter((handler) => handler.argumentParser === undefined)
  const targets = (namesOfHandler: (handler: Handler) => readonly string[]) =>
    open.flatMap((handler) => namesOfHandler(handler).map((name) => targetOf(name, of, handler)))
  return { callbacks: targets(callbackNames), starts: targets(startNames) }
})

function targetOf(name: string, { name: className = 'class', file }: HandlerClass, handler: Handler): Target {
  const arguments_ = handler.parameters.filter(({ source }) => source.kind === 'argument')
  return { name, handler: described(`\`${className}.${handler.method.name.text}\` (${file})`), arguments: arguments_ }
}

/** Text that cannot end the comment it stands in. */
function described(text: string): string {
  return text.replaceAll('*/', '* /').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
}

function callbackNames({ decorator }: Handler): readonly string[] {
  return decorator.kind === 'callback' ? decorator.names.value.map(({ value }) => value) : []
}

function startNames({ decorator }: Handler): readonly string[] {
  if (decorator.kind !== 'command') return []
  const isStart = decorator.names.value.some(({ value }) => value.toLowerCase() === 'start')
  const scope = decorator.scope?.value.map(({ value }) => value) ?? ['message']
  return isStart && scope.includes('message') ? ['start'] : []
}

/** Two handlers of one name are an error elsewhere. */
function distinct(targets: readonly Target[]): readonly Target[] {
  const first = new Map<string, Target>()
  for (const target of targets) if (!first.has(target.name)) first.set(target.name, target)
  return [...first.values()]
}
