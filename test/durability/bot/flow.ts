import { setTimeout as wait } from 'node:timers/promises'
import {
  CommandHandler,
  command,
  type DispatchTable,
  defineDispatchTable,
  routes,
  type Session,
  type SessionContext,
} from '@botgen/runtime'

/** What a reply says: which message it answers, and which process has sent it. */
export function replyTo(messageId: number, name: string): string {
  return `${messageId} by ${name}`
}

/** Both reject while the storage fails. */
async function insist(work: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await work()
      return
    } catch {
      await wait(50)
    }
  }
}

export class FlowHandlers {
  /** How many handlers hang. */
  hanging = 0
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  @CommandHandler('open')
  async open(ctx: SessionContext<'flow'>, messageId: number): Promise<void> {
    await ctx.reply(replyTo(messageId, this.#name))
  }

  @CommandHandler('close')
  async close(flow: Session<'flow'>): Promise<void> {
    await insist(() => flow.clear())
    await insist(() => flow.close())
  }

  /** Does not end within the life of a process. */
  @CommandHandler('hang')
  async hang(): Promise<void> {
    this.hanging += 1
    await new Promise(() => {})
  }
}

export function flowTable(handlers: FlowHandlers): DispatchTable {
  return defineDispatchTable([
    routes(FlowHandlers, 'test/durability/bot/flow.ts', {
      commands: [
        command(['open'], 'open', {
          invoke: (update) => handlers.open(update.sessionContext('flow'), update.message().message_id),
        }),
        command(['close'], 'close', { invoke: (update) => handlers.close(update.session('flow')) }),
        command(['hang'], 'hang', { invoke: () => handlers.hang() }),
      ],
    }),
  ])
}
