import { describe, expect, it } from '@jest/globals'
import type { Update } from 'telegraf/types'
import type { SessionKey } from './key.js'
import type { LiveSession } from './live-session.js'
import { Subscriptions } from './subscriptions.js'

/** Sessions that count how often somebody looks at one of them. */
class CountedSessions {
  looks = 0

  session(key: SessionKey): LiveSession {
    const look = (): SessionKey => {
      this.looks += 1
      return key
    }
    const userId = key.kind === 'chatUser' ? key.userId : undefined
    // Subscriptions read nothing but the key and the user.
    return Object.defineProperty({ userId }, 'key', { get: look }) as unknown as LiveSession
  }
}

const messageFrom = (chatId: number, userId: number): Update =>
  ({ update_id: 1, message: { message_id: 1, date: 1, chat: { id: chatId }, from: { id: userId } } }) as Update

/** How many sessions are looked at to find those of one message, with `size` sessions open. */
function looksWith(size: number, keyOf: (index: number) => SessionKey, update: Update): number {
  const counted = new CountedSessions()
  const subscriptions = new Subscriptions(() => {})
  for (let index = 0; index < size; index += 1) subscriptions.add(counted.session(keyOf(index)))
  counted.looks = 0
  expect(subscriptions.matching(update)).toHaveLength(1)
  return counted.looks
}

describe('finding the sessions of an update', () => {
  it.each([
    [
      'chats of their own',
      (index: number): SessionKey => ({ kind: 'chatUser', chatId: index, userId: index }),
      messageFrom(5, 5),
    ],
    [
      'one group',
      (index: number): SessionKey => ({ kind: 'chatUser', chatId: -100, userId: index }),
      messageFrom(-100, 5),
    ],
    [
      'one group, of other qualifiers',
      (index: number): SessionKey => ({ kind: 'chatUser', chatId: -100, userId: index, qualifier: 'order' }),
      messageFrom(-100, 5),
    ],
  ])('S8 looks at as many with ten open as with a hundred thousand, in %s', (_where, keyOf, update) => {
    expect(looksWith(10, keyOf, update)).toBe(1)
    expect(looksWith(100_000, keyOf, update)).toBe(1)
  })

  it('S8 asks custom predicates one by one, and only those', () => {
    const counted = new CountedSessions()
    const subscriptions = new Subscriptions(() => {})
    let asked = 0
    for (let index = 0; index < 10; index += 1) {
      const session = counted.session({ kind: 'chat', chatId: index })
      subscriptions.add(session)
      if (index < 3) subscriptions.addCustom(session, () => (asked += 1) > 0)
    }
    expect(subscriptions.matching(messageFrom(5, 5))).toHaveLength(4)
    expect(asked).toBe(3)
  })

  it('S8 forgets what is deleted', () => {
    const counted = new CountedSessions()
    const subscriptions = new Subscriptions(() => {})
    const keys: SessionKey[] = [
      { kind: 'chat', chatId: 1 },
      { kind: 'chatUser', chatId: 1, userId: 2 },
      { kind: 'chatUser', chatId: 1, userId: 2, qualifier: 'a' },
      { kind: 'chatUser', chatId: 1, userId: 2, qualifier: 'b' },
    ]
    const sessions = keys.map((key) => counted.session(key))
    for (const session of sessions) subscriptions.add(session)
    const left = sessions.map((session) => {
      subscriptions.delete(session)
      return subscriptions.matching(messageFrom(1, 2)).length
    })
    expect(left).toEqual([3, 2, 1, 0])
    expect(subscriptions.ofChat(1)).toEqual([])
  })
})
