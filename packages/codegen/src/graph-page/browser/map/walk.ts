/** Where the arrow keys lead on the map. No browser in here. */
import type { AnyNode, BotNodes, NodeKey } from '../bot/nodes.js'
import { columnsOfKeys, type Layout } from './layout.js'

export type Step = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End' | 'PageUp' | 'PageDown'

const page = 10

/** Up and down within the column; left and right along an arrow, or to the nearest where there is none. */
export function walk(nodes: BotNodes, layout: Layout, from: NodeKey, step: Step): NodeKey | undefined {
  const columns = columnsOfKeys(layout)
  const column = columns.findIndex((keys) => keys.includes(from))
  const keys = columns[column]
  if (keys === undefined) return firstKey(layout)
  const index = keys.indexOf(from)
  const within = (wanted: number) => keys[Math.max(0, Math.min(keys.length - 1, wanted))]
  switch (step) {
    case 'ArrowUp':
      return within(index - 1)
    case 'ArrowDown':
      return within(index + 1)
    case 'PageUp':
      return within(index - page)
    case 'PageDown':
      return within(index + page)
    case 'Home':
      return within(0)
    case 'End':
      return within(keys.length - 1)
    case 'ArrowLeft':
      return sideways(nodes, columns, column, from, -1)
    case 'ArrowRight':
      return sideways(nodes, columns, column, from, 1)
  }
}

export function firstKey(layout: Layout): NodeKey | undefined {
  return layout.classes[0]?.node.key ?? layout.parts[0]?.parts[0]?.node.key
}

function sideways(
  nodes: BotNodes,
  columns: readonly (readonly NodeKey[])[],
  column: number,
  from: NodeKey,
  by: 1 | -1,
): NodeKey | undefined {
  const node = nodes.byKey.get(from)
  const next = columns[column + by]
  // Classes that are closed have no routes beside them.
  if (node === undefined || next === undefined || next.length === 0) return undefined
  const there = new Set(next)
  return neighbours(nodes, node, by).find((key) => there.has(key)) ?? next[0]
}

function neighbours(nodes: BotNodes, node: AnyNode, by: 1 | -1): readonly NodeKey[] {
  switch (node.type) {
    case 'handler':
      return [node.method.key]
    case 'method':
      return by === -1
        ? node.handlers.map(({ key }) => key)
        : [...node.handlers.flatMap(({ links }) => links.map(({ to }) => to)), ...node.owner.takes]
    case 'class':
      return by === -1
        ? node.handlers.map(({ key }) => key)
        : [...node.takes, ...node.handlers.flatMap(({ links }) => links.map(({ to }) => to))]
    case 'session':
    case 'component':
    case 'provided':
      return (nodes.users.get(node.key) ?? []).flatMap((user) =>
        user.type === 'handler' ? [user.method.key, user.owner.key] : [user.key],
      )
  }
}
