/** Where botgen takes the time from. Tests pass one that they move by hand. */
export interface Clock {
  /** Unix time in milliseconds. */
  now(): number
  /**
   * Calls back once, `milliseconds` from now, and returns what cancels that.
   *
   * A `background` timer does not keep the process alive.
   */
  after(milliseconds: number, callback: () => void, options?: { readonly background?: boolean }): () => void
}

/** The longest delay that `setTimeout` takes, about 24.8 days; beyond it Node fires at once. */
const longestDelay = 2 ** 31 - 1

export const systemClock: Clock = {
  now: Date.now,
  after(milliseconds, callback, options) {
    if (milliseconds > longestDelay) return () => {}
    const timer = setTimeout(callback, milliseconds)
    if (options?.background === true) timer.unref()
    return () => clearTimeout(timer)
  },
}

/** Waits; ends early, without an error, when `signal` aborts. */
export function sleep(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve()
    const finish = (): void => {
      cancel()
      signal?.removeEventListener('abort', finish)
      resolve()
    }
    const cancel = clock.after(milliseconds, finish)
    signal?.addEventListener('abort', finish, { once: true })
  })
}

/** Waits until `promise` settles, at most `milliseconds`; says whether it did. Never rejects. */
export function settlesWithin(clock: Clock, promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(milliseconds, () => resolve(false))
    const settled = (): void => {
      cancel()
      resolve(true)
    }
    promise.then(settled, settled)
  })
}
