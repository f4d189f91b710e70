/** The page: what its address says, drawn; what somebody does, in its address. */
import type { BotDescription } from '../../description/description.js'
import { filterBot } from './bot/filter.js'
import { indexBot } from './bot/index-bot.js'
import type { BotNodes, NodeKey } from './bot/nodes.js'
import { relatedTo } from './bot/related.js'
import { detailsPanel, focusDetails } from './details/panel.js'
import { h } from './dom.js'
import { header } from './header.js'
import { listenToKeys } from './keys.js'
import { mapView } from './map/map-view.js'
import { printing } from './print.js'
import { formatState, parseState, type State, type View } from './state.js'
import { toolbar } from './toolbar.js'
import type { GoOptions, Region, Ui } from './ui.js'
import { menus } from './views/menu.js'
import { parts } from './views/parts.js'
import { nameOf } from './views/pieces.js'
import { routes } from './views/routes.js'
import { sessions } from './views/sessions.js'

type Bots = readonly [BotDescription, ...BotDescription[]]

/** Below, a drawing with three columns cannot be read. */
const widthForMap = 720

export function page(project: string, bots: Bots): void {
  const nodesOf = indexedOnce(bots)
  /** Links are whole addresses, to copy, and told apart from those that lead to a place in this page. */
  const here = location.href.replace(/#.*/s, '')
  const views: Readonly<Record<View, Region>> = {
    map: mapView(),
    routes: routes.region(),
    sessions: sessions.region(),
    parts: parts.region(),
    menu: menus.region(),
  }
  const regions = [header(project, bots), toolbar(), detailsPanel()] as const
  const [top, tools, details] = regions
  const main = h('main', { id: 'main', tabindex: -1 })
  let ui = uiOf(parseState(location.hash))

  function uiOf(state: State): Ui {
    const nodes = nodesOf(state.bot)
    const selected = state.at === undefined ? undefined : nodes.byKey.get(state.at)
    const related: ReadonlySet<NodeKey> = selected === undefined ? new Set() : relatedTo(nodes, selected)
    return {
      state,
      nodes,
      title: nodes.bot.name ?? project,
      selected,
      related,
      view: state.view ?? (innerWidth < widthForMap ? 'routes' : 'map'),
      shown: filterBot(nodes, { ...state, only: state.only && selected !== undefined ? related : undefined }),
      href: (change) => `${here}${formatState({ ...state, ...change })}`,
      go,
    }
  }

  function go(change: Partial<State>, { replace = false, focusDetails: isGoingOn = false }: GoOptions = {}): void {
    const hash = formatState({ ...ui.state, ...change })
    if (replace) history.replaceState(null, '', hash)
    else history.pushState(null, '', hash)
    show()
    if (isGoingOn) focusDetails()
  }

  function show(): void {
    ui = uiOf(parseState(location.hash))
    const view = views[ui.view]
    if (view.element.parentNode !== main) main.replaceChildren(view.element)
    document.body.dataset.view = ui.view
    const names = [ui.selected === undefined ? [] : nameOf(ui.selected), ui.title, 'botgen']
    document.title = names.flat().join(' · ')
    for (const region of [...regions, view]) region.update(ui)
  }

  const skip = h('a', { class: 'skip', href: '#main' }, 'To the content')
  skip.addEventListener('click', (event) => {
    event.preventDefault()
    main.focus()
  })
  document.body.append(
    skip,
    top.element,
    tools.element,
    main,
    details.element,
    printing(project, () => ui),
  )
  listenToKeys({ main, details: details.element, current: () => ui, show })
  show()
}

/** A bot by its name, the first one where there is none of that name. */
function indexedOnce(bots: Bots): (name: string | undefined) => BotNodes {
  const indexed = new Map<BotDescription, BotNodes>()
  return (name) => {
    const bot = bots.find((each) => each.name === name) ?? bots[0]
    const nodes = indexed.get(bot) ?? indexBot(bot)
    indexed.set(bot, nodes)
    return nodes
  }
}
