import { type RecordedCommand, recordedOn } from '../decorators/index.js'
import { StaleTableError } from '../errors.js'
import type { ClassRoutes, CommandRoute, DispatchTable } from './table.js'

/**
 * Holds the table against what the decorators recorded, once at start: what still type-checks may be stale all the same.
 *
 * @throws StaleTableError naming every difference
 */
export function assertFresh(table: Pick<DispatchTable, 'classes'>): void {
  const problems = table.classes.flatMap(differences)
  if (problems.length > 0) throw new StaleTableError(problems)
}

/** `'order'` and `'/order'` are the same command. */
export function commandName(name: string): string {
  return (name.startsWith('/') ? name.slice(1) : name).toLowerCase()
}

function differences({ handlers, source, commands }: ClassRoutes): string[] {
  const recorded = recordedOn(handlers)
  const problems: string[] = []
  const nameOf = (member: string): string => `${handlers.name}.${member} (${source})`

  const unmatched = [...commands]
  for (const decorator of recorded.commands) {
    const index = unmatched.findIndex((route) => isSameCommand(route, decorator))
    if (index >= 0) unmatched.splice(index, 1)
    else problems.push(`${nameOf(decorator.member)} is decorated with ${describe(decorator)}, which the table lacks.`)
  }
  for (const route of unmatched) {
    problems.push(`${nameOf(route.method)} stands in the table as ${describe(route)}, which no decorator says.`)
  }
  for (const route of commands) {
    const declared = recorded.qualifiers.filter(({ member }) => member === route.method)
    problems.push(...qualifierDifferences(nameOf(route.method), route, declared))
  }
  return problems
}

function qualifierDifferences(
  handler: string,
  route: CommandRoute,
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

function isSameCommand(route: CommandRoute, decorator: RecordedCommand): boolean {
  return (
    route.method === decorator.member &&
    route.description === decorator.description &&
    route.names.map(commandName).join() === decorator.names.map(commandName).join()
  )
}

function describe({ names, description }: Pick<CommandRoute, 'names' | 'description'>): string {
  const menu = description === undefined ? '' : ` (“${description}”)`
  return `${names.map((name) => `/${commandName(name)}`).join(', ')}${menu}`
}
