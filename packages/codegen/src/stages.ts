/** The stages of a run, in their order. */
export const stages = [
  'configure',
  'discover',
  'read',
  'recall',
  'select',
  'parse',
  'link',
  'check',
  'emit',
  'write',
  'remember',
] as const
export type Stage = (typeof stages)[number]

export interface StageTime {
  readonly stage: Stage
  readonly milliseconds: number
}

/** How far a run has come. */
export interface Progress {
  readonly stage: Stage
  /** Files of the project that have been read. */
  readonly read: number
  /** Of the files that can matter, those whose text is known by now. */
  readonly parsed: number
  /** Files that can matter, as far as they have been found. */
  readonly sources: number
  /** Handlers found; nothing before the sources are linked. */
  readonly handlers: number
}

export type ProgressListener = (progress: Progress) => void

/** Times the stages of one run and tells a listener about them. */
export class StageClock {
  readonly #listener: ProgressListener | undefined
  readonly #times = new Map<Stage, number>()
  #progress: Progress = { stage: 'configure', read: 0, parsed: 0, sources: 0, handlers: 0 }

  constructor(listener?: ProgressListener) {
    this.#listener = listener
  }

  /** Runs a stage; one that runs several times, as for several bots, is timed as one. */
  async time<T>(stage: Stage, work: () => T | Promise<T>): Promise<T> {
    const start = performance.now()
    this.report({ stage })
    try {
      return await work()
    } finally {
      this.#times.set(stage, (this.#times.get(stage) ?? 0) + performance.now() - start)
    }
  }

  report(news: Partial<Progress>): void {
    this.#progress = { ...this.#progress, ...news }
    this.#listener?.(this.#progress)
  }

  /** Reports that more sources were found, or parsed. */
  count(sources: number, parsed: number): void {
    this.report({ sources: this.#progress.sources + sources, parsed: this.#progress.parsed + parsed })
  }

  times(): readonly StageTime[] {
    return stages.flatMap((stage) => {
      const milliseconds = this.#times.get(stage)
      return milliseconds === undefined ? [] : [{ stage, milliseconds }]
    })
  }
}
