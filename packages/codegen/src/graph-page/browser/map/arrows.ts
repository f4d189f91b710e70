/** Which arrows there are, from what to what. No browser in here. */
import type { BotNodes, HandlerNode, NodeKey } from '../bot/nodes.js'
import type { SessionVerb } from '../words.js'
import type { ClassBox, MethodBox } from './layout.js'

/** What an arrow leads to, which gives it its colour. */
export type ArrowTo = 'method' | 'session' | 'component' | 'provided'

/** From a method, or from a class that is closed, to a part. */
export interface PartArrow {
  readonly from: NodeKey
  readonly to: NodeKey
  /** Handlers that it stands for; none where the class itself takes the part. */
  readonly handlers: readonly HandlerNode[]
  readonly verbs: readonly SessionVerb[]
}

export function arrowsOfMethod({ node, routes }: MethodBox): readonly PartArrow[] {
  return gathered(
    node.key,
    routes.map((route) => route.node),
  )
}

/** Those of the class itself, and while it is closed those of all its handlers. */
export function arrowsOfClass({ node, isOpen, handlers }: ClassBox): readonly PartArrow[] {
  const own = node.takes.map((to): PartArrow => ({ from: node.key, to, handlers: [], verbs: [] }))
  return isOpen ? own : [...own, ...gathered(node.key, handlers)]
}

/** One arrow to each part, however many handlers lead to it. */
function gathered(from: NodeKey, handlers: readonly HandlerNode[]): readonly PartArrow[] {
  const arrows = new Map<NodeKey, { handlers: HandlerNode[]; verbs: Set<SessionVerb> }>()
  for (const handler of handlers) {
    for (const { to, verbs } of handler.links) {
      const arrow = arrows.get(to) ?? { handlers: [], verbs: new Set() }
      arrow.handlers.push(handler)
      for (const verb of verbs) arrow.verbs.add(verb)
      arrows.set(to, arrow)
    }
  }
  return [...arrows].map(([to, arrow]) => ({ from, to, handlers: arrow.handlers, verbs: [...arrow.verbs] }))
}

/** Whether an arrow is among what the selected node is connected with. */
export function isRelated({ from, to, handlers }: PartArrow, related: ReadonlySet<NodeKey>): boolean {
  if (!related.has(from) || !related.has(to)) return false
  return handlers.length === 0 || handlers.some(({ key }) => related.has(key))
}

/** Components that a component takes, those that are shown. */
export function arrowsBetweenParts(nodes: BotNodes, shown: ReadonlySet<NodeKey>): readonly [NodeKey, NodeKey][] {
  return nodes.components.flatMap((node) =>
    shown.has(node.key) ? node.takes.filter((to) => shown.has(to)).map((to): [NodeKey, NodeKey] => [node.key, to]) : [],
  )
}
