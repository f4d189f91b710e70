/** A bot in a process of its own, which can be killed. The test talks to it over IPC. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type BotOf, botgen, type SessionStorage, type UpdateClaim } from '@botgen/runtime'
import { faultyStorage, type StorageCall } from '@botgen/testing'
import { Telegraf } from 'telegraf'
import { FlowHandlers, flowTable, replyTo } from './flow.js'
import type { BotSettings, Cleared, Ended, FromBot, SessionState, Task, Tasks } from './protocol.js'
import { storages } from './storages.js'

const settings = JSON.parse(process.argv[2] ?? '') as BotSettings
const errors: string[] = []
const unhandled: string[] = []
process.on('unhandledRejection', (error) => unhandled.push(String(error)))

const handlers = new FlowHandlers(settings.name)
const storage = await storages[settings.storage].open(settings.place)
const faulty = faultyStorage<SessionStorage>(withLease(storage, settings.lease))
const bot = botgen(
  new Telegraf(settings.token, {
    telegram: { apiRoot: settings.apiRoot },
    handlerTimeout: Number.POSITIVE_INFINITY,
  }),
  flowTable(handlers),
  {
    sessions: {
      storage: faulty.storage,
      state: storage.state,
      ...(settings.whileStorageFails && { whileStorageFails: settings.whileStorageFails }),
    },
    onError: (error, { stage }) => errors.push(`${stage}: ${String(error)}`),
  },
)
bot.on('message', async (ctx) => {
  const flow = bot.sessions.peek(ctx, { qualifier: 'flow' })
  if (flow?.isOpen === true) await flow.with(ctx).reply(replyTo(ctx.message.message_id, settings.name))
})
const webhook = await receive(bot)

/** In a private chat the user has the chat's number. */
const flowOf = (chatId: number) => bot.sessions.peek({ chatId, userId: chatId, qualifier: 'flow' })

const tasks: { [Name in keyof Tasks]: (...given: Parameters<Tasks[Name]>) => Promise<ReturnType<Tasks[Name]>> } = {
  async sessions(chatIds) {
    const states: Record<number, SessionState> = {}
    for (const chatId of chatIds) {
      const flow = flowOf(chatId)
      states[chatId] = { isOpen: flow.isOpen, recorded: (await flow.messages()).map(({ messageId }) => messageId) }
    }
    return states
  },

  async stored() {
    const keys = new Set(
      faulty.calls.flatMap((call) => (call.method === 'addIfOpen' ? [String(call.arguments[0])] : [])),
    )
    const lists = await Promise.all([...keys].map(async (key) => storage.list(key)))
    return lists.flat().length
  },

  async clear(chatIds) {
    const total: { -readonly [Count in keyof Cleared]: number } = { deleted: 0, tooOld: 0, refused: 0, pending: 0 }
    for (const chatId of chatIds) {
      const cleared = await flowOf(chatId).clear()
      for (const count of Object.keys(total) as (keyof Cleared)[]) total[count] += cleared[count]
    }
    return total
  },

  storageFails(fails) {
    const asked = ({ method }: StorageCall): boolean => method !== 'close'
    if (fails) faulty.failNext(asked, { rejects: new Error('the storage is down') }, Number.POSITIVE_INFINITY)
    else faulty.clearFaults()
    return Promise.resolve(null)
  },

  errors: () => Promise.resolve(errors.splice(0)),

  hanging: () => Promise.resolve(handlers.hanging),

  async shutdown(timeout): Promise<Ended> {
    const left = await bot.shutdown({ timeout })
    webhook?.close()
    webhook?.closeAllConnections()
    return { left, errors, unhandled }
  },
}

process.on('message', (task: Task) => void carryOut(task))
tell({ kind: 'ready', port: webhook && (webhook.address() as AddressInfo).port })

async function carryOut({ id, name, argument }: Task): Promise<void> {
  // The protocol says which argument goes with which name.
  const task = tasks[name] as (given: unknown) => Promise<unknown>
  await task(argument).then(
    (answer) => tell({ kind: 'answer', id, answer }),
    (error: unknown) => tell({ kind: 'failure', id, error: String(error) }),
  )
  // From here on nothing but the bot can keep the process alive.
  if (name === 'shutdown') process.disconnect()
}

function tell(message: FromBot): void {
  process.send?.(message)
}

/** Returns the server of the webhook. */
async function receive(receiving: BotOf): Promise<Server | undefined> {
  if (settings.receives === 'polling') {
    await new Promise<void>((resolve, reject) => {
      receiving.launch(resolve).catch(reject)
    })
    return undefined
  }
  const server = createServer((request, response) => void receiving.webhookCallback('/')(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** The storage itself, with another lease: what was killed would else keep the next process waiting most of the time. */
function withLease(given: SessionStorage, lease: number | undefined): SessionStorage {
  const claim = given.claimUpdate?.bind(given)
  return lease === undefined || claim === undefined
    ? given
    : Object.assign(given, { claimUpdate: (update: UpdateClaim) => claim(update, lease) })
}
