import type { Bot, CommandDecorator, Handler, HandlerClass, HandlerParameter, ItemType } from '../model.js'
import { perClass } from '../per-class.js'
import { generatedHeader } from './header.js'
import { Imports } from './imports.js'
import { Kept } from './kept.js'
import { KeptWhile } from './kept-while.js'
import { deeper, fits, listed, type Margin, outermost } from './layout.js'
import { isIdentifierName, isPrintable, stringLiteral } from './literals.js'
import { Scope } from './names.js'
import { withoutPlaces } from './outlines.js'
import { argumentName } from './readers.js'
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

/** A builder of callback data: its line in the interface, behind a comment, and that in the object. */
interface Builder {
  readonly member: string
  readonly entry: string
}

/** A bot's links, and the texts of their builders, for a bot that is written again and again. */
export class LinkMemory {
  readonly whole = new KeptWhile<{ readonly links: LinksModule | undefined }>()
  readonly builders = new Kept<Target, Builder>()
}

/** Where the lines of builders stand. */
const builderMargin = deeper(outermost)

/**
 * The module that builds callback data and deep links for the bot's handlers. It imports none of them, so that they can
 * import it. Nothing when the bot has no handler that a link could lead to.
 */
export function emitLinks(bot: Bot, options: LinkOptions, memory?: LinkMemory): LinksModule | undefined {
  if (memory === undefined) return linksOf(bot, options, new LinkMemory())
  const { callbackDelimiter, output, extension } = options
  const basis = [callbackDelimiter, output, extension, ...bot.classes.map(outlineOf)]
  const { links } = memory.whole.recall(basis) ?? memory.whole.keep(basis, { links: linksOf(bot, options, memory) })
  return links
}

/** All that the links to a class's handlers depend on. */
const outlineOf = perClass((of) => withoutPlaces([targetsOf(of)]))

function linksOf(bot: Bot, options: LinkOptions, { builders: kept }: LinkMemory): LinksModule | undefined {
  const { callbacks, start } = targetsIn(bot)
  if (callbacks.length === 0 && start === undefined) return undefined
  const module = new Scope()
  for (const name of ['Callbacks', 'callbacks', 'DeepLinks', 'deepLinks', 'Date']) module.pick(name)
  const imports = new Imports(module, options)
  const runtime = { kind: 'bare', specifier: '@botgen/runtime/links' } as const
  const callbackData = callbacks.length === 0 ? '' : imports.value(runtime, 'callbackData')
  importTypes(callbacks, imports)
  const deepLink = start === undefined ? '' : imports.value(runtime, 'deepLink')
  if (start !== undefined) importTypes([start], imports)

  const imported = imports.print()
  const sections = [`${generatedHeader}\n${imported}`]
  if (callbacks.length > 0) {
    const delimiter = options.callbackDelimiter
    const known = kept.with(`${delimiter}\n${imported}`)
    sections.push(...callbackSection(callbacks, { callbackData, delimiter, imports }, known))
  }
  if (start !== undefined) sections.push(...startSection(start, deepLink, module, imports))
  return { text: `${sections.join('\n\n')}\n`, builders: callbacks.length + (start === undefined ? 0 : 1) }
}

function targetsIn({ classes }: Bot): Targets {
  // Two handlers of one name are an error elsewhere.
  const callbacks = new Map<string, Target>()
  let start: Target | undefined
  for (const each of classes) {
    const targets = targetsOf(each)
    for (const target of targets.callbacks) if (!callbacks.has(target.name)) callbacks.set(target.name, target)
    start ??= targets.start
  }
  return { callbacks: [...callbacks.values()], start }
}

function importTypes(targets: readonly Target[], imports: Imports): void {
  for (const { arguments: taken } of targets) {
    for (const { source } of taken) {
      if (source.kind !== 'argument') continue
      const item = source.type.kind === 'list' ? source.type.item : source.type
      if (item.kind === 'enum') imports.type(item.type)
    }
  }
}

/** What is left of a links module when nothing can be linked to any more: whoever imports from it is told so. */
export function emitNoLinks(): LinksModule {
  return { text: `${generatedHeader}\nexport {}\n`, builders: 0 }
}

/** What the text of a builder of callback data is made with. */
interface CallbackNames {
  readonly callbackData: string
  readonly delimiter: string
  readonly imports: Imports
}

function callbackSection(
  targets: readonly Target[],
  names: CallbackNames,
  kept: WeakMap<Target, Builder>,
): readonly string[] {
  const members: string[] = []
  const entries: string[] = []
  for (const target of targets) {
    let builder = kept.get(target)
    if (builder === undefined) {
      builder = { member: builderMember(target, names.imports), entry: builderEntry(target, names) }
      kept.set(target, builder)
    }
    members.push(builder.member)
    entries.push(builder.entry)
  }
  return [
    builders('Callbacks', "Callback data for buttons that this bot's handlers take.", members),
    `export const callbacks: Callbacks = {${builderMargin}${entries.join(builderMargin)}\n}`,
  ]
}

/** `like: callbackData('like', ['count']),` */
function builderEntry({ name, arguments: taken }: Target, { callbackData, delimiter }: CallbackNames): string {
  const behind = taken.length === 0 || delimiter === '?' ? [] : [stringLiteral(delimiter)]
  return call(builderMargin, `${entryKey(name)}: ${callbackData}`, stringLiteral(name), namesOf(taken), behind)
}

