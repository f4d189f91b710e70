/** What a user typed does not fit the argument. */
export const malformed: unique symbol = Symbol('malformed')

/** Reads one argument of a command. Made by `text`, `number` and `optional`. */
export interface Argument<T> {
  readonly name: string
  /** An optional argument may be left out; the handler then gets `undefined`, and its default value applies. */
  readonly optional: boolean
  /** As the last argument, takes the rest of the text instead of one word. */
  readonly takesRest: boolean
  readonly parse: (raw: string) => T | typeof malformed
}

/** The values that a list of arguments reads. */
export type ArgumentValues<A extends readonly Argument<unknown>[]> = {
  readonly [I in keyof A]: A[I] extends Argument<infer T> ? T : never
}
