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
    placeholder: 'Search',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-keyshortcuts': '/',
    oninput: () => ui?.go({ query: search.value }, { replace: true }),
  })
  let chosen: { readonly nodes?: BotNodes; readonly selects: readonly Select[] } = { selects: [] }
  const kinds = h('div', { class: 'kinds' })
  const fields = h('div', { class: 'fields' })
  const back = h('div', { class: 'back' })
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
    h('div', { class: 'filters' }, kinds, fields, back),
    count,
  )
  return {
    element,
    update(next) {
      ui = next
      // While somebody types, the field is ahead of the address.
      if (document.activeElement !== search) search.value = next.state.query
      if (chosen.nodes !== next.nodes) {
        chosen = { nodes: next.nodes, selects: selects(next.nodes, () => ui) }
        fields.replaceChildren(...chosen.selects.map((each) => each.element))
      }
      const [byClass, bySession] = chosen.selects
      byClass?.choose(next.state.class)
      bySession?.choose(next.state.session)
      replaceKeepingFocus(kinds, kindButtons(next))
      replaceKeepingFocus(back, clear(next))
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

/** Made once for each bot: there may be hundreds of classes. */
function selects(nodes: BotNodes, current: () => Ui | undefined): readonly Select[] {
  return [
    select('Class', 'All classes', nodes.classes, (name) => current()?.go({ class: name })),
    select('Session', 'All sessions', nodes.sessions, (name) => current()?.go({ session: name })),
  ]
}

interface Select {
  readonly element: HTMLElement
  choose(name: string | undefined): void
}

function select(
  label: string,
  all: string,
  options: BotNodes['classes'] | BotNodes['sessions'],
  chosen: (name: string | undefined) => void,
): Select {
  const names = options.map(({ name }) => name).sort((one, other) => one.localeCompare(other))
  const field = h(
    'select',
    { onchange: () => chosen(field.selectedIndex === 0 ? undefined : names[field.selectedIndex - 1]) },
    h('option', {}, all),
    names.map((name) => h('option', {}, name)),
  )
  const element = h('label', { class: 'select' }, h('span', { class: 'hidden' }, label), field)
  element.hidden = names.length === 0
  return {
    element,
    choose(name) {
      field.selectedIndex = name === undefined ? 0 : names.indexOf(name) + 1
      element.classList.toggle('chosen', name !== undefined)
    },
  }
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
