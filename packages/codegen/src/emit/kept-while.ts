/** What was made the last time, for as long as what it was made from says the same. */
export class KeptWhile<T> {
  #basis: readonly string[] | undefined
  #made: T | undefined

  /** @param basis - in words, all that what is made depends on; nothing is recalled where they differ */
  recall(basis: readonly string[]): T | undefined {
    return this.#basis !== undefined && isSame(basis, this.#basis) ? this.#made : undefined
  }

  keep(basis: readonly string[], made: T): T {
    // What files outside the project are called by depends on what all files import.
    const leadsOutside = basis.some((each) => each.includes('"../'))
    this.#basis = leadsOutside ? undefined : basis
    this.#made = made
    return made
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index])
}
