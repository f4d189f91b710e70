import { Logger, Module, type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { Command, getBotToken, TelegrafModule, Update } from 'nestjs-telegraf'
import type { Telegraf } from 'telegraf'
import { botInfo, token } from '../lib/bots.js'
import type { Part } from '../parts.js'
import { partAgainst } from './others.js'
import { commandsByClass, type Hits } from './table.js'

/** Against nestjs-telegraf, with a `@Command()` method for each command, in a Nest application. */
export const part: Part = partAgainst(nestBot, { name: 'nest' })

async function nestBot(size: number, hits: Hits): Promise<Telegraf> {
  const providers = commandsByClass(size).map((names) => updateClass(names, hits))
  class BenchModule {}
  Module({ imports: [TelegrafModule.forRoot({ token, launchOptions: false })], providers })(BenchModule)
  // Nest writes what it does to standard output, where the results are to stand.
  Logger.overrideLogger(['error'])
  const application = await NestFactory.createApplicationContext(BenchModule)
  const telegraf = application.get<Telegraf>(getBotToken())
  telegraf.botInfo = botInfo
  return telegraf
}

/** The decorators are called by hand, as the compiled class would. */
function updateClass(names: readonly string[], hits: Hits): Type {
  class BenchUpdates {}
  for (const name of names) {
    const method = { value: () => hits.hit(), configurable: true, writable: true }
    Object.defineProperty(BenchUpdates.prototype, name, method)
    Command(name)(BenchUpdates.prototype, name, method)
  }
  Update()(BenchUpdates)
  return BenchUpdates
}
