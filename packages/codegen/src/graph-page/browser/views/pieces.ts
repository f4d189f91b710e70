/** Small things that several views are made of. */
import type { SourcePlace } from '../../../description/description.js'
import type { AnyNode, NodeKey } from '../bot/nodes.js'
import { h } from '../dom.js'
import { type IconName, icon } from '../icons.js'
import type { Ui } from '../ui.js'
import { answersText, type SessionVerb, verbWords } from '../words.js'

export function iconOf(node: AnyNode): IconName {
  switch (node.type) {
    case 'handler':
      return node.handler.kind
    case 'component':
      return node.component.role
    case 'method':
    case 'class':
      return 'class'
    case 'session':
    case 'provided':
      return node.type
  }
}

/** How a node is called where little else says what it is. */
export function nameOf(node: AnyNode): string {
  switch (node.type) {
    case 'handler':
      return answersText(node.handler.kind, node.handler.answers)
    case 'method':
      return `${node.owner.name}.${node.name}`
    case 'class':
    case 'session':
    case 'component':
    case 'provided':
      return node.name
  }
}

/**
 * Leads to a node.
 *
 * @param place where on the page the link stands: it tells links to the same node apart
 * @param text the node's name, if none is given
 */
export function nodeLink(ui: Ui, key: NodeKey, place = '', text?: string): HTMLElement {
  const node = ui.nodes.byKey.get(key)
  if (node === undefined) return h('span', {}, text ?? key.slice(key.indexOf(':') + 1))
  return h(
    'a',
    {
      class: `node-link ${iconOf(node)}`,
      href: ui.href({ at: key }),
      'aria-current': ui.selected?.key === key ? 'true' : undefined,
      'data-focus': `${place} ${key}`,
    },
    icon(iconOf(node)),
    h('span', {}, text ?? nameOf(node)),
  )
}

export function verbTags(verbs: readonly SessionVerb[]): HTMLElement | undefined {
  if (verbs.length === 0) return undefined
  return h(
    'span',
    { class: 'verbs' },
    verbs.map((verb) => h('span', { class: `verb ${verb}` }, verbWords[verb])),
  )
}

export function placeText({ file, line }: SourcePlace): HTMLElement {
  return h('span', { class: 'place' }, `${file}:${line}`)
}

export function emptyState(title: string, text: string): HTMLElement {
  return h('div', { class: 'empty' }, h('p', { class: 'empty-title' }, title), h('p', {}, text))
}

export function noHandlers(): HTMLElement {
  const hint = 'A method with @CommandHandler or another decorator of botgen becomes one.'
  return emptyState('This bot has no handlers yet.', hint)
}

export function nothingMatches(title = 'Nothing matches.'): HTMLElement {
  return emptyState(title, 'Take back a word or a filter.')
}
