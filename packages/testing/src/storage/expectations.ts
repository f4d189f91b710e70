import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import type { SessionEntry, SessionStorage } from '@botgen/runtime'
import { messageOf } from './samples.js'

/** JSON data made of this realm's own objects: what a test runner's sandbox gets from outside has other prototypes. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]))
}

/** An entry as a line that is equal for equal entries only. */
function line(entry: SessionEntry): string {
  const fields = Object.entries(entry).sort(([one], [other]) => (one < other ? -1 : 1))
  return fields
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? `'${value}'` : String(value)}`)
    .join(', ')
}

/** Those of `lines` that `others` lack; what is there twice must be there twice. */
function lacking(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>()
  for (const each of others) left.set(each, (left.get(each) ?? 0) + 1)
  return lines.filter((each) => {
    const count = left.get(each) ?? 0
    left.set(each, count - 1)
    return count <= 0
  })
}

/** A few of them: a thousand would hide what is wrong. */
function some(lines: readonly string[]): readonly string[] {
  return lines.length <= 5 ? lines : [...lines.slice(0, 5), `and ${lines.length - 5} more`]
}

function assertSame(found: readonly SessionEntry[], expected: readonly SessionEntry[], key: string): void {
  const [is, should] = [Array.from(found, line), Array.from(expected, line)]
  const wrong = { missing: some(lacking(should, is)), surplus: some(lacking(is, should)) }
  // In the message, which every runner shows in full.
  const isSame = wrong.missing.length === 0 && wrong.surplus.length === 0
  assert.ok(isSame, `The entries of ${JSON.stringify(key)} differ: ${JSON.stringify(wrong, undefined, 2)}`)
}

/** Fails unless exactly `expected` is stored under `key`, each entry once, in any order. */
export async function assertEntries(
  storage: SessionStorage,
  key: string,
  expected: readonly SessionEntry[],
): Promise<void> {
  assertSame(await storage.list(key), expected, key)
}

/** As `assertEntries`, but a message may be stored more than once. */
export async function assertMessages(
  storage: SessionStorage,
  key: string,
  expected: readonly SessionEntry[],
): Promise<void> {
  assertSame(different(await storage.list(key)), different(expected), key)
}

/** The first entry of each message. */
export function different(entries: readonly SessionEntry[]): readonly SessionEntry[] {
  return [...new Map([...entries].reverse().map((entry) => [messageOf(entry), entry])).values()]
}

/** Fails unless each of `found` is one of `possible`, unchanged. */
export function assertAmong(found: readonly SessionEntry[], possible: readonly SessionEntry[]): void {
  const known = new Map(possible.map((entry) => [messageOf(entry), entry]))
  for (const entry of found) assert.deepEqual(plain(entry), plain(known.get(messageOf(entry))))
}

/** Fails unless `call` throws or rejects. */
export async function assertFails(call: () => unknown): Promise<void> {
  await assert.rejects(async () => await call())
}

/** Fails if a look at `key` while `work` runs finds a part of `whole`. */
export async function assertAllOrNone(
  storage: SessionStorage,
  key: string,
  whole: readonly SessionEntry[],
  work: () => unknown,
): Promise<void> {
  const seen = new Set<number>()
  const watch = new AbortController()
  const watching = (async () => {
    while (!watch.signal.aborted) {
      seen.add((await storage.list(key)).length)
      await turn()
    }
  })()
  try {
    await work()
  } finally {
    watch.abort()
    await watching
  }
  const parts = [...seen].filter((length) => length !== 0 && length !== whole.length)
  assert.deepEqual(parts, [], `so many of ${whole.length} entries were there for a while`)
}
