import { type BotgenOptions, type BotOf, botgen } from '@botgen/runtime'
import type { Telegraf } from 'telegraf'
import { createDispatchTable } from './botgen.generated.js'
import { Reminders } from './reminders.js'

/** The bot, not yet launched: main.ts launches it, tests talk to it. */
export function createBot(telegraf: Telegraf, options: BotgenOptions = {}): BotOf {
  return botgen(telegraf, createDispatchTable({ reminders: new Reminders() }), options)
}
