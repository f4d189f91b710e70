import { groupBy } from '../bot/group-by.js'
import type { ClassNode, HandlerNode } from '../bot/nodes.js'
import { type Child, h, replaceKeepingFocus } from '../dom.js'
import type { Region, Ui } from '../ui.js'
import { counted, kindWords } from '../words.js'
import { emptyState, nodeLink, placeText, stepOfRows, upTo, verbTags } from './pieces.js'

/** All routes in the order of the table, by class. */
export function routesView(): Region {
  const element = h('section', { class: 'list', 'aria-labelledby': 'routes-title' })
  let limit = stepOfRows
  let shown: Ui['shown'] | undefined
  const update = (ui: Ui): void => {
    // What somebody asked to see more of is another list by then.
    if (shown?.handlers.length !== ui.shown.handlers.length) limit = stepOfRows
    shown = ui.shown
    replaceKeepingFocus(
      element,
      routes(ui, limit, (next) => {
        limit = next
        update(ui)
      }),
    )
  }
  return { element, update }
}

/** @param limit how many are shown */
export function routes(
  ui: Ui,
  limit = Number.POSITIVE_INFINITY,
  more: (limit: number) => void = () => {},
): readonly Child[] {
  const title = h('h1', { id: 'routes-title' }, 'Routes')
  const { handlers } = ui.shown
  if (handlers.length === 0) {
    const empty =
      ui.nodes.handlers.length === 0
        ? emptyState(
            'This bot has no handlers yet.',
            'A method with @CommandHandler or another decorator of botgen becomes one.',
          )
        : emptyState('No route matches.', 'Take back a word or a filter.')
    return [title, empty]
  }
  const [first, last] = [handlers.slice(0, limit), handlers.slice(limit)]
  const groups = [...groupBy(first, ({ owner }) => owner)]
  return [
    title,
    groups.map(([owner, ofClass]) => classRoutes(ui, owner, ofClass)),
    upTo(
      last,
      0,
      () => undefined,
      (next) => more(limit + next),
    ),
  ]
}

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
