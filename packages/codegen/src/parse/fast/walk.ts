import type { Node } from 'oxc-parser'

/** The nodes directly inside a node, as they stand in the text. */
export function childrenOf(node: Node): readonly Node[] {
  const found: Node[] = []
  for (const value of Object.values(node) as readonly unknown[]) {
    if (Array.isArray(value)) found.push(...value.filter(isNode))
    else if (isNode(value)) found.push(value)
  }
  // The tree has some things in another order: type parameters after parameters, decorators after a class.
  return isSorted(found) ? found : found.sort((a, b) => a.start - b.start)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

function isSorted(nodes: readonly Node[]): boolean {
  return nodes.every((node, index) => index === 0 || (nodes[index - 1]?.start ?? 0) <= node.start)
}
