import { CommandHandler, type Session } from '@botgen/runtime'
import { type Context, Markup } from 'telegraf'
import type { User } from 'telegraf/types'
import type { Appointments } from '../appointments.js'
import { callbacks } from '../botgen.links.js'

export class AppointmentHandlers {
  constructor(private readonly appointments: Appointments) {}

  @CommandHandler('book', { description: 'Book an appointment' })
  async offer(booking: Session<'booking'>): Promise<void> {
    const free = await this.appointments.free()
    const buttons = free.map((hour) => Markup.button.callback(`${hour}:00`, callbacks.hour({ hour })))
    const text = free.length === 0 ? 'Nothing is free today.' : 'When will you come?'
    await booking.chat.sendMessage(text, Markup.inlineKeyboard(buttons, { columns: 3 }))
  }

  /** Two may press at once, in two processes: one of them gets the hour. */
  @CommandHandler.CallbackQuery('hour')
  async book(booking: Session<'booking'>, ctx: Context, user: User, hour: number): Promise<void> {
    if (!(await this.appointments.book(hour, user.id))) {
      await ctx.answerCbQuery('Somebody was faster. Please choose another.')
      return
    }
    await ctx.answerCbQuery()
    await booking.clear()
    await booking.close()
    await ctx.reply(`See you at ${hour}:00, ${user.first_name}.`)
  }
}
