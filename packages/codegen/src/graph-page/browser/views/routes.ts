import { groupBy } from '../bot/group-by.js'
import type { ClassNode, HandlerNode } from '../bot/nodes.js'
import { h } from '../dom.js'
import type { Ui } from '../ui.js'
import { counted, kindWords } from '../words.js'
import { list } from './list.js'
import { nodeLink, noHandlers, nothingMatches, placeText, verbTags } from './pieces.js'

/** All routes in the order of the table, by class. */
export const routes = list<HandlerNode>({
  title: 'Routes',
  step: 60,
  items: ({ shown }) => shown.handlers,
  show: (ui, handlers) =>
    [...groupBy(handlers, ({ owner }) => owner)].map(([owner, ofClass]) => classRoutes(ui, owner, ofClass)),
  empty: ({ nodes }) => (nodes.handlers.length === 0 ? noHandlers() : nothingMatches('No route matches.')),
})

function classRoutes(ui: Ui, owner: ClassNode, handlers: readonly HandlerNode[]): HTMLElement {
  return h(
    'section',
    { class: 'card' },
    h(
      'header',
      {},
      h('h2', {}, nodeLink(ui, owner.key, 'list')),
      h('span', { class: 'place' }, owner.place.file),
      h('span', { class: 'muted end' }, counted(handlers.length, 'handler')),
    ),
    h(
      'ul',
      { class: 'rows' },
      handlers.map((node) => route(ui, node)),
    ),
  )
}

function route(ui: Ui, node: HandlerNode): HTMLElement {
  const { handler, links } = node
  const sessions = links.filter(({ to }) => to.startsWith('session:'))
  const parts = links.filter(({ to }) => !to.startsWith('session:'))
  const takes = handler.parameters.map(({ takes: value }) => value).join(', ')
  return h(
    'li',
    { class: ui.selected?.key === node.key ? 'row selected' : 'row' },
    h(
      'div',
      { class: 'what' },
      nodeLink(ui, node.key, 'list'),
      h('span', { class: 'hidden' }, ` ${kindWords[handler.kind].one}`),
      handler.description === undefined ? undefined : h('p', { class: 'muted' }, handler.description),
    ),
    h('div', { class: 'where' }, h('code', {}, `${handler.method}(${takes})`), placeText(handler.place)),
    h(
      'div',
      { class: 'with' },
      sessions.map(({ to, verbs }) =>
        h('span', { class: 'pair' }, nodeLink(ui, to, `list ${node.key}`), verbTags(verbs)),
      ),
      parts.map(({ to }) => nodeLink(ui, to, `list ${node.key}`)),
      handler.limit === undefined ? undefined : h('span', { class: 'tag' }, `limit ${handler.limit}`),
      handler.options.map((option) => h('span', { class: 'tag' }, option)),
    ),
  )
}
