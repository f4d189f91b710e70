import type { Node } from 'oxc-parser'

/** The nodes directly inside a node, as they stand in the text. */
export function childrenOf(node: Node): readonly Node[] {
  const found: Node[] = []
  let isSorted = true
  const add = (value: unknown): void => {
    if (!isNode(value)) return
    isSorted &&= (found.at(-1)?.start ?? 0) <= value.start
    found.push(value)
  }
  for (const value of Object.values(node) as readonly unknown[]) {
    if (typeof value !== 'object' || value === null) continue
    if (Array.isArray(value)) value.forEach(add)
    else add(value)
  }
  // The tree has some things in another order: type parameters after parameters, decorators after a class.
  return isSorted ? found : found.sort((a, b) => a.start - b.start)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}
