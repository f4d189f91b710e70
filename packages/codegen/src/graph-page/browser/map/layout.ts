/** Where everything stands on the map: rows of classes at the left, what they lead to at the right. No browser in here. */
import { groupBy } from '../bot/group-by.js'
import type { ClassNode, HandlerNode, MethodNode, NodeKey, PartNode } from '../bot/nodes.js'
import { componentRoles, roleWords } from '../words.js'

export interface Column {
  readonly x: number
  readonly width: number
}

export interface Columns {
  readonly card: Column
  readonly routes: Column
  readonly handlers: Column
  readonly parts: Column
}

/** A node and its place; `y` counts from the top of what scrolls. */
export interface Box<Node> {
  readonly node: Node
  readonly y: number
  readonly height: number
}

export interface MethodBox extends Box<MethodNode> {
  readonly routes: readonly Box<HandlerNode>[]
}

export interface ClassBox extends Box<ClassNode> {
  readonly isOpen: boolean
  /** Those of its handlers that are shown. */
  readonly handlers: readonly HandlerNode[]
  /** None while it is closed. */
  readonly methods: readonly MethodBox[]
}

export interface PartsGroup {
  readonly title: string
  readonly y: number
  readonly parts: readonly Box<PartNode>[]
}

export interface Layout {
  readonly columns: Columns
  readonly classes: readonly ClassBox[]
  readonly classesHeight: number
  readonly parts: readonly PartsGroup[]
  readonly partsHeight: number
}

export const sizes = {
  /** Of a class's line. */
  head: 34,
  row: 28,
  rowGap: 4,
  methodGap: 4,
  cardGap: 12,
  padding: 12,
  /** Above everything: the columns' titles. */
  titles: 32,
  /** At the right, where arrows between components go. */
  margin: 44,
  minWidth: 700,
} as const

export interface LayoutInput {
  readonly width: number
  readonly handlers: readonly HandlerNode[]
  readonly parts: readonly PartNode[]
  readonly isOpen: (node: ClassNode) => boolean
}

export function layOut({ width, handlers, parts, isOpen }: LayoutInput): Layout {
  const classes: ClassBox[] = []
  let y: number = sizes.titles
  for (const [owner, shown] of groupBy(handlers, (handler) => handler.owner)) {
    const box = layOutClass(owner, shown, isOpen(owner), y)
    classes.push(box)
    y += box.height + sizes.cardGap
  }
  const groups = layOutParts(parts)
  return { columns: columnsOf(Math.max(width, sizes.minWidth)), classes, classesHeight: y, ...groups }
}

function columnsOf(width: number): Columns {
  const { padding, margin } = sizes
  const inner = width - margin
  const card = Math.min(Math.round(inner * 0.57), 900)
  const parts = Math.min(Math.round(inner * 0.27), 420)
  const gap = Math.min(Math.round(card * 0.1), 80)
  const column = Math.floor((card - 2 * padding - gap) / 2)
  return {
    card: { x: 1, width: card },
    routes: { x: padding, width: column },
    handlers: { x: padding + column + gap, width: column },
    // Not further away than arrows can be followed.
    parts: { x: Math.min(inner - parts, card + 420), width: parts },
  }
}

function layOutClass(node: ClassNode, shown: readonly HandlerNode[], isOpen: boolean, top: number): ClassBox {
  const { head, row, rowGap, methodGap, padding } = sizes
  if (!isOpen) return { node, y: top, height: head, isOpen, handlers: shown, methods: [] }
  const methods: MethodBox[] = []
  let y = top + head + methodGap
  for (const [method, ofMethod] of groupBy(shown, (handler) => handler.method)) {
    const routes = ofMethod.map((handler, index) => ({ node: handler, y: y + index * (row + rowGap), height: row }))
    const height = routes.length * (row + rowGap) - rowGap
    methods.push({ node: method, y: y + (height - row) / 2, height: row, routes })
    y += height + methodGap
  }
  return { node, y: top, height: y + padding - methodGap - top, isOpen, handlers: shown, methods }
}

function layOutParts(parts: readonly PartNode[]): {
  readonly parts: readonly PartsGroup[]
  readonly partsHeight: number
} {
  const byTitle = groupBy(parts, titleOf)
  const titles = ['Sessions', ...componentRoles.map((role) => roleWords[role].many), 'Provided']
  const groups: PartsGroup[] = []
  let y: number = sizes.titles
  for (const title of titles) {
    const ofTitle = byTitle.get(title)
    if (ofTitle === undefined) continue
    const top = y
    y += 26
    const boxes = ofTitle.map((node, index) => ({ node, y: y + index * (sizes.row + 6), height: sizes.row }))
    groups.push({ title, y: top, parts: boxes })
    y += boxes.length * (sizes.row + 6) + 10
  }
  return { parts: groups, partsHeight: y }
}

function titleOf(node: PartNode): string {
  switch (node.type) {
    case 'session':
      return 'Sessions'
    case 'component':
      return roleWords[node.component.role].many
    case 'provided':
      return 'Provided'
  }
}

/** How far the right side is scrolled when the left one is: both reach their ends together. */
export function partsOffset({ classesHeight, partsHeight }: Layout, scrolled: number, viewport: number): number {
  const tooMuch = partsHeight - viewport
  if (tooMuch <= 0) return 0
  const toScroll = Math.max(classesHeight, partsHeight) - viewport
  return toScroll <= 0 ? 0 : tooMuch * Math.min(scrolled / toScroll, 1)
}

/** The keys of each column from the top, for whoever walks with arrow keys. */
export function columnsOfKeys(layout: Layout): readonly (readonly NodeKey[])[] {
  return [
    layout.classes.flatMap(({ methods }) => methods.flatMap(({ routes }) => routes.map(({ node }) => node.key))),
    layout.classes.flatMap(({ node, methods }) => [node.key, ...methods.map((method) => method.node.key)]),
    layout.parts.flatMap(({ parts }) => parts.map(({ node }) => node.key)),
  ]
}
