/** What was kept back at one key, in order, and by how many. */
interface Gate {
  holders: number
  readonly tasks: (() => void)[]
}

/** Keeps the writes of a key back while something must not see them. The order of writes stays as it was. */
export class WriteGates {
  readonly #gates = new Map<string, Gate>()

  /** Shuts the gate of `key` until what this returns is called. */
  shut(key: string): () => void {
    const gate = this.#gates.get(key) ?? { holders: 0, tasks: [] }
    gate.holders += 1
    this.#gates.set(key, gate)
    return () => {
      gate.holders -= 1
      if (gate.holders > 0) return
      this.#gates.delete(key)
      for (const task of gate.tasks) task()
    }
  }

  isShut(key: string): boolean {
    return this.#gates.size > 0 && this.#gates.has(key)
  }

  /** Runs `task` when the gate of `key` opens, at once where it is not shut; resolves with what it returns. */
  behind(key: string, task: () => Promise<void> | undefined): Promise<void> {
    return new Promise((resolve) => {
      const run = (): void => resolve(task())
      const gate = this.#gates.get(key)
      if (gate === undefined) run()
      else gate.tasks.push(run)
    })
  }
}
