/** Who writes where: one conversation for each session of a bench. */
export interface Conversations {
  readonly size: number
  /** Chat and user of a conversation, by its number from 0. */
  readonly at: (index: number) => { readonly chatId: number; readonly userId: number }
}

/** Newer ids of Telegram's do not fit 32 bits, which numbers in V8 feel. */
const firstId = 5_000_000_000

/** Each user in a private chat with the bot. */
export function privateChats(size: number): Conversations {
  return { size, at: (index) => ({ chatId: firstId + index, userId: firstId + index }) }
}

/** All users in one group. */
export function oneGroup(size: number): Conversations {
  return { size, at: (index) => ({ chatId: -1_001_234_567_890, userId: firstId + index }) }
}
