/** What init writes into a project: a bot with a handler or two, its main module, and a test of it. */

export const handlersText = `import { CommandHandler, type Session, SessionQualifier } from '@botgen/runtime'
import type { Context } from 'telegraf'
import type { User } from 'telegraf/types'

export class OrderHandlers {
  @CommandHandler('start', { description: 'Say hello' })
  async greet(ctx: Context, user: User): Promise<void> {
    await ctx.reply(\`Hello \${user.first_name}! Send /order pizza, then /done.\`)
  }

  @CommandHandler('order', { description: 'Order a meal' })
  async order(@SessionQualifier('order') order: Session, meal = 'pizza'): Promise<void> {
    // Sent through the session, which therefore knows it.
    await order.chat.sendMessage(\`One \${meal}. Anything else?\`)
  }

  @CommandHandler('done', { description: 'Finish the order' })
  async finish(order: Session<'order'>, ctx: Context): Promise<void> {
    await ctx.reply('Order received: wiping our chat history.')
    await order.clear()
    await order.close()
  }
}
`

export const botText = `import { type BotgenOptions, type BotOf, botgen } from '@botgen/runtime'
import type { Telegraf } from 'telegraf'
// Written by npx botgen generate.
import { createDispatchTable } from './botgen.generated.js'

/** The bot, not yet launched: main.ts launches it, tests talk to it. */
export function createBot(telegraf: Telegraf, options: BotgenOptions = {}): BotOf {
  return botgen(telegraf, createDispatchTable(), options)
}
`

export const mainText = `import { existsSync } from 'node:fs'
import { Telegraf } from 'telegraf'
import { createBot } from './bot.js'

if (existsSync('.env')) process.loadEnvFile('.env')
const token = process.env['BOT_TOKEN']?.trim() ?? ''

if (/^\\d+:[\\w-]+$/.test(token)) {
  const bot = createBot(new Telegraf(token))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void bot.shutdown())
  bot
    .launch(() => console.log('The bot is running. Ctrl-C ends it.'))
    .catch((error: unknown) => {
      console.error('The bot ended:', error instanceof Error ? error.message : error)
      console.error('On 401 or 404, BOT_TOKEN is not the token of a bot: ask @BotFather for it.')
      process.exitCode = 1
    })
} else {
  const problem = token === '' ? 'BOT_TOKEN is not set.' : 'BOT_TOKEN is not a token: those look like 123456:ABC-def.'
  console.error(\`\${problem} Copy .env.example to .env and put in it the token that @BotFather gives you.\`)
  process.exitCode = 1
}
`

/** @param imports - what the project's test runner needs; @param equal - its comparison */
function testText(imports: string, equal: (actual: string, expected: string) => string, sources: string): string {
  return `${imports}
import { createBot } from '../${sources}/bot.js'

test('an order is wiped when it is done', async () => {
  await using bot = await createTestBot(({ telegraf, options }) => createBot(telegraf, options))
  const alice = bot.chatWith('Alice')

  await alice.says('/order pasta')
  ${equal('alice.shows()', "['/order pasta', 'One pasta. Anything else?']")}

  await alice.says('/done')
  ${equal('alice.shows()', "['Order received: wiping our chat history.']")}
})
`
}

export const nodeTestText = (sources: string): string =>
  testText(
    `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestBot } from '@botgen/testing'`,
    (actual, expected) => `assert.deepEqual(${actual}, ${expected})`,
    sources,
  )

export const vitestText = (sources: string): string =>
  testText(
    `import { createTestBot } from '@botgen/testing'
import { expect, test } from 'vitest'`,
    (actual, expected) => `expect(${actual}).toEqual(${expected})`,
    sources,
  )

export const tsconfigText = `{
  "compilerOptions": {
    "target": "ES2022",
    "module": "NodeNext",
    "types": ["node"],
    "strict": true,
    "experimentalDecorators": true,
    "skipLibCheck": true,
    "rootDir": "src",
    "outDir": "dist"
  },
  "include": ["src"]
}
`
