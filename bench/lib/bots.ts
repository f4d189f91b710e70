import { type BotOf, type BotgenOptions, botgen, type DispatchTable, defineDispatchTable } from '@botgen/runtime'
import { Telegraf } from 'telegraf'
import type { UserFromGetMe } from 'telegraf/types'

export const token = '1000:bench'

/** What Telegram would say of the bot; given to it, so that it never asks. */
export const botInfo: UserFromGetMe = {
  id: 1000,
  is_bot: true,
  first_name: 'Bench',
  username: 'benchbot',
  can_join_groups: true,
  can_read_all_group_messages: true,
  supports_inline_queries: false,
}

/** A Telegraf with its default `handlerTimeout`. */
export function plainBot(): Telegraf {
  const telegraf = new Telegraf(token)
  telegraf.botInfo = botInfo
  return telegraf
}

/** What botgen is compared with: a Telegraf whose one middleware does nothing, not even call the next one. */
export function emptyBot(): Telegraf {
  const telegraf = plainBot()
  telegraf.use(() => {})
  return telegraf
}

export function botgenBot(table: DispatchTable = defineDispatchTable([]), options?: BotgenOptions): BotOf {
  return botgen(plainBot(), table, options)
}
