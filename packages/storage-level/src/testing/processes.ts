import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Told } from './storage-process.js'

const repository = fileURLToPath(new URL('../../../../', import.meta.url))
const script = fileURLToPath(new URL('storage-process.ts', import.meta.url))

/** Another process with a storage in a folder. */
export class StorageProcess {
  readonly child: ChildProcess
  /** All that it has told so far. */
  readonly told: Told[] = []
  readonly #gone: Promise<unknown>

  constructor(mode: 'open' | 'open as nobody' | 'load', folder: string) {
    this.child = fork(script, [mode, folder], { cwd: repository, execArgv: ['--import', 'tsx'] })
    this.child.on('message', (told: Told) => void this.told.push(told))
    this.#gone = once(this.child, 'exit')
  }

  async until(isSo: (told: readonly Told[]) => boolean): Promise<void> {
    while (!isSo(this.told)) await Promise.race([once(this.child, 'message'), this.#failsWhenGone()])
  }

  /** All that it told until it ended. */
  async ends(): Promise<readonly Told[]> {
    await this.#gone
    return this.told
  }

  async kill(): Promise<readonly Told[]> {
    this.child.kill('SIGKILL')
    return this.ends()
  }

  async #failsWhenGone(): Promise<never> {
    await this.#gone
    throw new Error(`The process has ended. It told: ${JSON.stringify(this.told)}`)
  }
}
