import type { SourcePlace } from '../../../description/description.js'
import { type Child, h } from '../dom.js'
import { icon } from '../icons.js'

/** More are shown when somebody asks for them. */
const shownAtOnce = 30

/** A title and a list; nothing where the list is empty. */
export function section(title: string, items: readonly Child[], ...more: readonly Child[]): HTMLElement | undefined {
  if (items.length === 0) return undefined
  const list = (some: readonly Child[]) =>
    h(
      'ul',
      {},
      some.map((item) => h('li', {}, item)),
    )
  const rest = items.slice(shownAtOnce)
  const folded = h('details', { ontoggle: () => folded.append(list(rest.splice(0))) })
  folded.append(h('summary', {}, `and ${rest.length} more`))
  return h(
    'section',
    {},
    h('h3', {}, title),
    list(items.slice(0, shownAtOnce)),
    rest.length > 0 ? folded : undefined,
    more,
  )
}

/** Where something stands, to take along into an editor. */
export function place({ file, line, column }: SourcePlace): HTMLElement {
  const text = `${file}:${line}:${column}`
  const said = h('span', { class: 'hidden', role: 'status' })
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      said.textContent = 'Copied'
      button.classList.add('copied')
    } catch {
      said.textContent = 'The browser does not let this page copy.'
    }
  }
  const button = h(
    'button',
    {
      type: 'button',
      class: 'quiet copy-button',
      'aria-label': `Copy ${text}`,
      'data-focus': `copy ${text}`,
      onclick: () => void copy(),
    },
    icon('copy'),
  )
  return h('p', { class: 'place-line' }, h('code', {}, text), button, said)
}
