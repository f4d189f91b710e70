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

  /** Runs `task` when the gate of `key` opens and resolves with what it returns; `undefined`: the gate is not shut. */
  behind(key: string, task: () => Promise<void> | undefined): Promise<void> | undefined {
    const gate = this.#gates.size === 0 ? undefined : this.#gates.get(key)
    return gate && new Promise((resolve) => gate.tasks.push(() => resolve(task())))
  }
}
