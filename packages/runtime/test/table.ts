/** Tables of any kinds of routes, without writing the classes that they would be generated from. */
import type { Update } from 'telegraf/types'
import type { GuardClass } from '../src/decorators/index.js'
import { legacyRecord, memberRecord } from '../src/decorators/metadata.js'
import {
  type DispatchTable,
  defineDispatchTable,
  type Guard,
  type HandlerUpdate,
  type Route,
  routes,
  type TableOptions,
} from '../src/index.js'
import type { RouteLists } from '../src/table/index.js'
import type { TestOptions, TestSetup } from './harness.js'
import { start } from './start.js'

/** A table of these routes, on a class whose decorators recorded just them, as start-up checks it. */
export function tableWith(lists: RouteLists, options?: TableOptions): DispatchTable {
  class TestHandlers {}
  const record = legacyRecord(TestHandlers)
  const all = Object.values(lists).flatMap((list: readonly Route[] | undefined) => list ?? [])
  for (const { method, spec, guards, limit, argumentParser, qualifiers } of all) {
    Object.defineProperty(TestHandlers.prototype, method, { value: () => undefined, configurable: true })
    record.handlers.push({ member: method, spec })
    for (const [position, qualifier] of Object.entries(qualifiers)) {
      record.qualifiers.push({ member: method, position: Number(position), qualifier })
    }
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

export interface HeardSetup extends TestSetup {
  readonly heard: Heard
  /** Handles the update at once; tells what ran, `next` where it went on to other middleware. */
  readonly gets: (update: object) => Promise<readonly unknown[]>
}

/** A bot of these routes, which stops when the test has ended. */
export async function startHeard(lists: (heard: Heard) => RouteLists, options: TestOptions = {}): Promise<HeardSetup> {
  const heard = new Heard()
  const setup = await start({ table: tableWith(lists(heard)), ...options })
  setup.bot.use((_ctx, next) => {
    heard.calls.push(['next'])
    return next()
  })
  let id = 1000
  const gets = async (update: object): Promise<readonly unknown[]> => {
    id += 1
    await setup.bot.handleUpdate({ ...update, update_id: id } as Update)
    return heard.take()
  }
  return { ...setup, heard, gets }
}
