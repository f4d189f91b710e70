import type { AnyNode, HandlerNode, PartNode } from '../bot/nodes.js'
import { type Child, s } from '../dom.js'
import { type IconName, strokes } from '../icons.js'
import { iconOf, nameOf } from '../views/pieces.js'
import { counted, handlerKinds, kindWords, roleWords } from '../words.js'
import type { Scene } from './draw.js'
import { fit, fitPath, widthOf } from './fit.js'
import { type Box, type ClassBox, type Column, type MethodBox, sizes } from './layout.js'

export function drawRoute(scene: Scene, box: Box<HandlerNode>): SVGElement {
  const { handler } = box.node
  const label = `${kindWords[handler.kind].one} ${nameOf(box.node)}, handled by ${handler.class}.${handler.method}`
  return boxed(scene, box, scene.layout.columns.routes, label)
}

export function drawMethod(scene: Scene, box: MethodBox): SVGElement {
  const label = `method ${nameOf(box.node)}, ${counted(box.routes.length, 'route')}`
  return boxed(scene, box, scene.layout.columns.handlers, label, box.node.name)
}

export function drawPart(scene: Scene, box: Box<PartNode>): SVGElement {
  const { node } = box
  const what = node.type === 'component' ? roleWords[node.component.role].one : node.type
  return boxed(scene, box, scene.layout.columns.parts, `${what} ${node.name}`)
}

/** The card with a class's name, which holds its routes and methods while it is open. */
export function drawClass(scene: Scene, box: ClassBox): SVGElement {
  const { width, x } = scene.layout.columns.card
  const { node, isOpen } = box
  const counts = kindCounts(box.handlers, width - 14)
  const name = fit(node.name, counts.left - 50)
  const fileLeft = 44 + widthOf(name)
  const fileRoom = counts.left - 16 - fileLeft
  return nodeAt(
    scene,
    node,
    { x, y: box.y },
    `class ${node.name}, ${counted(box.handlers.length, 'handler')}`,
    [
      s('rect', { class: 'card', width, height: box.height, rx: 8 }),
      s('rect', { class: 'head', width, height: sizes.head, rx: 8 }),
      s('g', { class: 'chevron', transform: `translate(10 9)${isOpen ? ' rotate(90 8 8)' : ''}` }, strokes('chevron')),
      s('text', { 'aria-hidden': 'true', class: 'class-name', x: 32, y: 22 }, name),
      fileRoom > 70
        ? s('text', { 'aria-hidden': 'true', class: 'muted', x: fileLeft, y: 22 }, fitPath(node.place.file, fileRoom))
        : undefined,
      counts.drawn,
    ],
    { 'aria-expanded': String(isOpen) },
  )
}

/** How many handlers of each kind, from the right. */
function kindCounts(
  handlers: readonly HandlerNode[],
  right: number,
): { readonly left: number; readonly drawn: readonly SVGElement[] } {
  let left = right
  const drawn = handlerKinds.toReversed().flatMap((kind) => {
    const count = handlers.filter(({ handler }) => handler.kind === kind).length
    if (count === 0) return []
    const text = s(
      'text',
      { 'aria-hidden': 'true', class: 'muted', x: left, y: 22, 'text-anchor': 'end' },
      String(count),
    )
    left -= widthOf(String(count)) + 20
    const drawnIcon = s('g', { class: `icon ${kind}`, transform: `translate(${left} 9.5)` }, strokes(kind))
    left -= 14
    return [text, drawnIcon]
  })
  return { left, drawn }
}

function boxed(scene: Scene, box: Box<AnyNode>, column: Column, label: string, text = nameOf(box.node)): SVGElement {
  const withIcon = box.node.type !== 'method'
  const left = withIcon ? 30 : 12
  return nodeAt(scene, box.node, { x: column.x, y: box.y }, label, [
    s('rect', { class: 'box', width: column.width, height: sizes.row, rx: 6 }),
    withIcon ? iconAt(iconOf(box.node)) : undefined,
    s('text', { 'aria-hidden': 'true', x: left, y: 18.5 }, fit(text, column.width - left - 10)),
  ])
}

function iconAt(name: IconName): SVGElement {
  return s('g', { class: 'icon', transform: 'translate(8 6)' }, strokes(name))
}

function nodeAt(
  { ui, current }: Scene,
  node: AnyNode,
  { x, y }: { readonly x: number; readonly y: number },
  label: string,
  children: readonly Child[],
  more: Readonly<Record<string, string>> = {},
): SVGElement {
  const isSelected = ui.selected?.key === node.key
  const states = [isSelected ? 'selected' : '', ui.related.has(node.key) ? 'on' : '']
  return s(
    'g',
    {
      class: ['node', node.type, iconOf(node), ...states].join(' ').trim(),
      role: 'button',
      tabindex: node.key === current ? 0 : -1,
      'aria-pressed': String(isSelected),
      'data-focus': node.key,
      transform: `translate(${x} ${y})`,
      ...more,
    },
    // Its name for screen readers, and for the mouse what was cut off.
    s('title', {}, label),
    children,
  )
}
