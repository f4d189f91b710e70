import type { AnyNode, BotNodes, HandlerNode, NodeKey } from './nodes.js'

/**
 * What a node is connected with, itself among it: from a route on, all that it leads to; from a part back, all that leads
 * to it, and what it is made of itself.
 */
export function relatedTo(nodes: BotNodes, start: AnyNode): ReadonlySet<NodeKey> {
  const found = new Set<NodeKey>()
  switch (start.type) {
    case 'handler':
      addHandler(start, found)
      break
    case 'method':
      for (const handler of start.handlers) addHandler(handler, found)
      break
    case 'class':
      for (const handler of start.handlers) addHandler(handler, found)
      for (const key of start.takes) found.add(key)
      break
    case 'session':
    case 'component':
    case 'provided':
      addUsers(nodes, start.key, found)
  }
  found.add(start.key)
  addDependencies(nodes, found)
  return found
}

function addHandler(handler: HandlerNode, found: Set<NodeKey>): void {
  found.add(handler.key).add(handler.method.key).add(handler.owner.key)
  for (const { to } of handler.links) found.add(to)
}

/** Whoever takes a part, and whoever takes what is made of it. */
function addUsers(nodes: BotNodes, part: NodeKey, found: Set<NodeKey>): void {
  for (const user of nodes.users.get(part) ?? []) {
    if (found.has(user.key)) continue
    found.add(user.key)
    if (user.type === 'component') addUsers(nodes, user.key, found)
    if (user.type === 'handler') found.add(user.method.key).add(user.owner.key)
  }
}

function addDependencies(nodes: BotNodes, found: Set<NodeKey>): void {
  // A set is walked in the order of arrival, what arrives meanwhile too.
  for (const key of found) {
    const node = nodes.byKey.get(key)
    if (node?.type === 'component') for (const taken of node.takes) found.add(taken)
  }
}
