import type { HandlerKind } from '../words.js'
import type { BotNodes, HandlerNode, NodeKey, PartNode } from './nodes.js'

export interface Filter {
  /** What was typed: all words must be found. */
  readonly query: string
  /** None: all. */
  readonly kinds: readonly HandlerKind[]
  readonly class: string | undefined
  readonly session: string | undefined
  /** Shows what is among these alone. */
  readonly only: ReadonlySet<NodeKey> | undefined
}

export interface Shown {
  readonly handlers: readonly HandlerNode[]
  readonly parts: readonly PartNode[]
  /** Whether the filter leaves out anything. */
  readonly all: boolean
}

/** Handlers that pass, and the parts that they lead to or that are found themselves. */
export function filterBot(nodes: BotNodes, filter: Filter): Shown {
  const parts = [...nodes.sessions, ...nodes.components, ...nodes.provided]
  const { kinds, session, only } = filter
  const words = filter.query.toLowerCase().split(/\s+/).filter(Boolean)
  const all =
    words.length + kinds.length === 0 && filter.class === undefined && session === undefined && only === undefined
  if (all) return { handlers: nodes.handlers, parts, all }
  const matches = ({ text }: { readonly text: string }) => words.every((word) => text.includes(word))
  const inSession = session === undefined ? undefined : `session:${session}`
  const handlers = nodes.handlers.filter(
    (node) =>
      (kinds.length === 0 || kinds.includes(node.handler.kind)) &&
      (filter.class === undefined || node.owner.name === filter.class) &&
      (inSession === undefined || node.links.some(({ to }) => to === inSession)) &&
      (only === undefined || only.has(node.key)) &&
      matches(node),
  )
  const narrowed = kinds.length > 0 || filter.class !== undefined || session !== undefined
  const reached = reachedFrom(nodes, handlers)
  const isShown = (part: PartNode): boolean => {
    if (only !== undefined) return only.has(part.key) && matches(part)
    return reached.has(part.key) || (!narrowed && matches(part))
  }
  return { handlers, parts: parts.filter(isShown), all }
}

function reachedFrom(nodes: BotNodes, handlers: readonly HandlerNode[]): ReadonlySet<NodeKey> {
  const reached = new Set<NodeKey>()
  for (const { links, owner } of handlers) {
    for (const { to } of links) reached.add(to)
    for (const key of owner.takes) reached.add(key)
  }
  for (const key of reached) {
    const node = nodes.byKey.get(key)
    if (node?.type === 'component') for (const taken of node.takes) reached.add(taken)
  }
  return reached
}
