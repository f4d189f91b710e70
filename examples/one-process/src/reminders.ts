/** What users want to be reminded of; in a bot of yours, a database. */
export class Reminders {
  readonly #kept = new Map<number, string[]>()

  add(user: number, what: string): void {
    this.#kept.set(user, [...this.of(user), what])
  }

  of(user: number): readonly string[] {
    return this.#kept.get(user) ?? []
  }
}
