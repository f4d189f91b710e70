/** Waiting for what the bot does, without real time. */
import { setImmediate as turn } from 'node:timers/promises'
import type { TestClock } from '@botgen/testing'

export interface Gate {
  readonly promise: Promise<void>
  readonly open: () => void
}

/** A promise that the test settles. */
export function gate(): Gate {
  let open = (): void => {}
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open }
}

/** Less than the five seconds that Jest gives a test, so that the test fails with the better message. */
const patience = 4000

/** Waits until `holds`; for what nothing else tells of. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const latest = Date.now() + patience
  while (!(await holds())) {
    if (Date.now() > latest) throw new Error(`This did not come true within ${patience} ms: ${String(holds)}`)
    await turn()
  }
}

/** Lets everything run that needs neither the network nor time. */
export async function pause(): Promise<void> {
  for (let count = 0; count < 10; count += 1) await turn()
}

export interface Timers {
  /** Waits until somebody waits for the clock to advance by so many milliseconds. */
  readonly set: (milliseconds: number) => Promise<void>
  /** The waits that are under way, in milliseconds. */
  readonly running: () => readonly number[]
}

/** Shows who waits for `clock` from now on. */
export function watchTimers(clock: TestClock): Timers {
  const running = new Map<symbol, number>()
  const after = clock.after.bind(clock)
  clock.after = (milliseconds, callback) => {
    const timer = Symbol()
    running.set(timer, milliseconds)
    const cancel = after(milliseconds, () => {
      running.delete(timer)
      callback()
    })
    return () => {
      running.delete(timer)
      cancel()
    }
  }
  return {
    set: (milliseconds) => until(() => [...running.values()].includes(milliseconds)),
    running: () => [...running.values()],
  }
}
