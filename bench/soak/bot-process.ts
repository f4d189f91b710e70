/** The bot under soak, in a process of its own so that its memory is its own. Talks to the main process over IPC. */
import {
  botgen,
  CommandHandler,
  command,
  defineDispatchTable,
  routes,
  type Session,
  type SessionContext,
} from '@botgen/runtime'
import { Telegraf } from 'telegraf'
import { FlakyStorage } from './flaky-storage.js'
import { seededRandom } from './random.js'

export interface FinalState {
  /** Recorded message ids by chat. */
  readonly recorded: Readonly<Record<number, readonly number[]>>
  /** What `onError` heard, by the error's name. */
  readonly errors: Readonly<Record<string, number>>
  readonly unhandled: readonly string[]
  readonly left: { readonly updates: number; readonly entries: number }
}

export type FromBot =
  | { readonly kind: 'heap'; readonly bytes: number; readonly open: number }
  | { readonly kind: 'final'; readonly state: FinalState }

class FlowHandlers {
  @CommandHandler('open')
  async open(ctx: SessionContext<'flow'>): Promise<void> {
    await ctx.reply('opened')
  }

  @CommandHandler('close')
  async close(flow: Session<'flow'>): Promise<void> {
    for (;;) {
      const { refused, pending } = await flow.clear()
      if (refused + pending === 0) break
    }
    await flow.close()
  }
}

const [token = '', apiRoot = '', seed = ''] = process.argv.slice(2)
const errors: Record<string, number> = {}
const unhandled: string[] = []
process.on('unhandledRejection', (error) => unhandled.push(String(error)))

const storage = new FlakyStorage()
storage.start(seededRandom(Number(seed)))
const handlers = new FlowHandlers()
const table = defineDispatchTable([
  routes(FlowHandlers, 'bench/soak/bot-process.ts', {
    commands: [
      command(['open'], 'open', { invoke: (update) => handlers.open(update.sessionContext('flow')) }),
      command(['close'], 'close', { invoke: (update) => handlers.close(update.session('flow')) }),
    ],
  }),
])
const bot = botgen(new Telegraf(token, { telegram: { apiRoot }, handlerTimeout: Number.POSITIVE_INFINITY }), table, {
  sessions: { storage },
  onError: (error) => {
    const name = error instanceof Error ? error.name : typeof error
    errors[name] = (errors[name] ?? 0) + 1
  },
})
bot.use(async (ctx) => {
  const flow = bot.sessions.peek(ctx, { qualifier: 'flow' })
  if (flow?.isOpen === true) await flow.with(ctx).reply('noted')
})

const send = (message: FromBot): void => void process.send?.(message)

process.on('message', (request: 'heap' | 'recover' | 'finish') => {
  if (request === 'heap') {
    globalThis.gc?.()
    send({ kind: 'heap', bytes: process.memoryUsage().heapUsed, open: [...bot.sessions.list()].length })
  } else if (request === 'recover') {
    storage.recover()
  } else {
    void finish()
  }
})

async function finish(): Promise<void> {
  const recorded: Record<number, number[]> = {}
  for (const session of bot.sessions.list()) {
    recorded[session.chatId] = (await session.messages()).map(({ messageId }) => messageId)
  }
  const left = await bot.shutdown()
  send({ kind: 'final', state: { recorded, errors, unhandled, left } })
  process.disconnect()
}

await bot.launch()
