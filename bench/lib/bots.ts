import { type BotOf, type BotgenOptions, botgen, type DispatchTable, defineDispatchTable } from '@botgen/runtime'
import { Telegraf } from 'telegraf'

/** A Telegraf with its default `handlerTimeout`, which never asks Telegram who it is. */
export function plainBot(): Telegraf {
  const telegraf = new Telegraf('1000:bench')
  telegraf.botInfo = {
    id: 1000,
    is_bot: true,
    first_name: 'Bench',
    username: 'benchbot',
    can_join_groups: true,
    can_read_all_group_messages: true,
    supports_inline_queries: false,
  }
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
