import { setTimeout as wait } from 'node:timers/promises'
import { failureOf } from '../errors.js'

/** Waits for `work`, at most `milliseconds`; says whether it was done by then. Rejects as it does. */
export async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const stop = new AbortController()
  try {
    return await Promise.race([work.then(() => true), wait(milliseconds, false, { signal: stop.signal })])
  } finally {
    stop.abort()
    work.catch(() => {})
  }
}

/** Milliseconds until a connection is tried again, not by all processes at once. */
export function retryDelay(retries: number): number {
  return Math.min(50 * 2 ** retries, 2000) * (0.75 + Math.random() / 2)
}

/** Whether trying again changes nothing. */
export function isHopeless(cause: unknown): boolean {
  return failureOf(cause, '').reason === 'credentials'
}

interface Closable {
  close(): unknown
  destroy(): unknown
}

/** Lets a client answer what it was asked; after `timeout` milliseconds, or if it cannot, it is cut off. Never rejects. */
export async function closeInTime(client: Closable, timeout: number): Promise<void> {
  try {
    await within(timeout, Promise.resolve(client.close()))
  } catch {
    // It was never open, or is closed already.
  }
  try {
    await client.destroy()
  } catch {
    // It is closed by now.
  }
}
