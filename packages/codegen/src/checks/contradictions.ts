import { type Diagnostic, errorAt } from '../diagnostics/index.js'
import type { Handler, HandlerDecorator, HandlerParameter } from '../model.js'
import { decoratorLabel, kindsOf } from './handler-kinds.js'
import { besides, messageKinds, type Presence, updateFacts } from './update-facts.js'

/** One way to a handler: a decorator of it and a kind of updates that this lets in. */
interface Way {
  readonly decorator: HandlerDecorator
  readonly kind: string
}

/** What a parameter wants, in words, and whether a way can bring it. */
interface Wish {
  readonly what: string
  readonly presence: (way: Way) => Presence
}

/**
 * Parameters that ask for what an update cannot hold. `handlers` are those of one method: what one of its decorators
 * brings may be missing with another.
 */
export function checkContradictions(handlers: readonly [Handler, ...Handler[]]): readonly Diagnostic[] {
  const [{ method, parameters }] = handlers
  let ways: readonly Way[] | undefined
  return parameters.flatMap((parameter) => {
    const wish = wishOf(parameter)
    if (wish === undefined) return []
    ways ??= handlers.flatMap(({ decorator }) => kindsOf(decorator).map((kind): Way => ({ decorator, kind })))
    if (ways.every((way) => wish.presence(way) !== 'never')) return []
    const lacking = ways.filter((way) => wish.presence(way) === 'never')
    const label = `\`${parameter.name ?? 'A parameter'}\` of \`${method.name.text}\``
    if (lacking.length === ways.length) {
      const message = `${label} wants ${wish.what}, which ${describe(lacking)} never has; ${instead(parameter)}.`
      return [errorAt('BG1404', parameter.place, message)]
    }
    if (parameter.optional) return []
    const message = `${label} wants ${wish.what}, which ${describe(lacking)} never has; make it optional with \`?\`, or leave those updates out.`
    return [errorAt('BG1404', parameter.place, message)]
  })
}

function wishOf({ source }: HandlerParameter): Wish | undefined {
  switch (source.kind) {
    case 'session':
      return aSession
    case 'user':
      return aUser
    case 'chat':
      return aChat
    case 'message': {
      const { has, commandText } = source
      if (has === undefined) return { what: 'a message', presence: ({ kind }) => factOf(kind, 'message') }
      return { what: `a message with \`${has}\``, presence: (way) => messagePresence(way, has, commandText) }
    }
    case 'update': {
      const { has } = source
      if (has === undefined) return undefined
      return { what: `an update with \`${has}\``, presence: ({ kind }) => (kind === has ? 'always' : 'never') }
    }
    case 'callbackQuery':
      return { what: 'a callback query', presence: ({ kind }) => (kind === 'callback_query' ? 'always' : 'never') }
    case 'pendingInput':
      return {
        what: 'a pending input',
        presence: ({ decorator }) => (decorator.kind === 'input' ? 'always' : 'never'),
      }
    case 'match':
      return {
        what: 'the match of a regular expression',
        presence: ({ decorator }) => (decorator.kind === 'pattern' ? 'always' : 'never'),
      }
    case 'argument':
      return anArgument
    case 'context':
    case 'telegraf':
    case 'bot':
    case 'component':
    case 'inputs':
    case 'telegram':
    case 'sessions':
    case 'signal':
    case 'invocation':
    case 'unknown':
      return undefined
  }
}

const aSession: Wish = { what: 'a session, and so a chat', presence: ({ kind }) => factOf(kind, 'chat') }
const aUser: Wish = { what: 'a user', presence: ({ kind }) => factOf(kind, 'user') }
const aChat: Wish = { what: 'a chat', presence: ({ kind }) => factOf(kind, 'chat') }
const anArgument: Wish = { what: 'an argument', presence: argumentPresence }

function factOf(kind: string, fact: 'chat' | 'user' | 'message' | 'text'): Presence {
  return updateFacts.get(kind)?.[fact] ?? 'sometimes'
}

/** A message that is answered for its text or caption, or for its kind, is of no other kind. */
function messagePresence({ decorator, kind }: Way, has: string, commandText: 'text' | 'caption' | 'none'): Presence {
  if (factOf(kind, 'message') === 'never') return 'never'
  switch (decorator.kind) {
    case 'command':
    case 'text':
    case 'pattern':
      // A button stands under a message of any kind.
      return kind !== 'callback_query' && commandText === 'none' ? 'never' : 'sometimes'
    case 'observer': {
      const wanted = decorator.messageKinds?.value.map(({ value }) => value) ?? []
      if (wanted.length === 0 || !messageKinds.includes(has) || wanted.includes('unknown')) return 'sometimes'
      const isBeside = wanted.some((each) => Object.hasOwn(besides, each) && besides[each]?.includes(has) === true)
      return wanted.includes(has) || isBeside ? 'sometimes' : 'never'
    }
    case 'callback':
    case 'input':
    case 'unprocessed':
      return 'sometimes'
  }
}

function argumentPresence({ decorator, kind }: Way): Presence {
  switch (decorator.kind) {
    case 'command':
    case 'callback':
    case 'text':
    case 'pattern':
      return 'sometimes'
    case 'input':
      return kind === 'callback_query' ? 'sometimes' : factOf(kind, 'text')
    case 'observer':
    case 'unprocessed':
      return factOf(kind, 'text')
  }
}

/** `an update of @UpdateHandler with `poll``, and how many more there are. */
function describe(ways: readonly Way[]): string {
  const [first] = ways
  if (first === undefined) return 'an update'
  const ofFirst = ways.filter(({ decorator }) => decorator === first.decorator).map(({ kind }) => `\`${kind}\``)
  const shown = ofFirst.length > 3 ? [...ofFirst.slice(0, 2), `${ofFirst.length - 2} other kinds`] : ofFirst
  const last = shown.at(-1) ?? ''
  const kinds = shown.length === 1 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`
  return `an update of ${decoratorLabel(first.decorator)} (${kinds})`
}

function instead({ source }: HandlerParameter): string {
  if (source.kind === 'update') return 'take `Update`, or the member of it that the handler gets'
  if (source.kind === 'message' && source.has !== undefined) return 'take `Message`, or a member that can come'
  if (source.kind === 'pendingInput') return 'remove the parameter, or decorate the method with @InputHandler'
  if (source.kind === 'match') return 'remove the parameter, or decorate the method with @CommonHandler.Regex'
  return 'remove the parameter'
}
