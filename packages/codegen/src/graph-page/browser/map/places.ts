/** Where a node is in a layout. No browser in here. */
import type { NodeKey } from '../bot/nodes.js'
import { type ClassBox, type Layout, type MethodBox, sizes } from './layout.js'

export interface KeyPlace {
  readonly side: 'classes' | 'parts'
  readonly y: number
}

/** `undefined` where it is not shown: filtered out, or in a class that is closed. */
export function placeOfKey({ classes, parts }: Layout, key: NodeKey): KeyPlace | undefined {
  for (const { node, y, methods } of classes) {
    if (node.key === key) return { side: 'classes', y }
    for (const box of methods.flatMap((method) => [method, ...method.routes])) {
      if (box.node.key === key) return { side: 'classes', y: box.y }
    }
  }
  const part = parts.flatMap((group) => group.parts).find(({ node }) => node.key === key)
  return part && { side: 'parts', y: part.y }
}

/** Methods, and classes that are closed, which are related and out of view, from the top. */
export function aboveAndBelow(
  { classes }: Layout,
  related: ReadonlySet<NodeKey>,
  { scrolled, height }: { readonly scrolled: number; readonly height: number },
): { readonly above: readonly NodeKey[]; readonly below: readonly NodeKey[] } {
  const boxes = classes.flatMap((box): readonly (ClassBox | MethodBox)[] => (box.isOpen ? box.methods : [box]))
  const lines = boxes.filter(({ node }) => related.has(node.key))
  return {
    above: lines.filter(({ y }) => y + sizes.row < scrolled + sizes.titles).map(({ node }) => node.key),
    below: lines.filter(({ y }) => y > scrolled + height).map(({ node }) => node.key),
  }
}
