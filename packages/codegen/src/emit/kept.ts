/** What was made of things, for as long as the things are the same and so are the names that it was made with. */
export class Kept<K extends object, T> {
  #names: string | undefined
  #made = new WeakMap<K, T>()

  /**
   * What was made with these names.
   *
   * @param names - all that what is made depends on beside the thing that it is made of
   */
  with(names: string): WeakMap<K, T> {
    if (names !== this.#names) {
      this.#names = names
      this.#made = new WeakMap()
    }
    return this.#made
  }
}
