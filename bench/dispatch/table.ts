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

/** A table as generated code defines it: classes of ten handlers, one command each. */
export function tableOf(size: number, hits: Hits): DispatchTable {
  const classes: ClassRoutes[] = []
  for (let start = 0; start < size; start += handlersPerClass) {
    classes.push(classOf(start, Math.min(start + handlersPerClass, size), hits))
  }
  return defineDispatchTable(classes)
}

function classOf(start: number, end: number, hits: Hits): ClassRoutes {
  class BenchHandlers {}
  const commands = Array.from({ length: end - start }, (_, offset) => {
    const name = commandName(start + offset)
    // Start-up checks the table against what decorators recorded on the class.
    CommandHandler(name)(BenchHandlers.prototype, name, {})
    return command([name], name, { invoke: () => hits.hit() })
  })
  return routes(BenchHandlers, `src/handlers-${start}.ts`, { commands })
}
