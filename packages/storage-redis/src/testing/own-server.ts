import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient } from '@redis/client'

const program = process.env.REDIS_SERVER ?? 'redis-server'

/** Whether servers can be started; where not, it is said, and on CI it is an error. */
export function canStartServers(): boolean {
  if (spawnSync(program, ['--version']).status === 0) return true
  if (process.env.CI === 'true') throw new Error(`There is no program '${program}', which the tests start.`)
  console.warn(`NO PROGRAM '${program}': THE TESTS THAT START REDIS ARE SKIPPED. Install Redis, or set REDIS_SERVER.`)
  return false
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new TypeError('A port was asked for.')
  return address.port
}

type Admin = Awaited<ReturnType<typeof connectAdmin>>

async function connectAdmin(port: number, password: string | undefined) {
  const client = createClient({
    socket: { host: '127.0.0.1', port, reconnectStrategy: false },
    ...(password !== undefined && { password }),
  })
  client.on('error', () => {})
  return client.connect()
}

/** A Redis server of a test's own, which may do with it what it likes. */
export class OwnServer {
  readonly port: number
  readonly #arguments: readonly string[]
  readonly #folder: string
  readonly #password: string | undefined
  #process: ChildProcess | undefined

  private constructor(port: number, folder: string, args: readonly string[]) {
    this.port = port
    this.#folder = folder
    this.#arguments = args
    const password = args.indexOf('--requirepass')
    this.#password = password < 0 ? undefined : args[password + 1]
  }

  /** @param args of the program, such as `--appendonly yes` */
  static async start(...args: readonly string[]): Promise<OwnServer> {
    const server = new OwnServer(await freePort(), await mkdtemp(join(tmpdir(), 'botgen-redis-')), args)
    await server.launch()
    return server
  }

  /** Without user and password. */
  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** Starts it on the same data; resolves when it answers. */
  async launch(): Promise<void> {
    await this.launchLoading()
    for (;;) {
      try {
        await this.asking((admin) => admin.ping())
        return
      } catch {
        await wait(20)
      }
    }
  }

  /** As `launch`, but it may not have read its data. */
  async launchLoading(...more: readonly string[]): Promise<void> {
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#folder, '--save', '']
    const started = spawn(program, [...args, ...this.#arguments, ...more], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#process = started
    // What is not read would fill the pipe.
    started.stdout.resume()
    started.stderr.resume()
    await once(started, 'spawn')
  }

  /** Asks it something, on a connection for that alone. */
  async asking<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = await connectAdmin(this.port, this.#password)
    try {
      return await question(admin)
    } finally {
      admin.destroy()
    }
  }

  /** It ends without a chance to save anything. */
  async kill(): Promise<void> {
    const { exitCode, signalCode } = this.#process ?? {}
    if (this.#process === undefined || (exitCode ?? signalCode ?? undefined) !== undefined) return
    const ended = once(this.#process, 'exit')
    this.#process.kill('SIGKILL')
    await ended
  }

  /** It takes what is sent, and answers nothing. */
  pause(): void {
    this.#process?.kill('SIGSTOP')
  }

  resume(): void {
    this.#process?.kill('SIGCONT')
  }

  async stop(): Promise<void> {
    await this.kill()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
