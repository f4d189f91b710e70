/** Bots that stop when their test has ended. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BotApiServer, type TestChat, type TestUser } from '@botgen/testing'
import { afterEach } from '@jest/globals'
import { type Context, Telegraf } from 'telegraf'
import { type BotOf, botgen, defineDispatchTable } from '../src/index.js'
import { startBot, type TestOptions, type TestSetup } from './harness.js'

const steps: (() => unknown)[] = []

afterEach(async () => {
  for (const step of steps.splice(0).reverse()) await step()
})

/** Has `step` done when the test has ended. What was asked for last is done first. */
export function afterTest(step: () => unknown): void {
  steps.push(step)
}

/** Updates are handed to the bot as they come. */
export async function start(options: TestOptions = {}): Promise<TestSetup> {
  const setup = await startBot(options)
  afterTest(setup.stop)
  return setup
}

export interface Launched {
  readonly server: BotApiServer
  readonly bot: BotOf
  /** What `launch` returned. */
  readonly running: Promise<void>
  readonly alice: TestUser
  readonly chat: TestChat
  /** Another chat of the bot, with somebody else. */
  readonly someone: () => { readonly user: TestUser; readonly chat: TestChat }
}

/** The bot polls on its own, over HTTP. */
export async function launch({
  table,
  telegraf,
  server: serverOptions,
  ...options
}: Omit<TestOptions, 'before'>): Promise<Launched> {
  const server = await BotApiServer.start(serverOptions)
  const plain = new Telegraf<Context>(server.token, { ...telegraf, telegram: { apiRoot: server.apiRoot } })
  const bot = botgen(plain, table ?? defineDispatchTable([]), { clock: server.clock, onError: () => {}, ...options })
  let isRunning = true
  const running = bot.launch().finally(() => (isRunning = false))
  afterTest(async () => {
    if (isRunning) bot.stop()
    await running
    await server.stop()
  })
  const someone = (): { user: TestUser; chat: TestChat } => {
    const user = server.user({ firstName: 'Somebody' })
    return { user, chat: server.privateChat(user) }
  }
  const { user: alice, chat } = someone()
  return { server, bot, running, alice, chat, someone }
}

/** Updates come to the bot as requests, on a port of its own. */
export async function listen(options: TestOptions): Promise<TestSetup> {
  const setup = await start(options)
  await setWebhook(setup.bot)
  return setup
}

/** Has updates come to `bot` as requests. Returns the statuses that it has answered with since. */
export async function setWebhook(bot: BotOf): Promise<readonly number[]> {
  const statuses: number[] = []
  const http = createServer((request, response) => {
    response.on('finish', () => statuses.push(response.statusCode))
    void bot.webhookCallback('/hook')(request, response)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  afterTest(() => new Promise((resolve) => http.close(resolve).closeAllConnections()))
  const { port } = http.address() as AddressInfo
  await bot.telegram.setWebhook(`http://127.0.0.1:${port}/hook`)
  return statuses
}
