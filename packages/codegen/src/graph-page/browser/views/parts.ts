import { groupBy } from '../bot/group-by.js'
import type { ComponentNode, NodeKey, ProvidedNode } from '../bot/nodes.js'
import { h } from '../dom.js'
import type { Ui } from '../ui.js'
import { componentRoles, counted, roleWords } from '../words.js'
import { list } from './list.js'
import { emptyState, nodeLink, nothingMatches, placeText } from './pieces.js'

/** Of one part; the details list all. */
const usersShown = 8

/** Components and provided values with who takes them. */
export const parts = list<ComponentNode | ProvidedNode>({
  title: 'Parts',
  step: 60,
  items: ({ shown }) =>
    shown.parts.filter((part) => part.type !== 'session').toSorted((one, other) => orderOf(one) - orderOf(other)),
  show: (ui, shown, isAll) =>
    [...groupBy(shown, titleOf)].map(([title, nodes]) =>
      card(ui, title, nodes, isAll ? Number.POSITIVE_INFINITY : usersShown),
    ),
  empty({ nodes }) {
    if (nodes.components.length + nodes.provided.length > 0) return nothingMatches('No part matches.')
    const hint =
      'Guards, filters, argument parsers, providers, injectables and values of the main module are listed here.'
    return emptyState('This bot consists of handlers alone.', hint)
  },
})

function orderOf(node: ComponentNode | ProvidedNode): number {
  return node.type === 'provided' ? componentRoles.length : componentRoles.indexOf(node.component.role)
}

function titleOf(node: ComponentNode | ProvidedNode): string {
  return node.type === 'provided' ? 'Provided by the main module' : roleWords[node.component.role].many
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
