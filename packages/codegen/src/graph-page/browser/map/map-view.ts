import type { AnyNode, ClassNode, NodeKey } from '../bot/nodes.js'
import { h, replaceKeepingFocus, s } from '../dom.js'
import type { Region, Ui } from '../ui.js'
import { noHandlers, nothingMatches } from '../views/pieces.js'
import { draw } from './draw.js'
import { type Layout, layOut, partsOffset, sizes } from './layout.js'
import { legend } from './legend.js'
import { aboveAndBelow, placeOfKey } from './places.js'
import { firstKey, type Step, walk } from './walk.js'

/** So many handlers are shown with all their routes; of more, the classes are closed until somebody opens them. */
const openUpTo = 60

const steps: readonly string[] = [
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
] satisfies readonly Step[]

/** The drawing: routes, the methods that handle them, and what those lead to. */
export function mapView(): Region {
  let ui: Ui | undefined
  let layout: Layout | undefined
  let current: NodeKey | undefined
  let wasSelected: NodeKey | undefined
  let isQueued = false
  /** What somebody opened and closed, by bot and class. */
  const chosen = new WeakMap<ClassNode, boolean>()

  const svg = s('svg', { class: 'map', role: 'group', 'aria-label': 'Map', onclick: clicked, onkeydown: pressed })
  const space = h('div', { class: 'map-space' }, svg)
  const scroller = h('div', { class: 'map-scroll', onscroll: queue }, space)
  const more = h('div', { class: 'map-more' })
  const tools = h('div', { class: 'map-tools' })
  const frame = h('div', { class: 'map-frame' }, scroller, more)
  const element = h('section', { class: 'map-view', 'aria-labelledby': 'map-title' })
  const title = h('h1', { id: 'map-title', class: 'hidden' }, 'Map')
  new ResizeObserver(() => update()).observe(scroller)

  function update(next = ui): void {
    if (next === undefined) return
    ui = next
    if (next.shown.handlers.length + next.shown.parts.length === 0) {
      element.replaceChildren(title, nothing(next))
      return
    }
    if (!frame.isConnected) element.replaceChildren(title, tools, frame)
    arrange(next)
    if (next.selected !== undefined && next.selected.key !== wasSelected) {
      current = next.selected.key
      reveal(current)
    }
    wasSelected = next.selected?.key
    replaceKeepingFocus(tools, legend(next), folding())
    redraw()
  }

  function arrange({ shown, selected }: Ui): void {
    const isSmall = shown.handlers.length <= openUpTo
    const holder = selected?.type === 'handler' || selected?.type === 'method' ? selected.owner : undefined
    layout = layOut({
      width: scroller.clientWidth,
      handlers: shown.handlers,
      parts: shown.parts,
      isOpen: (node) => chosen.get(node) ?? (isSmall || node === holder),
    })
    const isThere = current !== undefined && placeOfKey(layout, current) !== undefined
    if (!isThere) current = firstKey(layout)
    space.style.height = `${Math.max(layout.classesHeight, layout.partsHeight)}px`
  }

  function queue(): void {
    if (isQueued) return
    isQueued = true
    requestAnimationFrame(() => {
      isQueued = false
      redraw()
    })
  }

  function redraw(): void {
    if (ui === undefined || layout === undefined) return
    const viewport = {
      scrolled: scroller.scrollTop,
      width: Math.max(scroller.clientWidth, sizes.minWidth),
      height: scroller.clientHeight,
    }
    svg.setAttribute('width', String(viewport.width))
    svg.setAttribute('height', String(viewport.height))
    svg.classList.toggle('has-selection', ui.selected !== undefined)
    replaceKeepingFocus(svg, draw({ ui, layout, viewport, current }))
    const { above, below } = aboveAndBelow(layout, ui.related, viewport)
    const jump = (keys: readonly NodeKey[], at: number, arrow: string, where: string) => {
      const key = keys.at(at)
      if (key === undefined || ui?.selected === undefined) return undefined
      const text = `${arrow} ${keys.length} connected ${where}`
      return h('button', { type: 'button', class: where, 'data-focus': where, onclick: () => reveal(key) }, text)
    }
    replaceKeepingFocus(more, jump(above, -1, '↑', 'above'), jump(below, 0, '↓', 'below'))
  }

  /** Scrolls to a node unless it is in view. */
  function reveal(key: NodeKey): void {
    if (layout === undefined) return
    const place = placeOfKey(layout, key)
    if (place === undefined) return
    const { clientHeight: height, scrollTop } = scroller
    if (place.side === 'classes') {
      if (place.y < scrollTop + sizes.titles || place.y + sizes.row > scrollTop + height) {
        scroller.scrollTop = place.y - height / 3
      }
      return
    }
    const offset = partsOffset(layout, scrollTop, height)
    if (place.y >= offset + sizes.titles && place.y + sizes.row <= offset + height) return
    const toScroll = Math.max(layout.classesHeight, layout.partsHeight) - height
    const wanted = Math.max(0, Math.min(place.y - height / 3, layout.partsHeight - height))
    scroller.scrollTop = (wanted / (layout.partsHeight - height)) * toScroll
  }

  function nodeOf(target: EventTarget | null): AnyNode | undefined {
    const key = target instanceof Element ? target.closest('[data-focus]')?.getAttribute('data-focus') : undefined
    return key === undefined || key === null ? undefined : ui?.nodes.byKey.get(key)
  }

  function clicked(event: MouseEvent): void {
    const node = nodeOf(event.target)
    if (node !== undefined) choose(node)
  }

  function choose(node: AnyNode, focusDetails = false): void {
    if (node.type === 'class') turn(node)
    current = node.key
    if (ui?.selected?.key === node.key) update()
    else ui?.go({ at: node.key }, { focusDetails })
  }

  /** The first click on a closed class opens it, the second one closes it; one on an open class selects it first. */
  function turn(node: ClassNode): void {
    const isOpen = layout?.classes.find((box) => box.node === node)?.isOpen === true
    if (!isOpen) chosen.set(node, true)
    else if (ui?.selected?.key === node.key) chosen.set(node, false)
  }

  function pressed(event: KeyboardEvent): void {
    const node = nodeOf(event.target)
    if (
      node === undefined ||
      ui === undefined ||
      layout === undefined ||
      event.altKey ||
      event.ctrlKey ||
      event.metaKey
    )
      return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      choose(node, event.key === 'Enter')
      return
    }
    if (!steps.includes(event.key)) return
    event.preventDefault()
    const next = walk(ui.nodes, layout, node.key, event.key as Step)
    if (next === undefined) return
    current = next
    reveal(next)
    redraw()
    svg.querySelector<SVGElement>('[tabindex="0"]')?.focus({ preventScroll: true })
  }

  function folding(): HTMLElement | undefined {
    const classes = layout?.classes ?? []
    if (classes.length === 0) return undefined
    const isOpen = classes.some((box) => box.isOpen)
    const all = (): void => {
      for (const { node } of classes) chosen.set(node, !isOpen)
      update()
    }
    const text = isOpen ? 'Close all classes' : 'Open all classes'
    return h('button', { type: 'button', class: 'quiet', 'data-focus': 'folding', onclick: all }, text)
  }

  return { element, update }
}

function nothing({ nodes }: Ui): HTMLElement {
  return nodes.handlers.length === 0 ? noHandlers() : nothingMatches()
}
