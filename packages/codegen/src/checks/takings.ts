import type { Place } from '../model.js'
import { perClass } from '../per-class.js'

/** A parameter that takes a session with a name. */
export interface Taking {
  readonly name: string
  /** Tells the method from others. */
  readonly method: Place
  readonly place: Place
  /** Not where the session is only looked at. */
  readonly isOpened: boolean
}

/** The parameters of a class's handlers that take sessions with names. */
export const takingsOf = perClass(({ handlers }): readonly Taking[] => {
  const takings: Taking[] = []
  for (const { method, parameters } of handlers) {
    for (const { source, qualifier, place } of parameters) {
      if (source.kind !== 'session') continue
      const name = qualifier?.value ?? source.qualifier
      if (name === undefined || name.trim() === '') continue
      takings.push({ name, method: method.place, place, isOpened: source.flavour !== 'peekSession' })
    }
  }
  return takings
})
