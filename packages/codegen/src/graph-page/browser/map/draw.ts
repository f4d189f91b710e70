/** Draws the part of a layout that is in view: however large the bot is, this is about as much as fits on a screen. */
import type { NodeKey } from '../bot/nodes.js'
import { s } from '../dom.js'
import type { Ui } from '../ui.js'
import { drawArrows } from './draw-arrows.js'
import { drawClass, drawMethod, drawPart, drawRoute } from './draw-nodes.js'
import { type Layout, partsOffset, sizes } from './layout.js'

export interface Viewport {
  readonly scrolled: number
  readonly width: number
  readonly height: number
}

export interface Scene {
  readonly ui: Ui
  readonly layout: Layout
  readonly viewport: Viewport
  /** What has the focus, or would get it: it is drawn wherever it is. */
  readonly current: NodeKey | undefined
}

/** Further than the edge of what is seen, so that scrolling does not show the seam. */
const overscan = 120

export function draw(scene: Scene): readonly SVGElement[] {
  const { layout, viewport } = scene
  const isSeen = seenIn(scene)
  const offset = partsOffset(layout, viewport.scrolled, viewport.height)
  const classes = layout.classes.filter(
    (box) => isSeen(box.y, box.height) || isCurrent(scene, box) || box.methods.some(holdsCurrent(scene)),
  )
  const methods = classes
    .flatMap((box) => box.methods)
    .filter((box) => isSeen(box.y - 200, 400) || holdsCurrent(scene)(box))
  const parts = layout.parts.flatMap((group) => group.parts)
  const seenParts = parts.filter(
    (box) => isSeen(box.y - offset + viewport.scrolled, box.height) || isCurrent(scene, box),
  )
  return [
    s(
      'g',
      { transform: `translate(0 ${-viewport.scrolled})` },
      classes.map((box) => drawClass(scene, box)),
    ),
    drawArrows(scene, { classes, methods, parts, offset }),
    s(
      'g',
      { transform: `translate(0 ${-viewport.scrolled})` },
      methods.flatMap((box) => [...box.routes.map((route) => drawRoute(scene, route)), drawMethod(scene, box)]),
    ),
    s(
      'g',
      { transform: `translate(0 ${-offset})` },
      layout.parts.map(({ title, y }) =>
        s('text', { class: 'parts-title', x: layout.columns.parts.x, y: y + 17 }, title),
      ),
      seenParts.map((box) => drawPart(scene, box)),
    ),
    titles(scene),
  ]
}

function seenIn({ viewport }: Scene): (y: number, height: number) => boolean {
  const top = viewport.scrolled - overscan
  const bottom = viewport.scrolled + viewport.height + overscan
  return (y, height) => y + height >= top && y <= bottom
}

function isCurrent({ current }: Scene, { node }: { readonly node: { readonly key: NodeKey } }): boolean {
  return node.key === current
}

function holdsCurrent(scene: Scene): (box: Layout['classes'][number]['methods'][number]) => boolean {
  return (box) => isCurrent(scene, box) || box.routes.some((route) => isCurrent(scene, route))
}

function titles({ layout: { columns }, viewport }: Scene): SVGElement {
  const title = (x: number, text: string) => s('text', { x, y: 19 }, text)
  return s(
    'g',
    { class: 'titles', 'aria-hidden': 'true' },
    s('rect', { x: 0, y: 0, width: viewport.width, height: sizes.titles - 4 }),
    title(columns.routes.x, 'Routes'),
    title(columns.handlers.x, 'Handlers'),
    title(columns.parts.x, 'Sessions and parts'),
  )
}
