/** A bot with an inspector on a server of Node's own, against the in-process Bot API. */
import { createServer, type IncomingMessage, type RequestListener as NodeListener, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type BotgenOptions, botgen, type BotOf, type DispatchTable, defineDispatchTable } from '@botgen/runtime'
import { BotApiServer, type TestChat, type TestUser } from '@botgen/testing'
import { Telegraf } from 'telegraf'
import type { Update } from 'telegraf/types'
import { sessionInspector, type SessionInspectorOptions } from '../index.js'

export interface TestBot {
  readonly api: BotApiServer
  readonly bot: BotOf
  readonly alice: TestUser
  readonly chat: TestChat
  /** Alice writes in her chat with the bot, and the bot has taken it. */
  readonly says: (text: string) => Promise<void>
}

export interface Mounted extends TestBot {
  /** Of the inspector, with a slash at its end. */
  readonly url: string
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>
  /** What a path answers; `T` says its shape. */
  readonly json: <T>(path: string) => Promise<T>
  readonly post: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>
  readonly errors: unknown[]
}

const open: (() => Promise<unknown>)[] = []

/** Ends what tests have started; for `afterEach`. */
export async function stopAll(): Promise<void> {
  for (const stop of open.splice(0).reverse()) await stop()
}

export async function startBot(
  options: BotgenOptions = {},
  table: DispatchTable = defineDispatchTable([]),
): Promise<TestBot> {
  const api = await BotApiServer.start()
  open.push(() => api.stop())
  const telegraf = new Telegraf(api.token, { telegram: { apiRoot: api.apiRoot } })
  const bot = botgen(telegraf, table, { clock: api.clock, onError: () => {}, ...options })
  api.connect((update) => bot.handleUpdate(update as unknown as Update))
  const alice = api.user({ firstName: 'Alice' })
  const chat = api.privateChat(alice)
  const says = async (text: string): Promise<void> => {
    alice.sends(chat, text)
    await api.settled()
  }
  return { api, bot, alice, chat, says }
}

/** Serves a listener; tells its address. */
export async function serve(listener: NodeListener): Promise<{ readonly server: Server; readonly origin: string }> {
  const server = createServer(listener)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  open.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** Lets everybody in who brings the header. */
export const authenticate = ({ headers }: IncomingMessage): boolean => headers['x-user'] === 'ops'

export async function mount(
  options: Partial<SessionInspectorOptions> = {},
  started: Promise<TestBot> | TestBot = startBot(),
): Promise<Mounted> {
  const test = await started
  const errors: unknown[] = []
  const inspector = sessionInspector(test.bot, {
    authenticate,
    clock: test.api.clock,
    onError: (error) => void errors.push(error),
    ...options,
  })
  const { origin } = await serve(inspector)
  const get = (path: string, headers: Readonly<Record<string, string>> = { 'x-user': 'ops' }): Promise<Response> =>
    fetch(`${origin}/${path}`, { headers, redirect: 'manual' })
  return {
    ...test,
    url: `${origin}/`,
    errors,
    get,
    json: async <T>(path: string) => (await (await get(path)).json()) as T,
    post: (path, headers = {}) =>
      fetch(`${origin}/${path}`, { method: 'POST', headers: { 'x-user': 'ops', ...headers } }),
  }
}
