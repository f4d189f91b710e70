import type { SessionEntry } from '@botgen/runtime'

/** What all processes open and append to, and only append to. */
export const keys = ['1/c1/', '1/c2/'] as const

export const entries = Array.from(
  { length: 80 },
  (_, position): SessionEntry => ({
    ...{ messageId: position + 1, chatId: 1, kind: 'text', direction: 'incoming', date: 1 },
  }),
)

export const updates = Array.from({ length: 20 }, (_, position) => position + 1)
