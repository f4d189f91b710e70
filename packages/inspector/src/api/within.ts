import type { Clock } from '@botgen/runtime'

/** Stands for an answer that did not come in time. */
export const late = Symbol('late')

/** What `answer` resolves with, where it does so within so many milliseconds. Rejects as it does. */
export function within<T>(clock: Clock, answer: Promise<T>, milliseconds: number): Promise<T | typeof late> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(milliseconds, () => resolve(late), { background: true })
    answer.then(resolve, reject).finally(cancel)
  })
}
