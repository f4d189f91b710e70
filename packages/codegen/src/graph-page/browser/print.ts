import { type Child, h } from './dom.js'
import { countText } from './toolbar.js'
import type { Ui } from './ui.js'
import { menus } from './views/menu.js'
import { parts } from './views/parts.js'
import { routes } from './views/routes.js'
import { sessions } from './views/sessions.js'

/** Paper gets everything that is shown, as one list, made when somebody prints. */
export function printing(project: string, current: () => Ui): HTMLElement {
  const element = h('div', { class: 'print', 'aria-hidden': 'true' })
  const fill = (): void => {
    // A browser may say it twice.
    if (!element.hasChildNodes()) element.append(...pages(project, current()))
  }
  const empty = (): void => element.replaceChildren()
  addEventListener('beforeprint', fill)
  addEventListener('afterprint', empty)
  matchMedia('print').addEventListener('change', ({ matches }) => (matches ? fill() : empty()))
  return element
}

function pages(project: string, ui: Ui): Node[] {
  const { name } = ui.nodes.bot
  const title = name === undefined ? project : `${project}: ${name}`
  const section = (children: readonly Child[]) => h('section', { class: 'list' }, children)
  return [
    h('p', { class: 'print-title' }, title),
    h('p', {}, ui.shown.all ? countText(ui) : `${countText(ui)}: ${filterText(ui)}`),
    ...[routes, sessions, parts, menus].map((list) => section(list.all(ui))),
  ]
}

function filterText({ state }: Ui): string {
  const { query, kinds, session } = state
  return [
    query === '' ? '' : `“${query}”`,
    kinds.join(' or '),
    state.class === undefined ? '' : `class ${state.class}`,
    session === undefined ? '' : `session ${session}`,
    state.only ? `connected with ${state.at ?? ''}` : '',
  ]
    .filter(Boolean)
    .join(', ')
}
