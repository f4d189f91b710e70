import { describe } from './failures.js'
import type { Scene } from './scene.js'

const second = 1000
/** Longer than the longest pause between two tries of the storage. */
const retryTime = 31 * second

/** What was begun in a play and has not ended. */
export class UnderWay {
  readonly #scene: Scene
  readonly #running = new Set<Promise<void>>()

  constructor(scene: Scene) {
    this.#scene = scene
  }

  get count(): number {
    return this.#running.size
  }

  /** Counts `work` until it ends, and returns what resolves then. */
  start(work: () => Promise<void>): Promise<void> {
    const running: Promise<void> = work()
      .catch((error: unknown) => this.#scene.model.require(false, () => `unexpected: ${describe(error)}`))
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
    return running
  }

  /** Nothing fails any more; time passes until everything that was begun has ended, and nothing waits. */
  async comeToRest(): Promise<void> {
    const { stage, model, watch } = this.#scene
    stage.mendStorage()
    stage.server.clearFaults()
    for (let tries = 0; this.count > 0 && tries < 60; tries += 1) {
      await stage.settle()
      if (this.count > 0) await stage.pass(2 * second)
    }
    model.require(this.count === 0, () => `${this.count} calls never end`)
    for (let tries = 0; stage.isWaiting && tries < 5; tries += 1) await stage.pass(retryTime)
    watch.look()
  }
}
