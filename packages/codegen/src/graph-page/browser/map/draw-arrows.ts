import type { NodeKey, PartNode } from '../bot/nodes.js'
import { s } from '../dom.js'
import { verbWords } from '../words.js'
import { type ArrowTo, arrowsBetweenParts, arrowsOfClass, arrowsOfMethod, isRelated, type PartArrow } from './arrows.js'
import type { Scene } from './draw.js'
import { fitWords, widthOf } from './fit.js'
import { type Box, type ClassBox, type MethodBox, sizes } from './layout.js'

/** What arrows can be drawn between. */
export interface Ends {
  readonly classes: readonly ClassBox[]
  readonly methods: readonly MethodBox[]
  readonly parts: readonly Box<PartNode>[]
  /** How far the parts are scrolled. */
  readonly offset: number
}

interface Drawn {
  readonly element: SVGElement
  /** What is connected with the selected node lies above the rest, and words above all. */
  readonly layer: 0 | 1 | 2
}

export function drawArrows(scene: Scene, ends: Ends): SVGElement {
  const all = [...toMethods(scene, ends), ...toParts(scene, ends), ...betweenParts(scene, ends)]
  const drawn = all.toSorted((one, other) => one.layer - other.layer)
  return s(
    'g',
    { class: 'arrows', 'aria-hidden': 'true' },
    markers(),
    drawn.map(({ element }) => element),
  )
}

function markers(): SVGElement {
  const kinds: readonly ArrowTo[] = ['method', 'session', 'component', 'provided']
  return s(
    'defs',
    {},
    kinds.map((kind) =>
      s(
        'marker',
        {
          id: `to-${kind}`,
          class: `to-${kind}`,
          viewBox: '0 0 8 8',
          refX: 7,
          refY: 4,
          markerWidth: 7,
          markerHeight: 7,
          orient: 'auto-start-reverse',
          markerUnits: 'userSpaceOnUse',
        },
        s('path', { d: 'M0 .8L7.5 4L0 7.2z' }),
      ),
    ),
  )
}

function toMethods({ ui, layout, viewport }: Scene, { methods }: Ends): readonly Drawn[] {
  const { routes, handlers } = layout.columns
  return methods.flatMap((method) =>
    method.routes.map((route) => {
      const isOn = ui.related.has(route.node.key) && ui.related.has(method.node.key)
      const from = { x: routes.x + routes.width, y: middle(route) - viewport.scrolled }
      const to = { x: handlers.x, y: middle(method) - viewport.scrolled }
      return lined(arrow('method', curve(from, to), isOn), isOn)
    }),
  )
}

function toParts({ ui, layout, viewport }: Scene, { classes, methods, parts, offset }: Ends): readonly Drawn[] {
  const { columns } = layout
  const places = new Map<NodeKey, Box<PartNode>>(parts.map((box) => [box.node.key, box]))
  const draw = (found: PartArrow, from: Point, isMethod: boolean): readonly Drawn[] => {
    const part = places.get(found.to)
    if (part === undefined) return []
    const isOn = isRelated(found, ui.related)
    const to = { x: columns.parts.x, y: middle(part) - offset }
    const looks = found.verbs.length === 1 && found.verbs[0] === 'looks'
    const line = arrow(part.node.type, curve(from, to), isOn, looks)
    // What the handlers of a closed class do together would say little, and need much room.
    const verbs = isOn && isMethod && found.verbs.length > 0 ? [verbsAt(found, from, columns.parts.x)] : []
    return [lined(line, isOn), ...verbs]
  }
  return [
    ...classes.flatMap((box) => {
      const from = { x: columns.card.x + columns.card.width, y: box.y + sizes.head / 2 - viewport.scrolled }
      return arrowsOfClass(box).flatMap((found) => draw(found, from, false))
    }),
    ...methods.flatMap((box) => {
      const from = { x: columns.handlers.x + columns.handlers.width, y: middle(box) - viewport.scrolled }
      return arrowsOfMethod(box).flatMap((found) => draw(found, from, true))
    }),
  ]
}

/** As the styles have it. */
const smaller = 0.88

/** What a handler does with the session, beside it. */
function verbsAt({ verbs }: PartArrow, { x, y }: Point, end: number): Drawn {
  const left = x + 18
  const words = verbs.map((verb) => verbWords[verb])
  const text = fitWords(words, (end - left - 20) / smaller)
  const width = widthOf(text, 'sans') * smaller + 14
  const element = s(
    'g',
    { class: 'verbs-label', transform: `translate(${left} ${y})` },
    s('rect', { y: -9, width, height: 18, rx: 9 }),
    s('text', { x: 7, y: 4 }, text),
  )
  return { element, layer: 2 }
}

/** Around the right side, so that they cross no name. */
function betweenParts({ ui, layout, viewport }: Scene, { parts, offset }: Ends): readonly Drawn[] {
  const places = new Map<NodeKey, Box<PartNode>>(parts.map((box) => [box.node.key, box]))
  const x = layout.columns.parts.x + layout.columns.parts.width
  return arrowsBetweenParts(ui.nodes, new Set(places.keys())).flatMap(([from, to]) => {
    const [one, other] = [places.get(from), places.get(to)]
    if (one === undefined || other === undefined) return []
    const [y1, y2] = [middle(one) - offset, middle(other) - offset]
    if (Math.max(y1, y2) < 0 || Math.min(y1, y2) > viewport.height) return []
    const bulge = x + Math.min(sizes.margin - 8, 16 + Math.abs(y2 - y1) / 8)
    const isOn = ui.related.has(from) && ui.related.has(to)
    return [lined(arrow(other.node.type, `M${x} ${y1}C${bulge} ${y1} ${bulge} ${y2} ${x + 2} ${y2}`, isOn), isOn)]
  })
}

function lined(element: SVGElement, isOn: boolean): Drawn {
  return { element, layer: isOn ? 1 : 0 }
}

interface Point {
  readonly x: number
  readonly y: number
}

function middle({ y, height }: { readonly y: number; readonly height: number }): number {
  return y + height / 2
}

function curve(from: Point, to: Point): string {
  const bend = Math.max(18, (to.x - from.x) * 0.45)
  return `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x - 1} ${to.y}`
}

function arrow(to: ArrowTo, d: string, isOn: boolean, isDashed = false): SVGElement {
  const classes = ['arrow', `to-${to}`, isOn ? 'on' : '', isDashed ? 'looks' : '']
  return s('path', { class: classes.join(' ').trim(), d, 'marker-end': `url(#to-${to})` })
}
