import { basename, resolve } from 'node:path'
import type { ErrorPayload, Plugin, ViteDevServer } from 'vite'
import type { Generations, Outcome } from './generations.js'
import { placedMessage, pluginName } from './messages.js'
import { frameOf, type Problem } from './problems.js'
import { generateAtBuildStart, rollupMessage } from './rollup.js'
import { isSource, sourceFolders } from './watched.js'

/** Generates at the start of a build, and in a development server whenever the sources change. */
export function vitePlugin(generationsIn: (folder: string) => Generations): Partial<Plugin> {
  let generations: Generations | undefined
  let server: DevServer | undefined
  return {
    configResolved({ root }) {
      generations = generationsIn(root)
    },
    configureServer(started) {
      if (generations !== undefined) server = new DevServer(started, generations)
    },
    async buildStart() {
      if (server !== undefined) await server.regenerate()
      else if (generations !== undefined) await generateAtBuildStart(this, generations)
    },
  }
}

/** In ms. The watcher tells of a change, and for 50 ms of no other change of the same file: what is read then is the last. */
const untilSettled = 60

/** A development server: it lives on with the old table while the sources have errors, and shows them. */
class DevServer {
  #told: Outcome | undefined
  #waiting: NodeJS.Timeout | undefined
  /** What browsers show above the page at present. */
  #shown: ErrorPayload | undefined

  constructor(
    private readonly server: ViteDevServer,
    private readonly generations: Generations,
  ) {
    server.watcher.on('all', (event, path) => {
      if (!event.endsWith('Dir') && this.#matters(resolve(path))) this.#regenerateSoon()
    })
    // What changes before the watcher has found its way it does not tell.
    server.watcher.once('ready', () => void this.regenerate())
    server.ws.on('connection', () => {
      if (this.#shown !== undefined) server.ws.send(this.#shown)
    })
  }

  /** Generates from the sources as they are now. Never rejects: a server must not die of it. */
  async regenerate(): Promise<void> {
    try {
      const outcome = await this.generations.run()
      // Those who asked while a generation ran have the next in common.
      if (outcome === this.#told) return
      this.#told = outcome
      this.server.watcher.add([...outcome.inputs, ...sourceFolders(outcome)])
      this.#tell(outcome)
    } catch (error) {
      const shown = error instanceof Error ? (error.stack ?? error.message) : String(error)
      this.#log('error', `This is a bug in botgen; please report it with what follows.\n${shown}`)
    }
  }

  #regenerateSoon(): void {
    if (this.#waiting !== undefined) return
    this.#waiting = setTimeout(() => {
      this.#waiting = undefined
      void this.regenerate()
    }, untilSettled)
  }

  #matters(path: string): boolean {
    const { inputs, outputs } = this.generations.last
    // Or what it writes would have it write again.
    if (outputs.includes(path)) return false
    return isSource(path) || isSetting(path) || inputs.includes(path)
  }

  #tell({ errors, warnings, root = this.server.config.root }: Outcome): void {
    for (const problem of warnings) this.#log('warn', framed(problem, root))
    for (const problem of errors) this.#log('error', framed(problem, root))
    if (errors.length > 0) {
      this.#shown = { type: 'error', err: { ...rollupMessage(errors, root), plugin: pluginName } }
      // Without anybody to see it Vite would keep it for the first to come, even if it is mended by then.
      if (this.server.ws.clients.size > 0) this.server.ws.send(this.#shown)
    } else if (this.#shown !== undefined) {
      this.#shown = undefined
      this.#log('info', 'the errors are mended, and the table is up to date.')
      // An update of nothing: it takes the error away and leaves the page alone.
      this.server.ws.send({ type: 'update', updates: [] })
    }
  }

  #log(level: 'info' | 'warn' | 'error', text: string): void {
    this.server.config.logger[level](`${pluginName}: ${text}`, { timestamp: true })
  }
}

/** Whether a file may say what to generate from. */
function isSetting(path: string): boolean {
  return /^(?:tsconfig\b.*\.json|package\.json|botgen\.config\.\w+)$/.test(basename(path))
}

/** A problem with its place and the lines around it, for the terminal. */
function framed(problem: Problem, folder: string): string {
  const message = placedMessage(problem, folder)
  const frame = problem.place === undefined ? undefined : frameOf(problem.place)
  return frame === undefined ? message : `${message}\n${frame}`
}
