import { describe, expect, it } from '@jest/globals'
import type { SessionEntry } from '../sessions/entry.js'
import { InMemorySessionStorage } from './memory-storage.js'

const entry = (messageId: number, more: Partial<SessionEntry> = {}): SessionEntry => ({
  messageId,
  chatId: 1,
  kind: 'text',
  direction: 'incoming',
  date: messageId,
  ...more,
})

describe('in-memory storage', () => {
  it('S30 lists what was added (addAndList)', () => {
    const storage = new InMemorySessionStorage()
    storage.add('k', entry(1))
    storage.add('k', entry(2))
    expect(storage.list('k')).toEqual([entry(1), entry(2)])
    expect(storage.count('k')).toBe(2)
  })

  it('S30 lists nothing for an unknown key (listUnknownKeyReturnsEmpty)', () => {
    const storage = new InMemorySessionStorage()
    expect(storage.list('k')).toEqual([])
    expect(storage.count('k')).toBe(0)
    expect(storage.remove('k', () => true)).toBe(0)
  })

  it('S30 removes by predicate and says how many (removeByPredicate)', () => {
    const storage = new InMemorySessionStorage()
    for (const id of [1, 2, 3]) storage.add('k', entry(id))
    expect(storage.remove('k', ({ messageId }) => messageId !== 2)).toBe(2)
    expect(storage.list('k')).toEqual([entry(2)])
  })

  it('S30 clears one key (clearDropsEverythingForKey)', () => {
    const storage = new InMemorySessionStorage()
    storage.add('a', entry(1))
    storage.add('b', entry(2))
    storage.clear('a')
    expect(storage.list('a')).toEqual([])
    expect(storage.list('b')).toEqual([entry(2)])
  })

  it('S12 holds a message once, and tells messages of other chats and connections apart', () => {
    const storage = new InMemorySessionStorage()
    const different = [entry(1), entry(1, { chatId: 2 }), entry(1, { businessConnectionId: 'b' })]
    for (const each of [...different, ...different]) storage.add('k', each)
    expect(storage.list('k')).toEqual(different)
  })

  it('S30 hands out snapshots', () => {
    const storage = new InMemorySessionStorage()
    storage.add('k', entry(1))
    const before = storage.list('k')
    storage.add('k', entry(2))
    expect(before).toHaveLength(1)
  })
})
