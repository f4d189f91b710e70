import { type HandlerSpec, type MemberRecord, type RecordedClass, recordedOn } from '../decorators/index.js'
import { StaleTableError } from '../errors.js'
import { describeSpec } from './describe-spec.js'
import type { ClassRoutes, DispatchTable } from './table.js'
import type { Route } from './route.js'

/**
 * Holds the table against what the decorators recorded, once at start: what still type-checks may be stale all the same.
 *
 * @throws StaleTableError naming every difference
 */
export function assertFresh(table: Pick<DispatchTable, 'classes'>): void {
  const problems = table.classes.flatMap(differences)
  if (problems.length > 0) throw new StaleTableError(problems)
}

/** What the decorators of a class and, where it bears handlers itself, of its base classes say. */
interface Recorded {
  readonly handlers: RecordedClass['handlers']
  readonly qualifiers: RecordedClass['qualifiers']
  readonly names: RecordedClass['names']
  readonly around: (member: string) => MemberRecord
}

function differences({ handlers, source, routes }: ClassRoutes): string[] {
  const recorded = recordedFor(handlers)
  const problems: string[] = []
  const nameOf = (member: string): string => `${handlers.name}.${member} (${source})`

  const unmatched = [...routes]
  for (const { member, spec } of recorded.handlers) {
    const index = unmatched.findIndex((route) => route.method === member && says(route, spec))
    if (index >= 0) unmatched.splice(index, 1)
    else problems.push(`${nameOf(member)} is decorated with ${describeSpec(spec)}, which the table lacks.`)
  }
  for (const route of unmatched) {
    problems.push(
      `${nameOf(route.method)} stands in the table as ${describeSpec(route.spec)}, which no decorator says.`,
    )
  }
  for (const route of routes) {
    const handler = nameOf(route.method)
    const declared = recorded.qualifiers.filter(({ member }) => member === route.method)
    const names = recorded.names.filter(({ member }) => member === route.method).map(({ name }) => name)
    problems.push(...qualifierDifferences(handler, route, declared))
    problems.push(...nameDifferences(handler, route, names))
    problems.push(...aroundDifferences(handler, route, recorded.around(route.method)))
  }
  return problems
}

function recordedFor(handlers: object): Recorded {
  const own = recordedOn(handlers)
  // Without a handler of its own a class stands for nothing, whatever its base classes have.
  const chain = own.handlers.length === 0 ? [handlers] : [...basesOf(handlers), handlers]
  const records = chain.map((owner, index) => ({ record: recordedOn(owner), below: chain.slice(index + 1) }))
  const isInherited = (below: readonly object[], member: string): boolean =>
    !below.some((owner) => overrides(owner, member))
  const inherited = <T extends { readonly member: string }>(list: (record: RecordedClass) => readonly T[]): T[] =>
    records.flatMap(({ record, below }) => list(record).filter(({ member }) => isInherited(below, member)))
  const classes = records.map(({ record }) => record.class)
  return {
    handlers: inherited((record) => record.handlers),
    qualifiers: inherited((record) => record.qualifiers),
    names: inherited((record) => record.names),
    around: (member) => {
      // A method that overrides another takes nothing from it.
      const method = records.find(({ record, below }) => record.members.has(member) && isInherited(below, member))
      const said = method?.record.members.get(member)
      const nearest = [...(said === undefined ? [] : [said]), ...classes.toReversed()]
      return {
        guards: [...classes.flatMap(({ guards }) => guards), ...(said?.guards ?? [])],
        limit: nearest.find(({ limit }) => limit !== undefined)?.limit,
        argumentParser: nearest.find(({ argumentParser }) => argumentParser !== undefined)?.argumentParser,
      }
    },
  }
}

/** The nearest base class last. */
function basesOf(handlers: object): readonly object[] {
  const bases: object[] = []
  let base: unknown = Object.getPrototypeOf(handlers)
  while (typeof base === 'function' && base !== Function.prototype) {
    bases.unshift(base)
    base = Object.getPrototypeOf(base)
  }
  return bases
}

function overrides(owner: object, member: string): boolean {
  const { prototype } = owner as { readonly prototype?: object }
  return Object.hasOwn(owner, member) || (prototype !== undefined && Object.hasOwn(prototype, member))
}

/** Whether the table says of a route what its decorator says. */
function says({ spec, filters }: Route, decorator: HandlerSpec): boolean {
  return fingerprint(spec) === fingerprint(decorator) && areInstances(filters, filtersOf(decorator))
}

function filtersOf(spec: HandlerSpec): readonly Class[] {
  return spec.kind === 'text' || spec.kind === 'pattern' ? spec.filters : []
}

type Class = abstract new (...args: never[]) => unknown

/** By identity: names may be minified, and a container may hand out subclasses. */
function areInstances(instances: readonly object[], classes: readonly Class[]): boolean {
  return instances.length === classes.length && classes.every((type, index) => instances[index] instanceof type)
}

/** All but the filters, which are compared by identity; the order of an object's keys says nothing. */
function fingerprint(spec: HandlerSpec): string {
  return JSON.stringify({ ...spec, filters: [] }, (_key, value: unknown) => {
    if (value instanceof RegExp) return String(value)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? null
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
  })
}

function aroundDifferences(handler: string, route: Route, said: MemberRecord): string[] {
  const problems: string[] = []
  if (!areInstances(route.guards, said.guards)) {
    const names = (list: readonly { readonly name: string }[]): string =>
      list.map(({ name }) => name).join(', ') || 'none'
    const inTable = route.guards.map((guard) => guard.constructor)
    problems.push(`${handler} has the guards ${names(said.guards)}, the table has ${names(inTable)}.`)
  }
  const limitOf = ({ limit }: Pick<MemberRecord, 'limit'>): string =>
    limit === undefined ? 'no limit' : `${limit.rate} in ${limit.period}`
  if (limitOf(said) !== limitOf(route)) {
    problems.push(`${handler} has @RateLimits of ${limitOf(said)}, the table has ${limitOf(route)}.`)
  }
  const { argumentParser } = said
  const isSameParser =
    argumentParser === undefined ? route.argumentParser === undefined : route.argumentParser instanceof argumentParser
  if (!isSameParser) {
    problems.push(`${handler} has another @ArgParser (${argumentParser?.name ?? 'none'}) than the table.`)
  }
  return problems
}

/** Which parameter an argument belongs to, the table does not say: a name that no argument has is stale for certain. */
function nameDifferences(handler: string, route: Route, names: readonly string[]): string[] {
  return names
    .filter((name) => !route.arguments.some((argument) => argument.name === name))
    .map((name) => `${handler} names an argument '${name}' by @ParamMapping, which the table lacks.`)
}

function qualifierDifferences(
  handler: string,
  route: Route,
  declared: readonly { readonly position: number; readonly qualifier: string }[],
): string[] {
  const problems: string[] = []
  for (const { position, qualifier } of declared) {
    const known = route.qualifiers[position]
    if (known === qualifier) continue
    const other = known === undefined ? 'no qualifier' : `'${known}'`
    problems.push(`${handler} asks for session '${qualifier}' in parameter ${position + 1}, the table for ${other}.`)
  }
  for (const [position, qualifier] of Object.entries(route.qualifiers)) {
    if (declared.some((other) => other.position === Number(position))) continue
    problems.push(
      `${handler} has no @SessionQualifier on parameter ${Number(position) + 1}, the table has '${qualifier}'.`,
    )
  }
  return problems
}
