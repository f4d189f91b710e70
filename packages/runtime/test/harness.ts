/** A real Telegraf with botgen on it, against the in-process Bot API over HTTP. */
import { BotApiServer, type ServerOptions, type TestChat, type TestUser } from '@botgen/testing'
import { type Context, Telegraf } from 'telegraf'
import type { Update } from 'telegraf/types'
import {
  type BotgenOptions,
  type BotOf,
  botgen,
  CommandHandler,
  command,
  type DispatchTable,
  defineDispatchTable,
  type ErrorContext,
  type HandlerUpdate,
  type Route,
  routes,
} from '../src/index.js'

export interface TestSetup {
  readonly server: BotApiServer
  readonly bot: BotOf
  readonly alice: TestUser
  readonly chat: TestChat
  /** What `onError` heard. */
  readonly errors: { readonly error: unknown; readonly context: ErrorContext }[]
  /** Alice writes in her chat with the bot, and the bot has taken it. */
  readonly says: (text: string) => Promise<void>
  readonly stop: () => Promise<void>
}

export interface TestOptions extends BotgenOptions {
  readonly table?: DispatchTable
  readonly telegraf?: Partial<Telegraf.Options<Context>>
  readonly server?: ServerOptions
  /** Called before `botgen()`. */
  readonly before?: (telegraf: Telegraf) => void
}

/** Updates are handed to the bot as they come; what it calls goes over HTTP. */
export async function startBot({
  table,
  telegraf,
  server: serverOptions,
  before,
  ...options
}: TestOptions = {}): Promise<TestSetup> {
  const server = await BotApiServer.start(serverOptions)
  const errors: TestSetup['errors'] = []
  const plain = new Telegraf(server.token, { ...telegraf, telegram: { apiRoot: server.apiRoot } })
  before?.(plain)
  let bot: BotOf
  try {
    bot = botgen(plain, table ?? defineDispatchTable([]), {
      clock: server.clock,
      onError: (error, context) => void errors.push({ error, context }),
      ...options,
    })
  } catch (error) {
    await server.stop()
    throw error
  }
  server.connect((update) => bot.handleUpdate(update as unknown as Update))
  const alice = server.user({ firstName: 'Alice' })
  const chat = server.privateChat(alice)
  const says = async (text: string): Promise<void> => {
    alice.sends(chat, text)
    await server.settled()
  }
  return { server, bot, alice, chat, errors, says, stop: () => server.stop() }
}

/** A table of commands without decorators, as start-up checks it. */
export function tableOf(commands: Record<string, (update: HandlerUpdate) => unknown>): DispatchTable {
  class TestHandlers {}
  const list: Route[] = Object.entries(commands).map(([name, invoke]) => command([name], name, { invoke }))
  return defineDispatchTable([recorded(TestHandlers, list)])
}

/** Routes of a class on which the decorators recorded just these commands. */
function recorded(handlers: new () => object, list: readonly Route[]): ReturnType<typeof routes> {
  for (const { method } of list) {
    Object.defineProperty(handlers.prototype, method, { value: () => undefined, configurable: true })
    CommandHandler(method)(handlers.prototype as object, method, {})
  }
  return routes(handlers, 'src/test-handlers.ts', { commands: list })
}
