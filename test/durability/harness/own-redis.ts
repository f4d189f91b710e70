import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Place } from '../bot/storages.js'
import { afterwards } from './clean-up.js'
import { passedOver } from './places.js'
import { freePort, until } from './ports.js'

/** A Redis server of the test's own that writes down all it takes, so that it can be killed. */
export class OwnRedis {
  readonly port: number
  readonly #folder: string
  #server: ChildProcess | undefined

  private constructor(port: number, folder: string) {
    this.port = port
    this.#folder = folder
  }

  /** For as long as the test lasts; `undefined` where there is no program to start, which is said, and fails on CI. */
  static async start(): Promise<OwnRedis | undefined> {
    const redis = new OwnRedis(await freePort(), await mkdtemp(join(tmpdir(), 'botgen-redis-')))
    afterwards(() => redis.#drop())
    try {
      await redis.resume()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      passedOver('REDIS-SERVER TO START')
      return undefined
    }
    return redis
  }

  get place(): Place {
    return { url: `redis://127.0.0.1:${this.port}`, name: 'botgen:' }
  }

  /** Starts the server, again with what it had taken. */
  async resume(): Promise<void> {
    const place = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.#folder, '--save', '']
    const server = spawn('redis-server', [...place, '--appendonly', 'yes', '--appendfsync', 'always'], {
      stdio: 'ignore',
    })
    await once(server, 'spawn')
    this.#server = server
    await until(async () => (await this.tell('PING').catch(() => '')).startsWith('+PONG'))
  }

  /** Ends it without a warning. */
  async kill(): Promise<void> {
    const server = this.#server
    if (server === undefined) return
    this.#server = undefined
    const exited = once(server, 'exit')
    server.kill('SIGKILL')
    await exited
  }

  /** Stops it in the middle of what it does, or has it go on. */
  freeze(): void {
    this.#server?.kill('SIGSTOP')
  }

  thaw(): void {
    this.#server?.kill('SIGCONT')
  }

  /** Has the server carry out commands. Returns what it answers to the first of them. */
  async tell(...commands: readonly string[]): Promise<string> {
    const socket = await this.connect()
    socket.write(commands.map((command) => `${command}\r\n`).join(''))
    const [answer] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    return answer.toString()
  }

  /** A connection for as long as the test lasts. */
  async connect(): Promise<Socket> {
    const socket = connect(this.port, '127.0.0.1')
    await once(socket, 'connect')
    afterwards(() => socket.destroy())
    return socket
  }

  async #drop(): Promise<void> {
    await this.kill()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
