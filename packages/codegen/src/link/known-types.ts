import type { CommandText, PlainSource, SessionFlavour } from '../model.js'
import { messageMembers, updateMembers } from './telegraf-members.js'

/** A type that botgen can provide, whatever name a file imports it under. */
export type KnownType =
  | { readonly kind: 'session'; readonly flavour: SessionFlavour }
  | { readonly kind: 'message'; readonly has: string | undefined; readonly commandText: CommandText }
  | { readonly kind: 'update'; readonly has: string | undefined }
  | { readonly kind: 'context' | 'telegraf' | 'bot' | 'pendingInput' | PlainSource }
  /** Types of arguments. */
  | { readonly kind: 'date' | 'array' }

/** Which library a module specifier stands for; several names lead to Telegraf's types. */
export type Library = 'runtime' | 'telegraf' | 'telegrafTypes' | 'global'

const libraries: ReadonlyMap<string, Library> = new Map([
  ['@botgen/runtime', 'runtime'],
  ['telegraf', 'telegraf'],
  ['telegraf/types', 'telegrafTypes'],
  ['@telegraf/types', 'telegrafTypes'],
  ['telegraf/typings/core/types/typegram', 'telegrafTypes'],
])

/** Where users import the library's types from, for messages. */
export const importedFrom: Readonly<Record<Library, string>> = {
  runtime: "'@botgen/runtime'",
  telegraf: "'telegraf'",
  telegrafTypes: "'telegraf/types'",
  global: 'the globals',
}

const known: Readonly<Record<Library, ReadonlyMap<string, KnownType>>> = {
  runtime: new Map<string, KnownType>([
    ['Session', { kind: 'session', flavour: 'session' }],
    ['PeekSession', { kind: 'session', flavour: 'peekSession' }],
    ['SessionContext', { kind: 'session', flavour: 'sessionContext' }],
    ['SessionManager', { kind: 'sessions' }],
    ['Invocation', { kind: 'invocation' }],
    ['Inputs', { kind: 'inputs' }],
    ['PendingInput', { kind: 'pendingInput' }],
    ['BotOf', { kind: 'bot' }],
  ]),
  telegraf: new Map<string, KnownType>([
    ['Context', { kind: 'context' }],
    ['Telegraf', { kind: 'telegraf' }],
    ['Telegram', { kind: 'telegram' }],
  ]),
  telegrafTypes: new Map<string, KnownType>([
    ['User', { kind: 'user' }],
    ['Chat', { kind: 'chat' }],
    ['CallbackQuery', { kind: 'callbackQuery' }],
    ['Message', { kind: 'message', has: undefined, commandText: 'text' }],
    ['Update', { kind: 'update', has: undefined }],
    ...messageMembers.map(({ name, has, commandText }): [string, KnownType] => [
      `Message.${name}`,
      { kind: 'message', has, commandText },
    ]),
    ...updateMembers.map(({ name, has }): [string, KnownType] => [`Update.${name}`, { kind: 'update', has }]),
  ]),
  global: new Map<string, KnownType>([
    ['AbortSignal', { kind: 'signal' }],
    ['RegExpMatchArray', { kind: 'match' }],
    ['Date', { kind: 'date' }],
    ['Array', { kind: 'array' }],
    ['ReadonlyArray', { kind: 'array' }],
  ]),
}

/** The library behind a module specifier, if it is one whose types botgen knows. */
export function libraryOf(specifier: string): Library | undefined {
  return libraries.get(specifier)
}

export function knownType(library: Library, path: readonly string[]): KnownType | undefined {
  return known[library].get(path.join('.'))
}

/** The libraries that have a provided type of this name. */
export function librariesWith(name: string): readonly Library[] {
  return (['runtime', 'telegraf', 'telegrafTypes', 'global'] as const).filter((library) => known[library].has(name))
}

/** Names of provided types, without the members of `Message` and `Update` unless asked for by their namespace. */
export function providedNames(namespace?: string): readonly string[] {
  const names = Object.values(known).flatMap((types) => [...types.keys()])
  return names.filter((name) => (namespace === undefined ? !name.includes('.') : name.startsWith(`${namespace}.`)))
}
