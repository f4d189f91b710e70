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

class FlowHandlers {
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
    await flow.clear()
    await flow.close()
  }

  /** Does not end within the life of a process. */
  @CommandHandler('hang')
  async hang(): Promise<void> {
    await new Promise(() => {})
  }
}

export function flowTable(name: string): DispatchTable {
  const handlers = new FlowHandlers(name)
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
