/** What keys do everywhere on the page, and where the focus goes when the address changes. */
import { focusDetails } from './details/panel.js'
import { focusOn } from './dom.js'
import { focusSearch } from './toolbar.js'
import type { Ui } from './ui.js'

export interface Page {
  readonly main: HTMLElement
  readonly details: HTMLElement
  readonly current: () => Ui
  /** Shows what the address says. */
  readonly show: () => void
}

export function listenToKeys({ main, details, current, show }: Page): void {
  let isFollowedByKey = false
  /** Where somebody was before they went into the details. */
  let origin: string | undefined

  function remember({ target }: Event): void {
    const found = target instanceof Element ? target.closest('[data-focus]') : null
    if (found !== null && main.contains(found)) origin = found.getAttribute('data-focus') ?? undefined
  }

  document.addEventListener('focusin', remember)
  document.addEventListener('click', ({ target, detail }) => {
    isFollowedByKey = detail === 0 && target instanceof Element && target.closest('a') !== null
  })
  addEventListener('hashchange', () => {
    const { at } = current().state
    show()
    if (isFollowedByKey && current().state.at !== at) focusDetails()
    isFollowedByKey = false
  })
  document.addEventListener('keydown', (event) => {
    const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement
    if (event.key === '/' && !isField && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      focusSearch()
    }
    if (event.key === 'Escape') escape(event)
  })

  /** Takes back what was typed, then what is selected. */
  function escape(event: KeyboardEvent): void {
    const { state, go } = current()
    if (event.target instanceof HTMLInputElement && event.target.value !== '') {
      event.preventDefault()
      event.target.value = ''
      go({ query: '' }, { replace: true })
      return
    }
    if (state.at === undefined) return
    const wasInDetails = details.contains(document.activeElement)
    go({ at: undefined, only: false })
    const isBack = !wasInDetails || (origin !== undefined && focusOn(main, origin)) || focusOn(main, state.at)
    if (!isBack) main.focus()
  }
}
