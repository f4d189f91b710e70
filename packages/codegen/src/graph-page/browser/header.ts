import type { BotDescription } from '../../description/description.js'
import { h, replaceKeepingFocus } from './dom.js'
import { parseState, type View, views } from './state.js'
import { themeSwitch } from './theme.js'
import type { Region, Ui } from './ui.js'

const viewWords: Readonly<Record<View, string>> = {
  map: 'Map',
  routes: 'Routes',
  sessions: 'Sessions',
  parts: 'Parts',
  menu: 'Menu',
}

/** The project's name, its bots, and the ways to look at one. */
export function header(project: string, bots: readonly BotDescription[]): Region {
  const title = h(
    'p',
    { class: 'project' },
    h('span', { class: 'mark', 'aria-hidden': 'true' }, 'b'),
    h('b', {}, project),
  )
  const botLinks = h('nav', { class: 'bots', 'aria-label': 'Bots' })
  const viewLinks = h('nav', { class: 'views', 'aria-label': 'Views' })
  return {
    element: h('header', { class: 'top' }, title, bots.length > 1 ? botLinks : undefined, viewLinks, themeSwitch()),
    update(ui) {
      replaceKeepingFocus(
        botLinks,
        bots.map((bot) => botLink(ui, bot)),
      )
      replaceKeepingFocus(
        viewLinks,
        views.map((view) => viewLink(ui, view)),
      )
    },
  }
}

function botLink({ nodes, state, href }: Ui, { name = 'bot' }: BotDescription): HTMLElement {
  const isCurrent = nodes.bot.name === name
  return h(
    'a',
    {
      href: href({ ...parseState(''), bot: name, view: state.view }),
      'aria-current': isCurrent ? 'page' : undefined,
      'data-focus': `bot ${name}`,
    },
    name,
  )
}

function viewLink(ui: Ui, view: View): HTMLElement {
  const counts: Readonly<Record<View, number | undefined>> = {
    map: undefined,
    routes: ui.shown.handlers.length,
    sessions: ui.shown.parts.filter(({ type }) => type === 'session').length,
    parts: ui.shown.parts.filter(({ type }) => type !== 'session').length,
    menu: undefined,
  }
  const count = counts[view]
  return h(
    'a',
    {
      href: ui.href({ view }),
      'aria-current': ui.view === view ? 'page' : undefined,
      'data-focus': `view ${view}`,
    },
    viewWords[view],
    count === undefined ? undefined : h('span', { class: 'number' }, String(count)),
  )
}
