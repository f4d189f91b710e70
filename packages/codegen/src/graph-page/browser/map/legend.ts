import { h, s } from '../dom.js'
import type { Ui } from '../ui.js'
import type { ArrowTo } from './arrows.js'

/** What the colours of arrows mean, those that there are. */
export function legend({ shown }: Ui): HTMLElement {
  const types = new Set(shown.parts.map(({ type }) => type))
  const looks = shown.handlers.some(({ links }) => links.some(({ verbs }) => verbs.includes('looks')))
  const items: readonly (HTMLElement | undefined)[] = [
    types.has('session') ? item('session', 'session') : undefined,
    looks ? item('session', 'only looks at it', 'looks') : undefined,
    types.has('component') ? item('component', 'component') : undefined,
    types.has('provided') ? item('provided', 'provided value') : undefined,
  ]
  return h('ul', { class: 'legend', 'aria-label': 'Arrows' }, items)
}

function item(to: ArrowTo, text: string, more = ''): HTMLElement {
  const line = s('path', { class: `arrow on to-${to} ${more}`, d: 'M1 6h24' })
  return h('li', {}, s('svg', { viewBox: '0 0 26 12', 'aria-hidden': 'true' }, line), text)
}
