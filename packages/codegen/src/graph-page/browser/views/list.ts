import { type Child, h, replaceKeepingFocus } from '../dom.js'
import type { Region, Ui } from '../ui.js'

export interface ListDefinition<Item> {
  readonly title: string
  /** What passes the filters, in its order. */
  readonly items: (ui: Ui) => readonly Item[]
  /** So many are shown at first, and so many more each time: a page of thousands of rows is slow, and nobody reads them. */
  readonly step: number
  /** @param isAll whether no part of an item may be left out, as on paper */
  readonly show: (ui: Ui, items: readonly Item[], isAll: boolean) => readonly Child[]
  /** Says why there are none. */
  readonly empty: (ui: Ui) => HTMLElement
}

export interface List {
  /** Some of the items, and a button for more. */
  readonly region: () => Region
  /** All of them. */
  readonly all: (ui: Ui) => readonly Child[]
}

export function list<Item>({ title, items, step, show, empty }: ListDefinition<Item>): List {
  const id = `${title.toLowerCase()}-title`
  const content = (ui: Ui, limit: number, more?: () => void): readonly Child[] => {
    const found = items(ui)
    const rest = found.length - limit
    return [
      h('h1', { id: more === undefined ? undefined : id }, title),
      found.length === 0 ? empty(ui) : show(ui, found.slice(0, limit), more === undefined),
      rest > 0 && more !== undefined ? moreButton(Math.min(rest, step), rest, more) : undefined,
    ]
  }
  return {
    all: (ui) => content(ui, Number.POSITIVE_INFINITY),
    region() {
      const element = h('section', { class: 'list', 'aria-labelledby': id })
      let limit = step
      let shown: Ui['shown'] | undefined
      const update = (ui: Ui): void => {
        // What somebody asked to see more of is another list by then.
        if (shown?.handlers.length !== ui.shown.handlers.length) limit = step
        shown = ui.shown
        const more = (): void => {
          limit += step
          update(ui)
        }
        replaceKeepingFocus(element, content(ui, limit, more))
      }
      return { element, update }
    },
  }
}

function moreButton(next: number, rest: number, more: () => void): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'more', 'data-focus': 'more', onclick: more },
    `Show ${next} more of ${rest}`,
  )
}
