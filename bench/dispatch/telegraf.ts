import { botgenBot, plainBot } from '../lib/bots.js'
import { compare } from '../lib/compare.js'
import { result } from '../lib/result.js'
import type { Part } from '../parts.js'
import { handling } from './handling.js'
import { commandName, Hits, tableOf } from './table.js'

/** P1: the last of many commands, against `bot.command()` for each of them. */
export const part: Part = async ({ size, isQuick }) => {
  const hits = new Hits()
  const bot = botgenBot(tableOf(size, hits))
  const telegrafHits = new Hits()
  const telegraf = plainBot()
  for (let index = 0; index < size; index += 1) telegraf.command(commandName(index), () => telegrafHits.hit())

  const name = commandName(size - 1)
  const { ratio, details } = await compare(
    {
      measured: handling(bot, { name, updates: 2000, hits }),
      // A command of Telegraf's is the slower the later it was added: fewer updates make a round as long.
      against: handling(telegraf, { name, updates: 20, hits: telegrafHits }),
    },
    { rounds: isQuick ? 31 : 201, warmUps: 12 },
  )
  return [result(`P1.telegraf.${size}`, { ratio, limit: 1 / 500 }, details)]
}
