import type { Context, Telegraf } from 'telegraf'
import { type UpdateKind, updateKinds } from '../updates/index.js'

/** Kinds that Telegram sends only to bots which name them (Bot API, “getUpdates”). */
const kindsOnRequest: ReadonlySet<UpdateKind> = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])

/** Has `launch()` ask Telegram for the kinds of updates that the table needs, and warns where it is given a list without one. */
export function launchWith<C extends Context>(telegraf: Telegraf<C>, needed: readonly UpdateKind[]): void {
  const launch = telegraf.launch.bind(telegraf)
  telegraf.launch = (
    configOrListener?: Telegraf.LaunchOptions | (() => void),
    listener?: () => void,
  ): Promise<void> => {
    const [config, onLaunch] =
      typeof configOrListener === 'function' ? [{}, configOrListener] : [configOrListener, listener]
    const given = config?.allowedUpdates
    if (given !== undefined) warnOfMissing(given, needed)
    // Telegraf passes the list on; its type knows only the kinds of Bot API 7.1.
    const allowedUpdates = (given ?? needed) as NonNullable<Telegraf.LaunchOptions['allowedUpdates']>
    return launch({ ...config, allowedUpdates }, onLaunch)
  }
}

function warnOfMissing(given: readonly string[], needed: readonly UpdateKind[]): void {
  // An empty list stands for all kinds but those on request.
  const allowed: readonly string[] = given.length > 0 ? given : updateKinds.filter((kind) => !kindsOnRequest.has(kind))
  const missing = needed.filter((kind) => !allowed.includes(kind))
  if (missing.length === 0) return
  process.emitWarning(
    `The allowedUpdates given to launch() lack ${missing.join(', ')}, which handlers or sessions of this bot need. ` +
      'Leave allowedUpdates out, or add to bot.allowedUpdates.',
    { type: 'BotgenWarning', code: 'BOTGEN_ALLOWED_UPDATES' },
  )
}
