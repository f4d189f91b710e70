import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { afterEach, describe, expect, it } from '@jest/globals'
import { type Bundler, bundlers, startScript } from './testing/bundlers.js'
import type { WatchEvent } from './testing/events.js'
import { handlers, type TempProject, table, botProject } from './testing/projects.js'

/** A bundler that watches a project in a process of its own, and what it has told so far. */
class Watch {
  readonly #process: ChildProcess
  readonly #events: WatchEvent[] = []
  readonly ready: Promise<void>
  #heard = () => {}
  #seen = 0

  constructor(bundler: Bundler, project: TempProject) {
    this.#process = startScript('watch-process.ts', [bundler, project.root])
    this.ready = new Promise((resolve) => {
      this.#process.on('message', (event: WatchEvent) => {
        this.#events.push(event)
        this.#heard()
        if (event.kind === 'ready') resolve()
      })
    })
  }

  /** The next event that `isWanted`, behind those that were waited for before. */
  async next(isWanted: (event: WatchEvent) => boolean): Promise<WatchEvent> {
    for (;;) {
      while (this.#seen < this.#events.length) {
        const event = this.#events[this.#seen++]
        if (event !== undefined && isWanted(event)) return event
      }
      await new Promise<void>((resolve) => {
        this.#heard = resolve
      })
    }
  }

  /** Waits for what holds after one of the generations. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await this.next(({ kind }) => kind === 'generated')
  }

  count(kind: WatchEvent['kind']): number {
    return this.#events.filter((event) => event.kind === kind).length
  }

  async stop(): Promise<void> {
    this.#process.disconnect()
    this.#process.kill()
    await once(this.#process, 'exit')
  }
}

const running: Watch[] = []

async function watch(bundler: Bundler, project: TempProject): Promise<Watch> {
  const started = new Watch(bundler, project)
  running.push(started)
  await started.ready
  return started
}

const isError = (event: WatchEvent): boolean => event.kind === 'hot' && event.payload.type === 'error'
const isUpdate = (event: WatchEvent): boolean => event.kind === 'hot' && event.payload.type === 'update'
const isBuiltWith =
  (text: string) =>
  (event: WatchEvent): boolean =>
    event.kind === 'built' && event.errors.some((error) => error.includes(text))
const isBuilt = (event: WatchEvent): boolean => event.kind === 'built' && event.errors.length === 0

/** Within each group, so that it comes before the projects are removed. */
async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((watch) => watch.stop()))
}

describe('a Vite development server', () => {
  afterEach(stopAll)

  it('C6 writes the table at its start and when a handler changes, and not because of what it wrote', async () => {
    const project = botProject('hello')
    const server = await watch('vite', project)
    expect(project.read(table)).toContain(`command(['hello']`)

    for (const name of ['one', 'two', 'three', 'four']) {
      project.write({ 'src/handlers.ts': handlers('Handlers', name) })
      await server.until(() => project.read(table).includes(`command(['${name}']`))
    }

    // Twice at the start, before and after the watcher is ready. By the last change the watcher has told of the tables before.
    expect(server.count('generated')).toBeLessThanOrEqual(2 + 4)
  }, 120_000)

  it('C1 notices a file that nothing imports yet, and one that goes', async () => {
    const project = botProject('hello')
    const server = await watch('vite', project)

    project.write({ 'src/deep/more.ts': handlers('MoreHandlers', 'more') })
    await server.until(() => project.read(table).includes(`command(['more']`))

    rmSync(project.path('src/deep/more.ts'))
    await server.until(() => !project.read(table).includes('more'))
  }, 120_000)

  it('C10 C12 shows an error in the overlay, keeps the table, and takes the error away once it is mended', async () => {
    const project = botProject('hello')
    const server = await watch('vite', project)
    const before = project.read(table)

    project.write({ 'src/handlers.ts': handlers('Handlers', 'Hello') })
    const shown = await server.next(isError)

    const file = project.path('src/handlers.ts')
    expect(shown).toMatchObject({
      payload: { err: { id: file, plugin: 'botgen', pluginCode: 'BG1302', loc: { file, line: 4, column: 19 } } },
    })
    const { err } = (shown as Extract<WatchEvent, { kind: 'hot' }>).payload
    expect(err?.message).toContain(`BG1302 Command "Hello" has upper-case letters; write 'hello'.`)
    expect(err?.frame).toContain(`> 4 |   @CommandHandler('Hello')`)
    expect(project.read(table)).toBe(before)

    project.write({ 'src/handlers.ts': handlers('Handlers', 'hello') })
    expect(await server.next(isUpdate)).toMatchObject({ payload: { updates: [] } })
  }, 120_000)

  it('C10 starts with an error, shows it to a browser that comes later, and mends', async () => {
    const project = botProject('Hello')
    const server = await watch('vite', project)
    await server.next(isError)

    project.write({ 'src/handlers.ts': handlers('Handlers', 'hello') })
    await server.next(isUpdate)

    expect(project.read(table)).toContain(`command(['hello']`)
  }, 120_000)

  it('T8 follows the configuration, and lives on when it is wrong', async () => {
    const project = botProject('hello')
    const server = await watch('vite', project)

    project.write({ 'botgen.config.json': '{ "outptu": "src/table.ts" }' })
    expect(await server.next(isError)).toMatchObject({ payload: { err: { id: project.path('botgen.config.json') } } })
    project.write({ 'botgen.config.json': '{ "output": "src/table.ts" }' })
    await server.next(isUpdate)

    expect(project.read('src/table.ts')).toContain(`command(['hello']`)
  }, 120_000)
})

describe.each(bundlers.filter((bundler) => bundler !== 'vite'))('%s, watching', (bundler) => {
  afterEach(stopAll)

  it('C1 C6 C12 follows a change, a new file and an error, and comes to rest', async () => {
    const project = botProject('hello')
    const watching = await watch(bundler, project)
    await watching.next(isBuilt)
    expect(project.read(table)).toContain(`command(['hello']`)

    project.write({ 'src/handlers.ts': handlers('Handlers', 'bye') })
    await watching.until(() => project.read(table).includes(`command(['bye']`))
    await watching.next(isBuilt)
    const before = project.read(table)

    project.write({ 'src/handlers.ts': handlers('Handlers', 'Bye') })
    await watching.next(isBuiltWith('BG1302'))
    expect(project.read(table)).toBe(before)

    project.write({ 'src/handlers.ts': handlers('Handlers', 'good') })
    await watching.until(() => project.read(table).includes(`command(['good']`))
    await watching.next(isBuilt)

    project.write({ 'src/more.ts': handlers('MoreHandlers', 'more') })
    await watching.until(() => project.read(table).includes(`command(['more']`))
    await watching.next(isBuilt)

    // A build for each change, and at most one more because of the table that it wrote.
    expect(watching.count('generated')).toBeLessThanOrEqual(10)
  }, 120_000)
})
