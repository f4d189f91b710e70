import type { Telegraf } from 'telegraf'
import { plainBot } from '../lib/bots.js'
import type { Part } from '../parts.js'
import { partAgainst } from './others.js'
import { commandName, type Hits } from './table.js'

/** Against Telegraf alone, with a `bot.command()` for each command. */
export const part: Part = partAgainst(telegrafBot, { name: 'telegraf', limits: { 1000: 1 / 500 } })

function telegrafBot(size: number, hits: Hits): Telegraf {
  const bot = plainBot()
  for (let index = 0; index < size; index += 1) bot.command(commandName(index), () => hits.hit())
  return bot
}
