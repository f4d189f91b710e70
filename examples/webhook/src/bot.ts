import { type BotgenOptions, type BotOf, botgen } from '@botgen/runtime'
import type { Telegraf } from 'telegraf'
import type { Appointments } from './appointments.js'
import { createDispatchTable } from './botgen.generated.js'

/** The bot, which receives nothing yet: main.ts gives it a webhook, tests talk to it. */
export function createBot(telegraf: Telegraf, appointments: Appointments, options: BotgenOptions = {}): BotOf {
  return botgen(telegraf, createDispatchTable({ appointments }), options)
}
