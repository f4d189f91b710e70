import { groupBy } from '../bot/group-by.js'
import type { ComponentNode, NodeKey, ProvidedNode } from '../bot/nodes.js'
import { type Child, h, replaceKeepingFocus } from '../dom.js'
import type { Region, Ui } from '../ui.js'
import { componentRoles, counted, roleWords } from '../words.js'
import { emptyState, nodeLink, placeText } from './pieces.js'

/** Of one part; the details list all. */
const usersShown = 12

/** Components and provided values with who takes them. */
export function partsView(): Region {
  const element = h('section', { class: 'list', 'aria-labelledby': 'parts-title' })
  return { element, update: (ui) => replaceKeepingFocus(element, parts(ui, usersShown)) }
}

export function parts(ui: Ui, limit = Number.POSITIVE_INFINITY): readonly Child[] {
  const title = h('h1', { id: 'parts-title' }, 'Parts')
  const { nodes, shown } = ui
  if (nodes.components.length + nodes.provided.length === 0) {
    const hint =
      'Guards, filters, argument parsers, providers, injectables and values of the main module are listed here.'
    return [title, emptyState('This bot consists of handlers alone.', hint)]
  }
  const components = groupBy(
    shown.parts.filter((part) => part.type === 'component'),
    ({ component }) => component.role,
  )
  const provided = shown.parts.filter((part) => part.type === 'provided')
  if (components.size + provided.length === 0)
    return [title, emptyState('No part matches.', 'Take back a word or a filter.')]
  return [
    title,
    componentRoles.map((role) => {
      const ofRole = components.get(role)
      return ofRole === undefined ? undefined : card(ui, roleWords[role].many, ofRole, limit)
    }),
    provided.length === 0 ? undefined : card(ui, 'Provided by the main module', provided, limit),
  ]
}

function card(ui: Ui, title: string, nodes: readonly (ComponentNode | ProvidedNode)[], limit: number): HTMLElement {
  return h(
    'section',
    { class: 'card' },
    h('header', {}, h('h2', {}, title), h('span', { class: 'muted end' }, String(nodes.length))),
    h(
      'ul',
      { class: 'rows' },
      nodes.map((node) => row(ui, node, limit)),
    ),
  )
}

function row(ui: Ui, node: ComponentNode | ProvidedNode, limit: number): HTMLElement {
  const users = (ui.nodes.users.get(node.key) ?? []).map(({ key }) => key)
  const takes = node.type === 'component' ? node.takes : []
  return h(
    'li',
    { class: ui.selected?.key === node.key ? 'row selected' : 'row' },
    h('div', { class: 'what' }, nodeLink(ui, node.key, 'list')),
    h(
      'div',
      { class: 'where' },
      node.type === 'component' ? placeText(node.component.place) : h('code', {}, node.valueType),
    ),
    h(
      'div',
      { class: 'with' },
      links(ui, 'takes', takes, node.key, limit),
      links(ui, 'taken by', users, node.key, limit),
      users.length === 0 ? h('span', { class: 'muted' }, 'taken by nothing') : undefined,
    ),
  )
}

function links(ui: Ui, label: string, keys: readonly NodeKey[], of: NodeKey, limit: number): HTMLElement | undefined {
  if (keys.length === 0) return undefined
  const rest = keys.length - limit
  return h(
    'span',
    { class: 'pair' },
    h('span', { class: 'muted' }, label),
    keys.slice(0, limit).map((key) => nodeLink(ui, key, `${label} ${of}`)),
    rest > 0
      ? h(
          'a',
          { href: ui.href({ at: of }), 'data-focus': `all ${label} ${of}` },
          `and ${counted(rest, 'more', 'more')}`,
        )
      : undefined,
  )
}
