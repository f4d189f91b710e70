import {
  type BotDescription,
  type DescribedHandler,
  type DescribedParameter,
  printable,
  routeLabel,
  type SessionUse,
} from '@botgen/codegen'
import type { Colours } from '../colours.js'
import { wrapped } from '../wrap.js'
import { countOf } from './report.js'

/** A handler as the list shows it. */
export interface RouteRow {
  readonly handler: DescribedHandler
  readonly route: string
  readonly method: string
  /** `src/handlers/order.ts:9` */
  readonly source: string
  readonly details: readonly (readonly [label: string, text: string])[]
}

/** The rows of a bot. @param sourceOf - how the path of a file is shown */
export function routeRows(bot: BotDescription, sourceOf: (file: string) => string): readonly RouteRow[] {
  const uses = usesByHandler(bot)
  const names = new Map(bot.components.map(({ id, name }) => [id, name]))
  return bot.handlers.map((handler) => ({
    handler,
    route: printable(routeLabel(handler)),
    method: printable(handler.method),
    source: printable(`${sourceOf(handler.place.file)}:${handler.place.line}`),
    details: detailsOf(handler, uses.get(handler.id) ?? [], (id) => names.get(id) ?? id),
  }))
}

/** Whether a row, or the name of its class, has all of the words, in whatever case. */
export function mentions({ handler, route, method, source, details }: RouteRow, words: readonly string[]): boolean {
  const texts = [handler.class, method, route, source, ...details.map(([, text]) => text)]
  const text = texts.join('\n').toLowerCase()
  return words.every((word) => text.includes(word.toLowerCase()))
}

/** How the list is laid out. */
interface Layout {
  readonly route: number
  readonly method: number
  readonly width: number
  readonly colours: Colours
}

/** Longer routes and names stand out of their columns, so that one of them does not make all lines long. */
const widest = { route: 26, method: 20 }

/** Rows for a person, by class, then how many there are. */
export function showRoutes(rows: readonly RouteRow[], width: number, colours: Colours): string {
  const layout = {
    route: Math.min(widest.route, Math.max(...rows.map(({ route }) => route.length))),
    method: Math.min(widest.method, Math.max(...rows.map(({ method }) => method.length))),
    width,
    colours,
  }
  const classes = groupBy(rows, ({ handler }) => handler.class)
  const blocks = Array.from(classes, ([name, ofClass]) =>
    [colours.bold(printable(name)), ...ofClass.map((row) => showRow(row, layout))].join('\n'),
  )
  const count = `${countOf(rows.length, 'handler')} in ${countOf(classes.size, 'class', 'classes')}`
  return `${[...blocks, count].join('\n\n')}\n`
}

const detailMargin = ' '.repeat(4)
const labelWidth = 10

function showRow({ route, method, source, details }: RouteRow, { colours, ...layout }: Layout): string {
  const start = `  ${route.padEnd(layout.route)}  ${method.padEnd(layout.method)}`
  const isWide = start.length + 2 + source.length > layout.width
  const shown = [
    `  ${colours.cyan(route)}${' '.repeat(Math.max(0, layout.route - route.length))}  `,
    isWide ? method : `${method.padEnd(layout.method)}  ${colours.dim(source)}`,
  ]
  const all = isWide ? [['at', source] as const, ...details] : details
  return [shown.join(''), ...all.map((detail) => showDetail(detail, layout.width, colours))].join('\n')
}

function showDetail([label, text]: RouteRow['details'][number], width: number, colours: Colours): string {
  const margin = detailMargin.length + labelWidth
  const [first = '', ...more] = wrapped(text, Math.max(20, width - margin)).split('\n')
  const lines = [
    `${detailMargin}${colours.dim(label.padEnd(labelWidth))}${first}`,
    ...more.map((line) => ' '.repeat(margin) + line),
  ]
  return lines.join('\n')
}

function detailsOf(
  handler: DescribedHandler,
  uses: readonly NamedUse[],
  nameOf: (id: string) => string,
): RouteRow['details'] {
  const { description, parameters, guards, filters, argumentParser, limit, options } = handler
  const details: readonly (readonly [label: string, texts: readonly string[]])[] = [
    ['about', description === undefined ? [] : [JSON.stringify(description)]],
    ['takes', parameters.map(showParameter)],
    ['sessions', uses.map(showUse)],
    ['guards', guards.map(nameOf)],
    ['filters', filters.map(nameOf)],
    ['parser', argumentParser === undefined ? [] : [nameOf(argumentParser)]],
    ['limit', limit === undefined ? [] : [limit]],
    ['options', options],
  ]
  return details.flatMap(([label, texts]) => {
    const separator = label === 'sessions' || label === 'options' ? '; ' : ', '
    return texts.length === 0 ? [] : [[label, printable(texts.join(separator))] as const]
  })
}

/** `meal: text?`, and `user` for what is called as it is. */
function showParameter({ name, takes, optional }: DescribedParameter): string {
  return name === undefined || takes === `${name}${optional ? '?' : ''}` ? takes : `${name}: ${takes}`
}

interface NamedUse extends SessionUse {
  readonly session: string
}

function usesByHandler({ sessions }: BotDescription): ReadonlyMap<string, readonly NamedUse[]> {
  const uses = sessions.flatMap(({ name, uses: all }) => all.map((use) => ({ ...use, session: name })))
  return groupBy(uses, ({ handler }) => handler)
}

/** `order: opens, clears, closes` */
function showUse({ session, opens, clears, closes, replays }: NamedUse): string {
  const done = Object.entries({ opens, clears, closes, replays }).flatMap(([what, does]) => (does ? [what] : []))
  return `${session}: ${done.length === 0 ? 'looks' : done.join(', ')}`
}

/** Items by key, both in the order in which they come. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}
