import { CommandHandler, InputHandler, type Inputs, type PendingInput, type Session } from '@botgen/runtime'
import type { Context } from 'telegraf'
import type { User } from 'telegraf/types'
import type { Reminders } from '../reminders.js'

/** A reminder is made in a few messages, which leave the chat when it is. */
export class ReminderHandlers {
  constructor(private readonly reminders: Reminders) {}

  @CommandHandler('start', { description: 'What this bot does' })
  async help(ctx: Context): Promise<void> {
    await ctx.reply('Send /remind, and I ask what of. /list shows what I keep.')
  }

  @CommandHandler('remind', { description: 'Remember something' })
  async ask(making: Session<'reminder'>, inputs: Inputs, ctx: Context): Promise<void> {
    await making.chat.sendMessage('What should I remind you of?')
    await inputs.expect(ctx, 'what', { timeout: '10m' })
  }

  @InputHandler('what')
  async askWhen(making: Session<'reminder'>, inputs: Inputs, ctx: Context, what: string): Promise<void> {
    await making.chat.sendMessage('In how many minutes?')
    await inputs.expect(ctx, 'when', { timeout: '10m', payload: { what } })
  }

  @InputHandler('when')
  async remember(
    { payload }: PendingInput<{ readonly what: string }>,
    making: Session<'reminder'>,
    user: User,
    ctx: Context,
    minutes: number,
  ): Promise<void> {
    this.reminders.add(user.id, payload.what)
    await making.clear()
    await making.close()
    // Not through the session, so it stays.
    await ctx.reply(`In ${minutes} minutes: ${payload.what}`)
  }

  @CommandHandler('list', { description: 'What I keep for you' })
  async list(ctx: Context, user: User): Promise<void> {
    const kept = this.reminders.of(user.id)
    await ctx.reply(kept.length === 0 ? 'Nothing yet.' : kept.join('\n'))
  }
}
