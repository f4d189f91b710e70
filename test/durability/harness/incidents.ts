import { setTimeout as wait } from 'node:timers/promises'
import { expect } from '@jest/globals'
import type { BotProcess } from './bot-processes.js'
import { until } from './ports.js'
import { size } from './settings.js'
import type { Trial } from './trial.js'

/** Seconds that an outage lasts; `BOTGEN_OUTAGE=10` for the long one. */
export const seconds = size('BOTGEN_OUTAGE', 2)
export const patience = 120_000 + seconds * 20_000

export interface Incident {
  readonly begin: () => unknown
  readonly end: () => unknown
}

/**
 * Users write and are answered before, while and after something is wrong with the storage.
 *
 * @returns what `onError` has heard of it, and milliseconds that the slowest answer took meanwhile
 */
export async function live(trial: Trial, bot: BotProcess, { begin, end }: Incident) {
  const { conversations } = trial
  await roundOf(trial)
  expect(await bot.ask('errors', null)).toEqual([])

  await begin()
  let slowest = 0
  for (const until = Date.now() + seconds * 1000; Date.now() < until; ) {
    slowest = Math.max(slowest, await roundOf(trial))
    await wait(50)
  }
  await end()
  const errors = await bot.ask('errors', null)

  await roundOf(trial)
  const entries = Object.values(await retried(() => bot.ask('sessions', conversations.chatIds)))
  expect(entries.every(({ isOpen }) => isOpen)).toBe(true)
  const known = entries.reduce((sum, { recorded }) => sum + recorded.length, 0)
  // What waits is stored before long.
  await until(async () => (await retried(() => bot.ask('stored', null))) === known)
  return { errors: [...errors, ...(await bot.ask('errors', null))], slowest }
}

/** One error of what could not be recorded, and one of updates that other processes may have handled too. */
export function expectOncePerIncident(errors: readonly string[]): void {
  const heard = errors.map((error) => error.slice(0, error.indexOf(': The session storage')))
  expect(new Set(heard).size).toBe(heard.length)
  expect(heard).toContain('recording: StorageFailure')
  expect(['claim: ClaimFailure', 'recording: StorageFailure']).toEqual(expect.arrayContaining(heard))
}

/** Reading rejects until the storage is there again. */
async function retried<T>(read: () => Promise<T>): Promise<T> {
  let answer: { readonly value: T } | undefined
  await until(async () => {
    answer = await read().then(
      (value) => ({ value }),
      () => undefined,
    )
    return answer !== undefined
  })
  return (answer as unknown as { value: T }).value
}

/** Everybody writes and is answered. Returns how long that took, in milliseconds. */
async function roundOf({ conversations, server, settled }: Trial): Promise<number> {
  const begun = Date.now()
  const before = server.calls.of('sendMessage').length
  conversations.everybodyWrites()
  await settled()
  expect(server.calls.of('sendMessage').length - before).toBe(conversations.all.length)
  return Date.now() - begun
}
