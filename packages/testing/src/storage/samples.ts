import type { EntryId, SessionEntry } from '@botgen/runtime'

export const key = '1/c-100123/u42/qorder/'
export const otherKey = '1/c-100123/u42/qsupport/'

export function entry(messageId: number, more: Partial<SessionEntry> = {}): SessionEntry {
  return { messageId, chatId: -100_123, kind: 'text', direction: 'incoming', date: 1_900_000_000 + messageId, ...more }
}

/** Entries of `count` messages, numbered from `first`. */
export function entries(count: number, first = 1): readonly SessionEntry[] {
  return Array.from({ length: count }, (_, position) => entry(first + position))
}

/** Telegram's ids have at most 52 bits. */
const biggest = 2 ** 52 - 1

/** Everything that an entry can hold, at its limits. */
export const unusual: readonly SessionEntry[] = [
  entry(1, { userId: 42, threadId: 7, businessConnectionId: 'b1', direction: 'outgoing', kind: 'photo' }),
  entry(2, { kind: 'unknown' }),
  // Telegram adds kinds; a storage that was written before them keeps them all the same.
  entry(3, { kind: 'hologram' as SessionEntry['kind'] }),
  entry(4, { userId: biggest, chatId: biggest }),
  entry(5, { chatId: -biggest }),
  entry(2 ** 31, { date: 2 ** 33 }),
  entry(biggest),
  entry(6, { threadId: 2 ** 31, date: 0 }),
  entry(7, { businessConnectionId: `'"\\%_*/?[{; DROP TABLE x; -- é\u{1f600}` }),
]

/** One message id in different chats and connections: different messages. */
export const sameId: readonly SessionEntry[] = [
  entry(1),
  entry(1, { chatId: 100_123 }),
  entry(1, { chatId: 42 }),
  entry(1, { businessConnectionId: 'b1' }),
  entry(1, { businessConnectionId: 'b2' }),
  entry(1, { businessConnectionId: 'B2' }),
  entry(1, { businessConnectionId: 'b1', chatId: 42 }),
]

/** Keys that are hard to keep apart, or that mean something to a database, a file system or an object. */
export const hostileKeys: readonly string[] = [
  ...['a', 'a/', 'a/b', 'a/b/', 'A', 'a ', ' a', 'a  ', 'a.', '.', '..', '../a', './a', '/', '//', 'a//b'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'undefined', '0', '00', '1e3', '1000'],
  ...[
    '%',
    '_',
    '*',
    '?',
    '[a]',
    '[a-z]',
    '{a}',
    '{a,b}',
    'a%',
    'a_',
    'a*',
    'a?',
    '^a$',
    '(a|b)',
    '!a',
    '~',
    '#a',
    '$a',
  ],
  ...[
    '\\',
    '\\\\',
    '\\%',
    '\\n',
    "'",
    "''",
    '"',
    '`',
    "a'; DROP TABLE entries; --",
    "' OR '1'='1",
    '${a}',
    '$(a)',
    '%s',
    '%00',
  ],
  ...['a:b', 'a|b', 'a;b', 'a,b', 'a=b', 'a&b', 'a+b', '<a>', '@a', 'CON', 'nul.txt'],
]

/** What tells a message from others within a session (S12). */
export function messageOf({ businessConnectionId, chatId, messageId }: EntryId): string {
  return JSON.stringify([businessConnectionId ?? null, chatId, messageId])
}
