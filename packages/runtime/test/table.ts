/** Tables of any kinds of routes, without writing the classes that they would be generated from. */
import { legacyRecord, memberRecord } from '../src/decorators/metadata.js'
import type { GuardClass } from '../src/decorators/index.js'
import {
  type DispatchTable,
  type Guard,
  type HandlerUpdate,
  type Route,
  type TableOptions,
  defineDispatchTable,
  routes,
} from '../src/index.js'
import type { RouteLists } from '../src/table/table.js'

/** A table of these routes, on a class whose decorators recorded just them, as start-up checks it. */
export function tableWith(lists: RouteLists, options?: TableOptions): DispatchTable {
  class TestHandlers {}
  const record = legacyRecord(TestHandlers)
  const all = Object.values(lists).flatMap((list: readonly Route[] | undefined) => list ?? [])
  for (const { method, spec, guards, limit, argumentParser } of all) {
    Object.defineProperty(TestHandlers.prototype, method, { value: () => undefined, configurable: true })
    record.handlers.push({ member: method, spec })
    // Several routes of one method say the same around it.
    Object.assign(memberRecord(record, method), {
      guards: guards.map((guard) => guard.constructor as GuardClass),
      limit,
      argumentParser: argumentParser?.constructor,
    })
  }
  return defineDispatchTable([routes(TestHandlers, 'src/test-handlers.ts', lists)], options)
}

/** Notes which handlers ran, with what. */
export class Heard {
  readonly calls: unknown[][] = []

  /** An `invoke` that notes `name` and the arguments. */
  by(name: string): (update: HandlerUpdate, ...values: readonly unknown[]) => void {
    return (_update, ...values) => void this.calls.push([name, ...values])
  }

  /** What was noted since it was taken last: names, and arguments where there are any. */
  take(): readonly unknown[] {
    return this.calls.splice(0).map((call) => (call.length === 1 ? call[0] : call))
  }
}

/** A guard that answers what it is told. */
export function guardThat(allows: Guard['allows']): Guard {
  return new (class TestGuard implements Guard {
    readonly allows = allows
  })()
}
