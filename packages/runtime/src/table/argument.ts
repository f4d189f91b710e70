/** What a user typed does not fit the argument. */
export const malformed: unique symbol = Symbol('malformed')

/** Reads one argument of a handler. Made by the functions of `@botgen/runtime/arguments`. */
export interface Argument<T> {
  readonly name: string
  /** An optional argument may be left out; the handler then gets `undefined`, and its default value applies. */
  readonly optional: boolean
  /**
   * `word`: one word or quoted phrase. `rest`: as the last argument, the rest of the text as it was typed. `list`: each
   * word that is left, read by itself.
   */
  readonly takes: 'word' | 'rest' | 'list'
  /** Its place in a usage line without brackets: `qty`, or `size: s|m|l`. */
  readonly usage: string
  /** Of a list, reads one of its items. */
  readonly parse: (raw: string) => unknown
  /** Types only: what the handler gets. */
  readonly value?: T
}

/** The values that a list of arguments reads. */
export type ArgumentValues<A extends readonly Argument<unknown>[]> = {
  readonly [I in keyof A]: A[I] extends Argument<infer T> ? T : never
}
