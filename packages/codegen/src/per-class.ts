import type { HandlerClass } from './model.js'

/** What `make` makes of a class, made once for as long as the class is the same. */
export function perClass<T>(make: (handlers: HandlerClass) => T): (handlers: HandlerClass) => T {
  const made = new WeakMap<HandlerClass, { readonly result: T }>()
  return (handlers) => {
    const known = made.get(handlers)
    if (known !== undefined) return known.result
    const result = make(handlers)
    made.set(handlers, { result })
    return result
  }
}
