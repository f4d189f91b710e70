import type { AnyNode } from '../bot/nodes.js'
import { type Child, h, nodesOf, replaceKeepingFocus } from '../dom.js'
import { icon } from '../icons.js'
import type { Region, Ui } from '../ui.js'
import { iconOf, nameOf } from '../views/pieces.js'
import { kindWords, roleWords } from '../words.js'
import { about } from './about.js'

/** All that is known of the selected node. */
export function detailsPanel(): Region {
  const element = h('aside', { class: 'details', 'aria-label': 'Details' })
  return {
    element,
    update(ui) {
      const { selected, state } = ui
      const isOverview = state.at === undefined
      element.classList.toggle('overview', isOverview)
      if (selected !== undefined) replaceKeepingFocus(element, head(ui, selected), body(ui, selected))
      else if (state.at !== undefined) replaceKeepingFocus(element, gone(ui, state.at))
      else element.replaceChildren(...nodesOf([overview(ui)]))
    },
  }
}

/** Puts the focus on the details' heading, for whoever came by keyboard. */
export function focusDetails(): void {
  document.querySelector<HTMLElement>('.details h2')?.focus()
}

function head(ui: Ui, node: AnyNode): HTMLElement {
  return h(
    'header',
    {},
    h('p', { class: `eyebrow ${iconOf(node)}` }, icon(iconOf(node)), whatOf(node)),
    h('h2', { tabindex: -1, 'data-focus': 'details' }, nameOf(node)),
    closeButton(ui),
  )
}

function closeButton(ui: Ui): HTMLElement {
  const close = () => ui.go({ at: undefined, only: false })
  return h(
    'button',
    { type: 'button', class: 'quiet close-button', 'aria-label': 'Close details', onclick: close },
    icon('close'),
  )
}

function whatOf(node: AnyNode): string {
  switch (node.type) {
    case 'handler':
      return kindWords[node.handler.kind].one
    case 'component':
      return roleWords[node.component.role].one
    case 'provided':
      return 'provided value'
    case 'class':
    case 'method':
    case 'session':
      return node.type
  }
}

function gone(ui: Ui, at: string): readonly Child[] {
  const name = at.slice(at.indexOf(':') + 1)
  const hint = 'It was renamed or removed since the link was made, or it belongs to another bot.'
  return [
    h('header', {}, h('p', { class: 'eyebrow' }, 'Not found'), h('h2', { tabindex: -1 }, name), closeButton(ui)),
    h('p', {}, hint),
  ]
}

/** What is told while nothing is selected. */
function overview({ nodes, title }: Ui): readonly Child[] {
  const { bot, classes, handlers, sessions, components, provided } = nodes
  const figures: readonly (readonly [number, string])[] = [
    [classes.length, classes.length === 1 ? 'class' : 'classes'],
    [handlers.length, handlers.length === 1 ? 'handler' : 'handlers'],
    [sessions.length, sessions.length === 1 ? 'session' : 'sessions'],
    [components.length + provided.length, components.length + provided.length === 1 ? 'part' : 'parts'],
  ]
  const keys: readonly (readonly [string, string])[] = [
    ['/', 'searches'],
    ['Arrows', 'walk on the map'],
    ['Enter', 'selects and shows details'],
    ['Esc', 'takes back'],
  ]
  return [
    h('header', {}, h('p', { class: 'eyebrow' }, 'Bot'), h('h2', {}, title)),
    h('p', { class: 'place-line' }, h('code', {}, bot.output)),
    h(
      'ul',
      { class: 'figures' },
      figures.map(([count, what]) => h('li', {}, h('b', {}, String(count)), ` ${what}`)),
    ),
    h('h3', {}, 'Keys'),
    h(
      'dl',
      { class: 'keys' },
      keys.map(([key, what]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, what)]),
    ),
  ]
}

function body(ui: Ui, node: AnyNode): readonly Child[] {
  return [onlyButton(ui), ...about(ui, node)]
}

function onlyButton({ state, go }: Ui): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'chip only',
      'aria-pressed': String(state.only),
      'data-focus': 'only',
      onclick: () => go({ only: !state.only }),
    },
    'Show only what is connected',
  )
}
