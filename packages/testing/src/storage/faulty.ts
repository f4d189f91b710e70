import { setTimeout as wait } from 'node:timers/promises'
import type { SessionStorage, StateStorage } from '@botgen/runtime'

export interface StorageCall {
  readonly method: string
  readonly arguments: readonly unknown[]
}

/**
 * What goes wrong with a call:
 * - `throws` throws before the call has any effect, without a promise;
 * - `rejects` rejects before the call has any effect, `loses` after it had its effect;
 * - `delay` makes the call wait so many milliseconds, `hold` until the promise resolves, both before it has any effect;
 * - `hangs` never answers; the call has no effect.
 */
export type StorageFault =
  | { readonly throws: unknown }
  | { readonly rejects: unknown }
  | { readonly loses: unknown }
  | { readonly delay: number }
  | { readonly hold: Promise<unknown> }
  | { readonly hangs: true }

/** A method's name, `*` for all, or a predicate over calls. */
export type StorageCallFilter = string | ((call: StorageCall) => boolean)

export interface FaultyStorage<Storage> {
  /** Has the methods of the storage that was wrapped, and no others. */
  readonly storage: Storage
  /** Every call so far, failed or not. */
  readonly calls: readonly StorageCall[]
  /** Faults for the same call are used up in the order in which they were added. @param times how many calls it hits; Infinity for all */
  failNext(filter: StorageCallFilter, fault: StorageFault, times?: number): void
  /** The storage works again. Calls that hang stay so. */
  clearFaults(): void
}

/**
 * A storage that fails when a test says so.
 *
 * @example
 * const faulty = faultyStorage(new SharedInMemoryStorage())
 * faulty.failNext('addIfOpen', { rejects: new Error('connection lost') }, Infinity)
 */
export function faultyStorage<Storage extends SessionStorage | StateStorage>(storage: Storage): FaultyStorage<Storage> {
  const planned: { readonly filter: StorageCallFilter; readonly fault: StorageFault; left: number }[] = []
  const calls: StorageCall[] = []
  const faultOf = (call: StorageCall): StorageFault | undefined => {
    const hit = planned.find(({ filter, left }) => left > 0 && matches(filter, call))
    if (hit !== undefined) hit.left -= 1
    return hit?.fault
  }
  const wrapped = new Proxy(storage, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name)
      if (typeof name !== 'string' || typeof method !== 'function') return method
      return (...given: unknown[]): unknown => {
        const call = { method: name, arguments: given }
        calls.push(call)
        const work = (): unknown => Reflect.apply(method, target, given)
        const fault = faultOf(call)
        return fault === undefined ? work() : runWith(fault, work)
      }
    },
  })
  return {
    storage: wrapped,
    calls,
    failNext(filter, fault, times = 1) {
      planned.push({ filter, fault, left: times })
    },
    clearFaults() {
      planned.length = 0
    },
  }
}

function matches(filter: StorageCallFilter, call: StorageCall): boolean {
  return typeof filter === 'string' ? filter === '*' || filter === call.method : filter(call)
}

function runWith(fault: StorageFault, work: () => unknown): unknown {
  if ('throws' in fault) throw fault.throws
  if ('hangs' in fault) return new Promise(() => {})
  return runLater(fault, work)
}

async function runLater(fault: Exclude<StorageFault, { throws: unknown } | { hangs: true }>, work: () => unknown) {
  if ('rejects' in fault) throw fault.rejects
  if ('delay' in fault) await wait(fault.delay)
  else if ('hold' in fault) await fault.hold
  const answer = await work()
  if ('loses' in fault) throw fault.loses
  return answer
}
