import {
  type BotDescription,
  type ComponentRole,
  type DescribedHandler,
  routeLabel,
  type SessionUse,
  type SourcePlace,
} from '../description/index.js'

/** What belongs to a bot, and what it has to do with each other. Plain data that survives JSON. */
export interface BotGraph {
  /** Nothing for the only bot of a project. */
  readonly name: string | undefined
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

export interface GraphNode {
  /** Unique in its bot: `handler OrderHandlers.start`. */
  readonly id: string
  readonly kind: GraphNodeKind
  readonly label: string
  /** Of a handler's method the class's node. */
  readonly parent: string | undefined
  /** Nothing for sessions, and for what the main module provides. */
  readonly place: SourcePlace | undefined
}

export type GraphNodeKind = 'route' | 'class' | 'handler' | 'session' | 'provided' | ComponentRole

export interface GraphEdge {
  /** A node's id. */
  readonly from: string
  readonly to: string
  readonly kind: GraphEdgeKind
  /** In words; of a session what becomes of it: `opens, clears`. Nothing from a route to its handler. */
  readonly label: string | undefined
}

export type GraphEdgeKind = 'calls' | 'session' | 'guard' | 'filter' | 'argumentParser' | 'takes'

/** Draws a bot as a graph: routes, the handlers that they call, and what these have to do with. */
export function graphOf(bot: BotDescription): BotGraph {
  const edges = new Map<string, GraphEdge>()
  for (const edge of edgesOf(bot)) edges.set(`${edge.from}\n${edge.to}\n${edge.label ?? ''}`, edge)
  const nodes = new Map<string, GraphNode>()
  for (const node of nodesOf(bot)) if (!nodes.has(node.id)) nodes.set(node.id, node)
  return { name: bot.name, nodes: [...nodes.values()], edges: [...edges.values()] }
}

function nodesOf({ classes, handlers, sessions, components, provided }: BotDescription): readonly GraphNode[] {
  const classNode = (name: string) => `class ${name}`
  return [
    ...handlers.map((handler) => ({
      id: routeNode(handler),
      kind: 'route' as const,
      label: routeLabel(handler),
      parent: undefined,
      place: handler.place,
    })),
    ...classes.map(({ name, place }) => ({
      id: classNode(name),
      kind: 'class' as const,
      label: name,
      parent: undefined,
      place,
    })),
    ...handlers.map((handler) => ({
      id: handlerNode(handler),
      kind: 'handler' as const,
      label: handler.method,
      parent: classNode(handler.class),
      place: handler.place,
    })),
    ...sessions.map(({ name }) => ({
      id: sessionNode(name),
      kind: 'session' as const,
      label: name,
      parent: undefined,
      place: undefined,
    })),
    ...components.map(({ id, role, name, place }) => ({
      id: componentNode(id),
      kind: role,
      label: name,
      parent: undefined,
      place,
    })),
    ...provided.map(({ name, type }) => ({
      id: providedNode(name),
      kind: 'provided' as const,
      label: `${name}: ${type}`,
      parent: undefined,
      place: undefined,
    })),
  ]
}

function edgesOf(bot: BotDescription): readonly GraphEdge[] {
  const { classes, handlers, sessions, components } = bot
  const byId = new Map(handlers.map((handler) => [handler.id, handler]))
  const made = new Set(components.map(({ id }) => id))
  const takes = (from: string, dependencies: readonly string[]) =>
    dependencies.map((name) => edge(from, made.has(name) ? componentNode(name) : providedNode(name), 'takes', 'takes'))
  return [
    ...handlers.flatMap(handlerEdges),
    ...sessions.flatMap(({ name, uses }) =>
      uses.flatMap((use) => {
        const handler = byId.get(use.handler)
        return handler === undefined ? [] : [edge(handlerNode(handler), sessionNode(name), 'session', useWords(use))]
      }),
    ),
    ...classes.flatMap(({ name, dependencies }) => takes(`class ${name}`, dependencies)),
    ...components.flatMap(({ id, dependencies }) => takes(componentNode(id), dependencies)),
  ]
}

function handlerEdges(handler: DescribedHandler): readonly GraphEdge[] {
  const { guards, filters, argumentParser, parameters } = handler
  const [route, called] = [routeNode(handler), handlerNode(handler)]
  const parsers = argumentParser === undefined ? [] : [argumentParser]
  return [
    edge(route, called, 'calls', undefined),
    ...guards.map((id) => edge(route, componentNode(id), 'guard', 'guarded by')),
    ...filters.map((id) => edge(route, componentNode(id), 'filter', 'filtered by')),
    ...parsers.map((id) => edge(route, componentNode(id), 'argumentParser', 'parsed by')),
    ...parameters.flatMap(({ component }) =>
      component === undefined ? [] : [edge(called, componentNode(component), 'takes', 'takes')],
    ),
  ]
}

function edge(from: string, to: string, kind: GraphEdgeKind, label: string | undefined): GraphEdge {
  return { from, to, kind, label }
}

function useWords({ opens, clears, closes, replays }: SessionUse): string {
  const done = Object.entries({ opens, clears, closes, replays }).flatMap(([what, does]) => (does ? [what] : []))
  return done.length === 0 ? 'looks at' : done.join(', ')
}

function routeNode({ id }: DescribedHandler): string {
  return `route ${id}`
}

function handlerNode(handler: DescribedHandler): string {
  return `handler ${handler.class}.${handler.method}`
}

function sessionNode(name: string): string {
  return `session ${name}`
}

function componentNode(id: string): string {
  return `component ${id}`
}

function providedNode(name: string): string {
  return `provided ${name}`
}
