import { Bot } from 'grammy'
import type { Update, UserFromGetMe } from 'grammy/types'
import { botInfo, token } from '../lib/bots.js'
import type { Part } from '../parts.js'
import type { UpdateHandler } from './handling.js'
import { partAgainst } from './others.js'
import { commandName, type Hits } from './table.js'

/** Against grammY, with a `bot.command()` for each command. */
export const part: Part = partAgainst(grammyBot, { name: 'grammy' })

function grammyBot(size: number, hits: Hits): UpdateHandler {
  // Both libraries describe what Telegram sends; grammY's types know later fields.
  const bot = new Bot(token, { botInfo: botInfo as UserFromGetMe })
  for (let index = 0; index < size; index += 1) bot.command(commandName(index), () => hits.hit())
  return { handleUpdate: (update) => bot.handleUpdate(update as Update) }
}
