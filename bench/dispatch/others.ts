import { botgenBot } from '../lib/bots.js'
import { compare } from '../lib/compare.js'
import { result } from '../lib/result.js'
import type { Part } from '../parts.js'
import { handling, type UpdateHandler } from './handling.js'
import { commandName, Hits, tableOf } from './table.js'

/** Makes a bot of another library, with as many commands, each of which raises `hits`. */
export type OtherBot = (size: number, hits: Hits) => UpdateHandler | Promise<UpdateHandler>

export interface OtherBotOptions {
  /** The library, as the result names it. */
  readonly name: string
  /** The promise, by number of commands; none where the figure is there for comparison. */
  readonly limits?: Readonly<Record<number, number>>
}

/** P1: the last of many commands, against another library with the same commands. */
export function partAgainst(makeOther: OtherBot, { name, limits = {} }: OtherBotOptions): Part {
  return async ({ size, isQuick }) => {
    const hits = new Hits()
    const bot = botgenBot(tableOf(size, hits))
    const otherHits = new Hits()
    const other = await makeOther(size, otherHits)

    const typed = commandName(size - 1)
    const { ratio, details } = await compare(
      {
        measured: handling(bot, { name: typed, updates: 2000, hits }),
        // The others try one command after another: the more they have, the fewer updates make a round as long.
        against: handling(other, { name: typed, updates: Math.round(20_000 / size), hits: otherHits }),
      },
      { rounds: isQuick ? 31 : 201, warmUps: 12 },
    )
    return [result(`P1.${name}.${size}`, { ratio, limit: limits[size] }, details)]
  }
}
