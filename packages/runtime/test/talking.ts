/** What tests say to a bot and see of it in the chat. */
import type { TestSetup } from './harness.js'

export const texts = ({ chat }: TestSetup): (string | undefined)[] => chat.history().map(({ text }) => text)
export const replies = (setup: TestSetup): unknown[] => texts(setup).filter((text) => text?.startsWith('/') === false)

/** Alice presses a button with this data, in a message that the bot sends for it. */
export async function presses({ server, bot, alice, chat }: TestSetup, data: string): Promise<string> {
  const reply_markup = { inline_keyboard: [[{ text: 'Button', callback_data: data }]] }
  await bot.telegram.sendMessage(chat.id, 'Press', { reply_markup })
  const query = alice.presses(chat.history().at(-1)!, 'Button')
  await server.settled()
  return query.id
}
