import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterwards } from './clean-up.js'
import type { BotSettings, FromBot, Task, TaskName, Tasks } from '../bot/protocol.js'

const source = fileURLToPath(new URL('../bot/bot-process.ts', import.meta.url))
const cache = fileURLToPath(new URL('../../../node_modules/.cache/durability', import.meta.url))

let compiled: Promise<string> | undefined

/** Compiles the program, once: loading TypeScript in each process would take longer than all else. */
function program(): Promise<string> {
  const outfile = join(cache, `bot-${process.pid}.mjs`)
  compiled ??= build({
    entryPoints: [source],
    outfile,
    bundle: true,
    // Its decorators are those of TypeScript, and the packages are used as built.
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
  }).then(() => outfile)
  return compiled
}

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

type Answer = Exclude<FromBot, { kind: 'ready' }>

/** A bot in a process of its own. */
export class BotProcess {
  readonly name: string
  /** Settles when the process has ended. */
  readonly exited: Promise<Exit>
  readonly #child: ChildProcess
  readonly #answers = new Map<number, (answer: Answer) => void>()
  #lastId = 0
  #stderr = ''

  private constructor(file: string, settings: BotSettings) {
    this.name = settings.name
    this.#child = fork(file, [JSON.stringify(settings)], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#child.stderr?.on('data', (text: Buffer) => (this.#stderr += text.toString()))
    this.exited = new Promise((resolve) => this.#child.once('exit', (code, signal) => resolve({ code, signal })))
  }

  /** Port of the webhook. */
  port: number | undefined

  /** Resolves once the bot receives updates. */
  static async start(settings: BotSettings): Promise<BotProcess> {
    const bot = new BotProcess(await program(), settings)
    afterwards(() => bot.kill())
    await new Promise<void>((resolve, reject) => {
      bot.#child.on('message', (message: FromBot) => {
        if (message.kind !== 'ready') return bot.#answers.get(message.id)?.(message)
        bot.port = message.port
        resolve()
      })
      void bot.exited.then((exit) => reject(new Error(`${bot.#ended(exit)} before it was ready`)))
    })
    return bot
  }

  /** @throws Error where the task fails, or the process ends without an answer */
  async ask<Name extends TaskName>(name: Name, argument: Parameters<Tasks[Name]>[0]): Promise<ReturnType<Tasks[Name]>> {
    const id = ++this.#lastId
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#answers.set(id, (given) => {
        if (given.kind === 'answer') resolve(given.answer)
        else reject(new Error(`The bot ${this.name} failed at '${name}': ${given.error}`))
      })
      void this.exited.then((exit) => reject(new Error(`${this.#ended(exit)} instead of answering '${name}'`)))
    })
    this.#child.send({ id, name, argument } satisfies Task)
    // The protocol says what answers what.
    return (await answer) as ReturnType<Tasks[Name]>
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.exited
  }

  #ended({ code, signal }: Exit): string {
    return `the bot ${this.name} ended (${signal ?? code})\n${this.#stderr}`
  }
}
