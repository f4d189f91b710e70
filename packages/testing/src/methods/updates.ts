import { apiError, badRequest } from '../api/errors.js'
import { defined } from '../defined.js'
import type { TestBot, WebhookSettings } from '../world/bot.js'
import type { Arguments } from './arguments.js'
import type { Method } from './call.js'

/** Starts delivering a bot's updates to a URL; returns what ends it. */
export type OpenWebhook = (bot: TestBot, settings: Omit<WebhookSettings, 'close'>) => () => void

const MAX_LIMIT = 100

/** Long polling, in real seconds up to `maxPollSeconds`. */
export function getUpdates(maxPollSeconds: number): Method {
  return ({ bot, args, signal }) => {
    if (bot.webhook) {
      const remedy = 'use deleteWebhook to delete the webhook first'
      throw apiError(409, `Conflict: can't use getUpdates method while webhook is active; ${remedy}`)
    }
    allowUpdates(bot, args)
    const limit = Math.min(Math.max(args.integer('limit', MAX_LIMIT), 1), MAX_LIMIT)
    const seconds = Math.min(Math.max(args.integer('timeout'), 0), maxPollSeconds)
    return bot.inbox.poll({ offset: args.integer('offset'), limit, timeout: seconds * 1000, signal })
  }
}

/** As Telegram does, but a plain `http:` address will do. What waits already is delivered at once. */
export function setWebhook(open: OpenWebhook): Method {
  return ({ bot, args }) => {
    const url = args.text('url')
    if (url === '') return removeWebhook(bot, args)
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
    }
    const secretToken = args.optional('secret_token')
    if (secretToken !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secretToken)) {
      throw badRequest('secret token contains unallowed characters')
    }
    removeWebhook(bot, args)
    allowUpdates(bot, args)
    bot.lastWebhookError = undefined
    const maxConnections = Math.min(Math.max(args.integer('max_connections', 40), 1), 100)
    const settings = { url, secretToken, maxConnections }
    bot.webhook = { ...settings, close: open(bot, settings) }
    return true
  }
}

export const deleteWebhook: Method = ({ bot, args }) => removeWebhook(bot, args)

export const getWebhookInfo: Method = ({ bot }) =>
  defined({
    url: bot.webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: bot.inbox.size,
    max_connections: bot.webhook?.maxConnections,
    last_error_date: bot.lastWebhookError?.date,
    last_error_message: bot.lastWebhookError?.message,
    allowed_updates: bot.allowedUpdates,
  })

function removeWebhook(bot: TestBot, args: Arguments): true {
  bot.webhook?.close()
  bot.webhook = undefined
  if (args.flag('drop_pending_updates')) bot.inbox.dropAll()
  return true
}

/** What is no list of strings changes nothing, as at Telegram. */
function allowUpdates(bot: TestBot, args: Arguments): void {
  const kinds = args.value('allowed_updates')
  if (Array.isArray(kinds) && kinds.every((kind) => typeof kind === 'string')) bot.allowUpdates(kinds)
}
