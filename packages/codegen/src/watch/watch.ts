import { resolve } from 'node:path'
import type { FSWatcher } from 'chokidar'
import { ConfigError } from '../config/index.js'
import type { GenerateOptions, GenerateResult } from '../runs.js'
import { createGenerator, type Generator } from '../generator.js'
import { type Interest, interestOf, isOfNoInterest, isSameInterest, watchedPaths } from './interest.js'

export interface WatchOptions extends Omit<GenerateOptions, 'write'> {
  /** Hears of each run, one after the other; the first one comes before anything has changed. */
  readonly onRun: (run: WatchRun) => void
}

export type WatchRun = {
  readonly milliseconds: number
  /** Absolute paths of the files whose change made it run; none for the first run. */
  readonly changes: readonly string[]
} & (
  | { readonly kind: 'generated'; readonly result: GenerateResult }
  /** Nothing was generated: a ConfigError, a WriteError, or a defect of botgen's. Watching goes on. */
  | { readonly kind: 'failed'; readonly error: unknown }
)

export interface Watcher {
  /** Settles when the first run has ended and from then on every change is seen. */
  readonly ready: Promise<void>
  /** Ends the run that is under way, then stops. */
  close(): Promise<void>
}

/**
 * Generates now, and again whenever a source, the configuration or the tsconfig changes. Errors in them are reported and
 * leave the last good modules as they are.
 *
 * @example
 * const watcher = watch({ cwd: 'bots/shop', onRun: (run) => console.log(run.kind) })
 */
export function watch(options: WatchOptions): Watcher {
  return new ProjectWatcher(options)
}

/** chokidar reports no change of a file within 50 ms of another: a formatter may run on what an editor has saved. */
const deafTime = 80

/** A folder that goes as soon as it has come may go unheard, as in a change of branches. Milliseconds. */
const settleTime = 300

class ProjectWatcher implements Watcher {
  readonly ready: Promise<void>
  readonly #cwd: string
  readonly #onRun: WatchOptions['onRun']
  readonly #generator: Generator
  #files: FSWatcher | undefined
  #interest: Interest | undefined
  readonly #changed = new Set<string>()
  /** Files to look at once more. */
  readonly #doubted = new Set<string>()
  readonly #timers = new Map<string, NodeJS.Timeout>()
  /** Whether more may have changed than the files that are named. */
  #isStructural = false
  #last: GenerateResult | undefined
  #running: Promise<void> | undefined
  #isClosed = false

  constructor({ onRun, ...options }: WatchOptions) {
    this.#cwd = resolve(options.cwd ?? '.')
    this.#onRun = onRun
    this.#generator = createGenerator(options)
    this.#isStructural = true
    this.ready = this.#start()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const timer of this.#timers.values()) clearTimeout(timer)
    await this.ready
    await this.#running
    await this.#files?.close()
  }

  async #start(): Promise<void> {
    this.#running = this.#runUntilQuiet()
    await this.#running
  }

  #note(kind: string, path: string): void {
    this.#changed.add(path)
    if (kind === 'change') {
      this.#lookAgain(path, deafTime, () => this.#doubted.add(path))
    } else {
      // Whatever comes or goes may change what other files lead to.
      this.#isStructural = true
      this.#lookAgain('', settleTime, () => (this.#isStructural = true))
    }
    this.#running ??= this.#runSoon()
  }

  /** Makes a run later, once nothing more is heard of the same, that finds what nothing may be heard of. */
  #lookAgain(what: string, after: number, doubt: () => void): void {
    if (this.#isClosed) return
    clearTimeout(this.#timers.get(what))
    const timer = setTimeout(() => {
      this.#timers.delete(what)
      doubt()
      this.#running ??= this.#runSoon()
    }, after)
    this.#timers.set(what, timer)
  }

  /** What changes at once is one run. */
  async #runSoon(): Promise<void> {
    await new Promise((done) => setImmediate(done))
    await this.#runUntilQuiet()
  }

  async #runUntilQuiet(): Promise<void> {
    while (!this.#isClosed && (this.#isStructural || this.#changed.size + this.#doubted.size > 0)) {
      const [changes, doubted] = [[...this.#changed], [...this.#doubted]]
      const isStructural = this.#isStructural || [...changes, ...doubted].some((path) => this.#decides(path))
      this.#changed.clear()
      this.#doubted.clear()
      this.#isStructural = false
      const run = () => (isStructural ? this.#generator.generate() : this.#generator.update([...changes, ...doubted]))
      await this.#report(run, changes)
    }
    this.#running = undefined
  }

  /** Whether a file says more than a source does. */
  #decides(path: string): boolean {
    const { files } = this.#interest ?? { files: new Set() }
    return files.has(path) && this.#generator.dependencies?.generated.includes(path) !== true
  }

  async #report(run: () => Promise<GenerateResult>, changes: readonly string[]): Promise<void> {
    const start = performance.now()
    const named: string[] = []
    try {
      const result = await run()
      const isNews =
        this.#last === undefined || (result !== this.#last && (changes.length > 0 || isOther(result, this.#last)))
      this.#last = result
      const milliseconds = performance.now() - start
      if (isNews) this.#onRun({ kind: 'generated', result, changes, milliseconds })
    } catch (error) {
      this.#last = undefined
      if (error instanceof ConfigError && error.file !== undefined) named.push(error.file)
      this.#onRun({ kind: 'failed', error, changes, milliseconds: performance.now() - start })
    }
    await this.#follow(interestOf(this.#cwd, this.#generator.dependencies, named))
  }

  /** Watches what is of interest now. What changed before the watcher was ready is found by one more run. */
  async #follow(interest: Interest): Promise<void> {
    if (this.#isClosed || (this.#interest !== undefined && isSameInterest(this.#interest, interest))) return
    this.#interest = interest
    await this.#files?.close()
    const chokidar = await import('chokidar')
    const files = chokidar.watch([...watchedPaths(interest)], {
      ignoreInitial: true,
      ignored: (path, stats) => {
        const kind = stats === undefined ? undefined : stats.isFile() ? 'file' : 'folder'
        return isOfNoInterest(path, kind, interest)
      },
    })
    this.#files = files
    files.on('all', (kind, path) => {
      this.#note(kind, path)
    })
    // Such as a limit on watched folders: what can be seen is still seen.
    files.on('error', (error) => {
      this.#onRun({ kind: 'failed', error, changes: [], milliseconds: 0 })
    })
    await new Promise<void>((done) => files.once('ready', done))
    this.#isStructural = true
  }
}

function isOther(one: GenerateResult, other: GenerateResult): boolean {
  return (
    one.files.some(({ changed }) => changed) || JSON.stringify(one.diagnostics) !== JSON.stringify(other.diagnostics)
  )
}
