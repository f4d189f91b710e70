import type { BotNodes } from './bot/nodes.js'
import { h, replaceKeepingFocus } from './dom.js'
import { icon } from './icons.js'
import type { State } from './state.js'
import type { Region, Ui } from './ui.js'
import { counted, handlerKinds, kindWords } from './words.js'

/** Search, and what to leave out. */
export function toolbar(): Region {
  let ui: Ui | undefined
  const search = h('input', {
    type: 'search',
    id: 'search',
    placeholder: 'Commands, classes, files, sessions …',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-keyshortcuts': '/',
    oninput: () => ui?.go({ query: search.value }, { replace: true }),
  })
  const filters = h('div', { class: 'filters' })
  const count = h('p', { class: 'count', role: 'status' })
  const element = h(
    'search',
    { class: 'toolbar' },
    h(
      'div',
      { class: 'search' },
      h('label', { for: 'search', class: 'hidden' }, 'Search'),
      icon('search'),
      search,
      h('kbd', { 'aria-hidden': 'true' }, '/'),
    ),
    filters,
    count,
  )
  return {
    element,
    update(next) {
      ui = next
      // While somebody types, the field is ahead of the address.
      if (document.activeElement !== search) search.value = next.state.query
      replaceKeepingFocus(filters, kindButtons(next), selects(next), clear(next))
      count.textContent = countText(next)
    },
  }
}

/** Puts the cursor into the search field. */
export function focusSearch(): void {
  const search = document.querySelector<HTMLInputElement>('#search')
  search?.focus()
  search?.select()
}

function kindButtons({ nodes, state, go }: Ui): HTMLElement | undefined {
  const present = handlerKinds.filter((kind) => nodes.handlers.some(({ handler }) => handler.kind === kind))
  if (present.length < 2) return undefined
  const buttons = present.map((kind) => {
    const isOn = state.kinds.includes(kind)
    const kinds = isOn ? state.kinds.filter((each) => each !== kind) : [...state.kinds, kind]
    const count = nodes.handlers.filter(({ handler }) => handler.kind === kind).length
    const word = kindWords[kind][count === 1 ? 'one' : 'many']
    return h(
      'button',
      {
        type: 'button',
        class: `chip ${kind}`,
        'aria-pressed': String(isOn),
        'data-focus': `kind ${kind}`,
        onclick: () => go({ kinds }),
      },
      icon(kind),
      `${count} ${word}`,
    )
  })
  return h('div', { class: 'chips', role: 'group', 'aria-label': 'Kinds of handlers' }, buttons)
}

function selects({ nodes, state, go }: Ui): readonly (HTMLElement | undefined)[] {
  return [
    select('Class', nodes.classes, state.class, (name) => go({ class: name })),
    select('Session', nodes.sessions, state.session, (name) => go({ session: name })),
  ]
}

function select(
  label: string,
  options: BotNodes['classes'] | BotNodes['sessions'],
  chosen: string | undefined,
  choose: (name: string | undefined) => void,
): HTMLElement | undefined {
  if (options.length === 0) return undefined
  const names = options.map(({ name }) => name).sort((one, other) => one.localeCompare(other))
  const element = h(
    'select',
    {
      'data-focus': `select ${label}`,
      onchange: () => choose(element.selectedIndex === 0 ? undefined : names[element.selectedIndex - 1]),
    },
    h('option', {}, 'all'),
    names.map((name) => h('option', { selected: name === chosen }, name)),
  )
  return h('label', { class: chosen === undefined ? 'select' : 'select chosen' }, h('span', {}, label), element)
}

const nothing: Partial<State> = { query: '', kinds: [], class: undefined, session: undefined, only: false }

function clear({ shown, go }: Ui): HTMLElement | undefined {
  if (shown.all) return undefined
  return h('button', { type: 'button', class: 'quiet', 'data-focus': 'clear', onclick: clearAll }, 'Clear filters')
  function clearAll(): void {
    const search = document.querySelector<HTMLInputElement>('#search')
    if (search !== null) search.value = ''
    go(nothing)
    focusSearch()
  }
}

export function countText({ nodes, shown }: Ui): string {
  const total = counted(nodes.handlers.length, 'handler')
  return shown.all ? total : `${shown.handlers.length} of ${total}`
}
