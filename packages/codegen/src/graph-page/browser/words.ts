/** How things are called on the page. */
import type { CommandMenu, SessionUse } from '../../description/description.js'
import type { ComponentRole, HandlerDecorator } from '../../model.js'

export type HandlerKind = HandlerDecorator['kind']

/** In the order in which they are told. */
export const kindWords: Readonly<Record<HandlerKind, { readonly one: string; readonly many: string }>> = {
  command: { one: 'command', many: 'commands' },
  callback: { one: 'callback', many: 'callbacks' },
  input: { one: 'input', many: 'inputs' },
  text: { one: 'text', many: 'texts' },
  pattern: { one: 'pattern', many: 'patterns' },
  observer: { one: 'observer', many: 'observers' },
  unprocessed: { one: 'unprocessed', many: 'unprocessed' },
}

// Here as below: each is a key of the words, and there are no others.
export const handlerKinds = Object.keys(kindWords) as readonly HandlerKind[]

export const roleWords: Readonly<Record<ComponentRole, { readonly one: string; readonly many: string }>> = {
  guard: { one: 'guard', many: 'Guards' },
  filter: { one: 'filter', many: 'Filters' },
  argumentParser: { one: 'argument parser', many: 'Argument parsers' },
  provider: { one: 'provider', many: 'Providers' },
  injectable: { one: 'injectable', many: 'Injectables' },
}

export const componentRoles = Object.keys(roleWords) as readonly ComponentRole[]

export type SessionVerb = 'opens' | 'clears' | 'closes' | 'replays' | 'looks'

export const verbWords: Readonly<Record<SessionVerb, string>> = {
  opens: 'opens',
  clears: 'clears',
  closes: 'closes',
  replays: 'replays',
  looks: 'looks at',
}

export const sessionVerbs = Object.keys(verbWords) as readonly SessionVerb[]

/** What a handler does with a session; one that only peeks looks at it. */
export function verbsOf(use: SessionUse): readonly SessionVerb[] {
  return sessionVerbs.filter((verb) => (verb === 'looks' ? use.takenAs === 'peekSession' : use[verb]))
}

/** A command with its slash, a text in quotes, a pattern between slashes where it has none. */
export function answerText(kind: HandlerKind, answer: string): string {
  if (kind === 'command') return answer.startsWith('/') ? answer : `/${answer}`
  return kind === 'text' ? `“${answer}”` : answer
}

/** All that a handler answers, on one line. */
export function answersText(kind: HandlerKind, answers: readonly string[]): string {
  if (answers.length > 0) return answers.map((answer) => answerText(kind, answer)).join(', ')
  return kind === 'unprocessed' ? 'whatever is left' : 'all updates'
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

const scopeWords: Readonly<Record<string, string>> = {
  default: 'All other chats',
  all_private_chats: 'Private chats',
  all_group_chats: 'Groups',
  all_chat_administrators: 'Administrators of groups',
  chat: 'One chat',
  chat_administrators: 'Administrators of one chat',
  chat_member: 'One member of a chat',
}

/** Whose menu it is, among all of a bot. */
export function scopeText({ scope }: CommandMenu, all: readonly CommandMenu[]): string {
  if (scope === 'default' && all.every((menu) => menu.scope === scope)) return 'All chats'
  return scopeWords[scope] ?? scope
}

export function languageText({ scope, language }: CommandMenu, all: readonly CommandMenu[]): string {
  if (language === undefined) {
    return all.filter((menu) => menu.scope === scope).length === 1 ? 'every language' : 'every other language'
  }
  try {
    const name = new Intl.DisplayNames('en', { type: 'language' }).of(language)
    return name === undefined || name === language ? language : `${name} (${language})`
  } catch {
    return language
  }
}
