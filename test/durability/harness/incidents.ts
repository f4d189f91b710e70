import { setTimeout as wait } from 'node:timers/promises'
import { expect } from '@jest/globals'
import type { BotProcess } from './bot-processes.js'
import { size } from './settings.js'
import type { Trial } from './trial.js'

/** Seconds that an outage lasts; `BOTGEN_OUTAGE=10` for the long one. */
export const seconds = size('BOTGEN_OUTAGE', 2)
export const patience = 120_000 + seconds * 20_000

export interface Incident {
  begin(): unknown
  end(): unknown
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

  // What waits is stored before long.
  await roundOf(trial)
  const recorded = await bot.ask('sessions', conversations.chatIds)
  expect(Object.values(recorded).every(({ isOpen }) => isOpen)).toBe(true)
  return { errors, slowest }
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
