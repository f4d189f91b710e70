import type { HandlerNode, SessionNode } from '../bot/nodes.js'
import { type Child, h } from '../dom.js'
import type { Ui } from '../ui.js'
import { counted, type SessionVerb, sessionVerbs, verbsOf, verbWords } from '../words.js'
import { list } from './list.js'
import { emptyState, nodeLink, nothingMatches } from './pieces.js'

/** Of one session among many; the details list all. */
const usesShown = 8
/** Of one session among few. */
const usesShownOfFew = 40

/** Each session with who opens, clears, closes, replays and looks at it. */
export const sessions = list<SessionNode>({
  title: 'Sessions',
  step: 15,
  items: ({ shown }) => shown.parts.filter((part) => part.type === 'session'),
  show(ui, shown, isAll) {
    const handlers = new Set(ui.shown.handlers)
    const some = shown.length > 3 ? usesShown : usesShownOfFew
    return shown.map((session) => card(ui, session, handlers, isAll ? Number.POSITIVE_INFINITY : some))
  },
  empty({ nodes }) {
    if (nodes.sessions.length > 0) return nothingMatches('No session matches.')
    const hint = 'A handler that takes a parameter of type Session records its conversation, to clear or replay it.'
    return emptyState('This bot uses no sessions.', hint)
  },
})

function card(ui: Ui, session: SessionNode, shown: ReadonlySet<HandlerNode>, limit: number): HTMLElement {
  const matching = session.uses.filter(({ handler }) => shown.has(handler))
  // A session that is found by its own name is shown with all who use it.
  const uses = matching.length === 0 ? session.uses : matching
  const rest = uses.length - limit
  return h(
    'section',
    { class: 'card' },
    h(
      'header',
      {},
      h('h2', {}, nodeLink(ui, session.key, 'list')),
      h('span', { class: 'muted end' }, counted(uses.length, 'handler')),
    ),
    h('p', { class: 'note' }, lifeOf(session)),
    usesTable(ui, session, uses.slice(0, limit)),
    rest > 0
      ? h(
          'p',
          { class: 'note' },
          h('a', { href: ui.href({ at: session.key }), 'data-focus': `all ${session.key}` }, `and ${rest} more`),
        )
      : undefined,
  )
}

/** Who does what: a row a handler, a column a verb. */
function usesTable(ui: Ui, session: SessionNode, uses: SessionNode['uses']): HTMLElement {
  const columns = sessionVerbs.filter((verb) => uses.some(({ use }) => verbsOf(use).includes(verb)))
  const head = h(
    'tr',
    {},
    h('th', { scope: 'col' }, 'Handler'),
    columns.map((verb) => h('th', { scope: 'col' }, verbWords[verb])),
  )
  const rows = uses.map(({ handler, use }) => {
    const verbs = verbsOf(use)
    return h(
      'tr',
      {},
      h(
        'th',
        { scope: 'row' },
        h(
          'span',
          { class: 'pair' },
          nodeLink(ui, handler.key, `use ${session.key}`),
          h('span', { class: 'muted' }, `${handler.owner.name}.${handler.method.name}`),
        ),
      ),
      columns.map((verb) =>
        h('td', { class: verbs.includes(verb) ? `yes ${verb}` : '' }, verbs.includes(verb) ? mark() : ''),
      ),
    )
  })
  return h('div', { class: 'table' }, h('table', { class: 'uses' }, h('thead', {}, head), h('tbody', {}, rows)))
}

function mark(): Child {
  return [h('span', { class: 'dot', 'aria-hidden': 'true' }), h('span', { class: 'hidden' }, 'yes')]
}

/** What is missing in a session's life, as far as the bodies of handlers say. */
export function lifeOf({ uses }: SessionNode): string {
  const has = (verb: SessionVerb) => uses.some(({ use }) => verbsOf(use).includes(verb))
  if (!has('opens')) return 'No handler opens it in its own body.'
  if (!has('closes') && !has('clears')) return 'Handlers open it; none clears or closes it in its own body.'
  if (!has('closes')) return 'Handlers open and clear it; none closes it in its own body.'
  return has('clears')
    ? 'Handlers open, clear and close it.'
    : 'Handlers open and close it; none clears it in its own body.'
}
