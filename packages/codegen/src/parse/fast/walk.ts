import type { Node } from 'oxc-parser'

/** The nodes directly inside a node, as they stand in the text. */
export function childrenOf(node: Node): readonly Node[] {
  const found: Node[] = []
  for (const value of Object.values(node) as readonly unknown[]) {
    if (typeof value !== 'object' || value === null) continue
    if (!Array.isArray(value)) addNode(value, found)
    else for (const item of value) addNode(item, found)
  }
  // The tree has some things in another order: type parameters after parameters, decorators after a class.
  return isSorted(found) ? found : found.sort((a, b) => a.start - b.start)
}

function addNode(value: unknown, nodes: Node[]): void {
  if (isNode(value)) nodes.push(value)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

function isSorted(nodes: readonly Node[]): boolean {
  return nodes.every((node, index) => index === 0 || (nodes[index - 1]?.start ?? 0) <= node.start)
}