/** `before(first, ['name', 'name'], …behind),`, without the names where there are none. */
function call(
  margin: Margin,
  before: string,
  first: string,
  names: readonly string[],
  behind: readonly string[] = [],
): string {
  const text = `${flatCall(before, first, names, behind)},`
  if (fits(margin, text)) return text
  const inner = deeper(margin)
  const list = names.length === 0 ? [] : [listed(inner, '[', names, '],')]
  const lines = [`${first},`, ...list, ...behind.map((each) => `${each},`)]
  return `${before}(${inner}${lines.join(inner)}${margin}),`
}

function flatCall(before: string, first: string, names: readonly string[], behind: readonly string[]): string {
  const list = names.length === 0 ? [] : [`[${names.join(', ')}]`]
  return `${before}(${[first, ...list, ...behind].join(', ')})`
}

function startSection(target: Target, deepLink: string, module: Scope, imports: Imports): readonly string[] {
  const username = module.inner().pick('username')
  const opened = `export function deepLinks(${username}: string): DeepLinks {`
  return [
    builders('DeepLinks', 'Links that open a chat with this bot and start it.', [builderMember(target, imports)]),
    `/** @param username - the bot’s, with or without @ */\n${opened}${builderMargin}${linksBuilt(target, deepLink, username)}\n}`,
  ]
}

/** `return { start: deepLink(username, ['ref']) }` */
function linksBuilt({ name, arguments: taken }: Target, deepLink: string, username: string): string {
  const before = `${name}: ${deepLink}`
  const names = namesOf(taken)
  const text = `return { ${flatCall(before, username, names, [])} }`
  if (fits(builderMargin, text)) return text
  const inner = deeper(builderMargin)
  return `return {${inner}${call(inner, before, username, names)}${builderMargin}}`
}

function builders(name: string, what: string, members: readonly string[]): string {
  return `/** ${what} */\nexport interface ${name} {${builderMargin}${members.join(builderMargin)}\n}`
}

/** `readonly like: (args: { readonly count: number }) => string`, behind a comment that says where it leads. */
function builderMember({ name, handler, arguments: taken }: Target, imports: Imports): string {
  const key = isIdentifierName(name) ? name : stringLiteral(name)
  // Joined, a text is in one piece, which is faster to write again.
  return ['/** ', handler, ' */', builderMargin, builderType(`readonly ${key}: `, taken, imports)].join('')
}

/** `before(args: { readonly count: number }) => string` */
function builderType(before: string, taken: readonly HandlerParameter[], imports: Imports): string {
  if (taken.length === 0) return `${before}() => string`
  const fields = taken.map((parameter) => {
    const name = argumentName(parameter)
    const key = isIdentifierName(name) ? name : stringLiteral(name)
    return `readonly ${key}${isOptional(parameter) ? '?' : ''}: ${typeText(parameter, imports)}`
  })
  const opened = `${before}(${taken.every(isOptional) ? 'args?: ' : 'args: '}{`
  const line = `${opened} ${fields.join('; ')} }) => string`
  if (fits(builderMargin, line)) return line
  // Members of a type on lines of their own need nothing between them.
  const inner = deeper(builderMargin)
  return `${opened}${inner}${fields.join(inner)}${builderMargin}}) => string`
}

function namesOf(taken: readonly HandlerParameter[]): readonly string[] {
  return taken.map((parameter) => stringLiteral(argumentName(parameter)))
}

function typeText({ source }: HandlerParameter, imports: Imports): string {
  if (source.kind !== 'argument') throw new Error(`A parameter of kind '${source.kind}' is no argument`)
  const { type } = source
  if (type.kind !== 'list') return itemText(type, imports)
  const item = itemText(type.item, imports)
  return item.includes(' ') ? `readonly (${item})[]` : `readonly ${item}[]`
}

function itemText(type: ItemType, imports: Imports): string {
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
      return imports.type(type.type)
  }
}

/** Whether a link may leave the argument out: a list may be empty. */
function isOptional({ optional, source }: HandlerParameter): boolean {
  return optional || (source.kind === 'argument' && source.type.kind === 'list')
}

/** A key of the object; written plainly, this one would be the object's prototype. */
function entryKey(name: string): string {
  if (name === '__proto__') return "['__proto__']"
  return isIdentifierName(name) ? name : stringLiteral(name)
}

interface Targets {
  readonly callbacks: readonly Target[]
  readonly start: Target | undefined
}

/** The handlers of a class that a link can lead to, by callback data and by `/start`. */
const targetsOf = perClass((of): Targets => {
  const callbacks: Target[] = []
  let start: Target | undefined
  for (const handler of of.handlers) {
    const { decorator, argumentParser } = handler
    // What an argument parser reads, only its author can write.
    if (argumentParser !== undefined) continue
    if (decorator.kind === 'callback') {
      for (const { value } of decorator.names.value) callbacks.push(targetOf(value, of, handler))
    } else if (start === undefined && decorator.kind === 'command' && isStart(decorator)) {
      start = targetOf('start', of, handler)
    }
  }
  return { callbacks, start }
})

function isStart({ names, scope }: CommandDecorator): boolean {
  if (!names.value.some(({ value }) => value.toLowerCase() === 'start')) return false
  return scope === undefined || scope.value.some(({ value }) => value === 'message')
}

function targetOf(name: string, { name: className = 'class', file }: HandlerClass, handler: Handler): Target {
  const arguments_ = handler.parameters.filter(({ source }) => source.kind === 'argument')
  return { name, handler: described(`\`${className}.${handler.method.name.text}\` (${file})`), arguments: arguments_ }
}

/** Text that cannot end the comment it stands in. */
function described(text: string): string {
  if (isPrintable(text) && !text.includes('*/')) return text
  return text.replaceAll('*/', '* /').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
}
