import { ConfigError, type GenerateOptions, type GenerateResult, WriteError } from '@botgen/codegen'
import { type Problem, problemOf } from './problems.js'

/** What a generation came to. Nothing was written when there is an error among the problems. */
export interface Outcome {
  readonly errors: readonly Problem[]
  readonly warnings: readonly Problem[]
  /** Absolute: the files that decide the table, as far as they are known. */
  readonly inputs: readonly string[]
  /** Absolute: what was generated, now or when it last went well. */
  readonly outputs: readonly string[]
  /** Absolute: the folder that the sources are under, if it is known. */
  readonly root: string | undefined
}

/** One generation at a time. Never rejects for a mistake of the user: that is an outcome. */
export class Generations {
  readonly #generate: () => Promise<GenerateResult>
  #last: Outcome = { errors: [], warnings: [], inputs: [], outputs: [], root: undefined }
  #running: Promise<Outcome> | undefined
  #next: Promise<Outcome> | undefined

  constructor(generate: (options: GenerateOptions) => Promise<GenerateResult>, options: GenerateOptions) {
    this.#generate = () => generate(options)
  }

  /** The outcome of the last generation that ended. */
  get last(): Outcome {
    return this.#last
  }

  /** Generates from the sources as they are now. Whoever asks while one runs gets the next, which all of them share. */
  run(): Promise<Outcome> {
    if (this.#running === undefined) return this.#start()
    this.#next ??= this.#running.then(
      () => this.#start(),
      () => this.#start(),
    )
    return this.#next
  }

  #start(): Promise<Outcome> {
    this.#next = undefined
    this.#running = this.#once().finally(() => {
      // A next one starts as soon as this one has ended, so there is nobody in between who could start another.
      if (this.#next === undefined) this.#running = undefined
    })
    return this.#running
  }

  async #once(): Promise<Outcome> {
    this.#last = await this.#generate().then(
      (result) => this.#outcomeOf(result),
      (error: unknown) => this.#refusalOf(error),
    )
    return this.#last
  }

  #outcomeOf({ root, inputs, files, diagnostics }: GenerateResult): Outcome {
    const problems = diagnostics.map((diagnostic) => problemOf(diagnostic, root))
    return {
      errors: problems.filter(({ severity }) => severity === 'error'),
      warnings: problems.filter(({ severity }) => severity === 'warning'),
      inputs,
      outputs: files.length === 0 ? this.#last.outputs : files.map(({ path }) => path),
      root,
    }
  }

  /** @throws what is no mistake of the user */
  #refusalOf(error: unknown): Outcome {
    if (!(error instanceof ConfigError) && !(error instanceof WriteError)) throw error
    const file = error instanceof ConfigError ? error.file : error.path
    const problem: Problem = {
      severity: 'error',
      message: error.message,
      code: undefined,
      help: undefined,
      place: file === undefined ? undefined : { file, start: undefined, end: undefined },
      related: [],
    }
    // What is wrong may be in a file that was not among the inputs so far, such as a new configuration.
    const more = error instanceof ConfigError && file !== undefined ? [file] : []
    const inputs = [...new Set([...this.#last.inputs, ...more])]
    return { ...this.#last, errors: [problem], warnings: [], inputs }
  }
}
