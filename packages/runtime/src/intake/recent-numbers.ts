/**
 * The last `limit` numbers that were added. Numbers in sequence, as Telegram's `update_id` are, cost a few array
 * accesses each; a `Set` of which the oldest is taken out each time costs many times as much.
 */
export class RecentNumbers {
  readonly #limit: number
  /** How many were ever added; counted from 1, the place of each in the order of adding. */
  #count = 0
  /** The numbers themselves, by place modulo the limit. */
  readonly #numbers: Float64Array
  /** By number modulo the limit: the place of the last such number. */
  readonly #places: Float64Array
  /** By place modulo the limit: the place of the number before it with the same remainder. */
  readonly #placesBefore: Float64Array

  constructor(limit: number) {
    this.#limit = limit
    this.#numbers = new Float64Array(limit)
    this.#places = new Float64Array(limit)
    this.#placesBefore = new Float64Array(limit)
  }

  has(number: number): boolean {
    const oldest = Math.max(this.#count - this.#limit, 0)
    let place = this.#places[this.#remainderOf(number)] ?? 0
    while (place > oldest) {
      const index = place % this.#limit
      if (this.#numbers[index] === number) return true
      place = this.#placesBefore[index] ?? 0
    }
    return false
  }

  add(number: number): void {
    this.#count += 1
    const index = this.#count % this.#limit
    const remainder = this.#remainderOf(number)
    this.#numbers[index] = number
    this.#placesBefore[index] = this.#places[remainder] ?? 0
    this.#places[remainder] = this.#count
  }

  #remainderOf(number: number): number {
    return Math.abs(number) % this.#limit
  }
}
