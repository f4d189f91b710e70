import type { ArgumentType, HandlerParameter, ItemType, ParameterSource, SessionFlavour } from '../model.js'
import type { DescribedParameter } from './description.js'
import { componentId } from './names.js'

/** What sessions are called that have no qualifier. */
export const unqualified = '(unqualified)'

/** The session that a parameter takes. */
export function sessionOf({ source, qualifier }: HandlerParameter): string | undefined {
  return source.kind === 'session' ? (qualifier?.value ?? source.qualifier ?? unqualified) : undefined
}

export function describeParameter(parameter: HandlerParameter): DescribedParameter {
  const { name, optional, source } = parameter
  return {
    name,
    takes: `${takesOf(parameter)}${optional ? '?' : ''}`,
    optional,
    session: sessionOf(parameter),
    component: source.kind === 'component' ? componentId(source.component) : undefined,
  }
}

function takesOf({ source, qualifier, mapping }: HandlerParameter): string {
  switch (source.kind) {
    case 'session':
      return sessionWords(source.flavour, qualifier?.value ?? source.qualifier)
    case 'argument':
      return `${argumentWords(source.type)}${mapping === undefined ? '' : ` '${mapping.value}'`}`
    case 'component':
      return source.role === 'provider' ? `made by ${source.component.name}` : `injected ${source.component.name}`
    case 'message':
    case 'update':
      return source.has === undefined ? source.kind : `${source.kind} with ${source.has}`
    case 'context':
    case 'telegraf':
    case 'bot':
    case 'pendingInput':
    case 'user':
    case 'chat':
    case 'callbackQuery':
    case 'telegram':
    case 'sessions':
    case 'inputs':
    case 'match':
    case 'signal':
    case 'invocation':
    case 'unknown':
      return words[source.kind]
  }
}

function sessionWords(flavour: SessionFlavour, qualifier: string | undefined): string {
  const session = qualifier === undefined ? 'session' : `session '${qualifier}'`
  switch (flavour) {
    case 'session':
      return session
    case 'peekSession':
      return `${session}, not opened`
    case 'sessionContext':
      return `context of ${session}`
  }
}

const words: Readonly<
  Record<Exclude<ParameterSource['kind'], 'session' | 'argument' | 'component' | 'message' | 'update'>, string>
> = {
  context: 'context',
  telegraf: 'Telegraf',
  bot: 'bot',
  pendingInput: 'pending input',
  user: 'user',
  chat: 'chat',
  callbackQuery: 'callback query',
  telegram: 'Telegram',
  sessions: 'session manager',
  inputs: 'inputs',
  match: 'match',
  signal: 'abort signal',
  invocation: 'invocation',
  unknown: 'unknown',
}

function argumentWords(type: ArgumentType): string {
  return type.kind === 'list' ? `list of ${itemWords(type.item)}` : itemWords(type)
}

function itemWords(type: ItemType): string {
  return type.kind === 'oneOf' || type.kind === 'enum' ? type.values.join('|') : type.kind
}
