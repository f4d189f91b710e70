import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Place } from '../bot/storages.js'
import { afterwards } from './clean-up.js'
import { passedOver } from './places.js'
import { freePort, until } from './ports.js'

const run = promisify(execFile)

interface User {
  readonly uid?: number
  readonly gid?: number
}

/** A PostgreSQL server of the test's own. */
export class OwnPostgres {
  readonly #port: number
  readonly #folder: string
  readonly #programs: string
  readonly #user: User
  #server: ChildProcess | undefined

  private constructor(port: number, folder: string, programs: string, user: User) {
    this.#port = port
    this.#folder = folder
    this.#programs = programs
    this.#user = user
  }

  /** For as long as the test lasts; `undefined` where there are no programs to start, which is said, and fails on CI. */
  static async start(): Promise<OwnPostgres | undefined> {
    const [programs, user] = [await findPrograms(), await ordinaryUser()]
    if (programs === undefined || user === undefined) {
      passedOver('POSTGRESQL TO START')
      return undefined
    }
    const folder = await mkdtemp(join(tmpdir(), 'botgen-postgres-'))
    afterwards(() => rm(folder, { recursive: true, force: true }))
    if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid)
    const postgres = new OwnPostgres(await freePort(), folder, programs, user)
    await run(join(programs, 'initdb'), ['-D', folder, '-U', 'owner', '-A', 'trust', '--no-sync'], user)
    afterwards(() => postgres.kill())
    await postgres.resume()
    await postgres.tell('create role bot login')
    await postgres.tell('create database bot owner bot')
    return postgres
  }

  get place(): Place {
    return { url: `postgres://bot@127.0.0.1:${this.#port}/bot`, name: 'botgen' }
  }

  /** Starts the server, again with what it had taken. */
  async resume(settings: readonly string[] = []): Promise<void> {
    const given = [`port=${this.#port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings]
    const server = spawn(
      join(this.#programs, 'postgres'),
      ['-D', this.#folder, ...given.flatMap((setting) => ['-c', setting])],
      { ...this.#user, stdio: 'ignore' },
    )
    await once(server, 'spawn')
    this.#server = server
    await until(() => this.#does('select 1'))
  }

  /** Ends it at once; it recovers when it is started again. */
  async kill(): Promise<void> {
    const server = this.#server
    if (server === undefined) return
    this.#server = undefined
    const exited = once(server, 'exit')
    server.kill('SIGCONT')
    server.kill('SIGQUIT')
    await exited
  }

  /** Stops it in the middle of what it does, or has it go on. */
  freeze(): Promise<void> {
    return this.#signal('SIGSTOP')
  }

  thaw(): Promise<void> {
    return this.#signal('SIGCONT')
  }

  /** Has its owner, who always gets in, carry out a statement. */
  async tell(statement: string): Promise<void> {
    await run(join(this.#programs, 'psql'), this.#client('owner', 'postgres', statement))
  }

  /** Takes a connection of the bot's, for as long as the server runs. Resolves once it has one. */
  async occupy(): Promise<void> {
    const isIn = () => this.#does("select 1 / count(*) from pg_stat_activity where query = 'select pg_sleep(1000)'")
    for (;;) {
      const client = spawn(join(this.#programs, 'psql'), this.#client('bot', 'bot', 'select pg_sleep(1000)'), {
        stdio: 'ignore',
      })
      await until(async () => client.exitCode !== null || (await isIn()))
      // The bot may have been first.
      if (client.exitCode === null) return
    }
  }

  #does(statement: string): Promise<boolean> {
    return this.tell(statement).then(
      () => true,
      () => false,
    )
  }

  #client(user: string, database: string, statement: string): string[] {
    const place = ['-h', '127.0.0.1', '-p', `${this.#port}`, '-U', user, '-d', database]
    return [...place, '-q', '-c', statement]
  }

  /** Each connection has a process of its own. */
  async #signal(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const pid = this.#server?.pid
    if (pid === undefined) return
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
    for (const member of [pid, ...children.split(' ').filter(Boolean).map(Number)]) process.kill(member, signal)
  }
}

/** Debian keeps them out of the path. */
async function findPrograms(): Promise<string | undefined> {
  const base = '/usr/lib/postgresql'
  const versions = await readdir(base).catch(() => [])
  const [newest] = versions.toSorted((a, b) => Number(b) - Number(a))
  return newest === undefined ? undefined : join(base, newest, 'bin')
}

/** PostgreSQL does not run as root: then it is the user whom its package has made. */
async function ordinaryUser(): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return {}
  try {
    const id = async (kind: string): Promise<number> => Number((await run('id', [kind, 'postgres'])).stdout)
    return { uid: await id('-u'), gid: await id('-g') }
  } catch {
    return undefined
  }
}
