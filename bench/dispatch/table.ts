import {
  CommandHandler,
  type ClassRoutes,
  command,
  type DispatchTable,
  defineDispatchTable,
  routes,
} from '@botgen/runtime'

/** Counts calls, as the handler that all sides run. */
export class Hits {
  count = 0

  /** Asynchronous, as handlers are. */
  async hit(): Promise<void> {
    this.count += 1
    return Promise.resolve()
  }
}

const handlersPerClass = 10

export function commandName(index: number): string {
  return `command${index}`
}

/** So many commands, in classes of ten handlers, one command each. */
export function commandsByClass(size: number): readonly (readonly string[])[] {
  const names = Array.from({ length: size }, (_, index) => commandName(index))
  return Array.from({ length: Math.ceil(size / handlersPerClass) }, (_, index) =>
    names.slice(index * handlersPerClass, (index + 1) * handlersPerClass),
  )
}

/** A table as generated code defines it. */
export function tableOf(size: number, hits: Hits): DispatchTable {
  return defineDispatchTable(
    commandsByClass(size).map((names, index) => classOf(names, `src/handlers-${index}.ts`, hits)),
  )
}

function classOf(names: readonly string[], source: string, hits: Hits): ClassRoutes {
  class BenchHandlers {}
  const commands = names.map((name) => {
    // Start-up checks the table against what decorators recorded on the class.
    CommandHandler(name)(BenchHandlers.prototype, name, {})
    return command([name], name, { invoke: () => hits.hit() })
  })
  return routes(BenchHandlers, source, { commands })
}
