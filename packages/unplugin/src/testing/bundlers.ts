import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { BotgenPluginOptions } from '../index.js'

export const bundlers = ['vite', 'rollup', 'rolldown', 'esbuild', 'webpack', 'rspack'] as const
export type Bundler = (typeof bundlers)[number]

/** A problem as a bundler tells it. */
export interface Told {
  readonly message: string
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
}

/** What a build came to. */
export interface Built {
  readonly errors: readonly Told[]
  readonly warnings: readonly Told[]
  /** The bundle, if the build made one. */
  readonly bundle?: string | undefined
}

/** A question to the process of the bundlers. */
export interface BuildRequest {
  readonly bundler: Bundler
  readonly root: string
  readonly options: BotgenPluginOptions
}

const repository = fileURLToPath(new URL('../../../../', import.meta.url))

/** Starts a script of this folder in a process of Node's own: native bundlers take no objects of a test runner's realm. */
export function startScript(name: string, args: readonly string[] = []): ChildProcess {
  const script = fileURLToPath(new URL(name, import.meta.url))
  return fork(script, args, { cwd: repository, execArgv: ['--import', 'tsx'] })
}

/** All bundlers, in one process. */
export class Bundlers {
  readonly #process = startScript('build-process.ts')

  /** One build at a time. */
  async build(bundler: Bundler, root: string, options: BotgenPluginOptions = {}): Promise<Built> {
    const request: BuildRequest = { bundler, root, options }
    this.#process.send(request)
    const [built] = (await once(this.#process, 'message')) as [Built]
    return built
  }

  async stop(): Promise<void> {
    this.#process.kill()
    await once(this.#process, 'exit')
  }
}
