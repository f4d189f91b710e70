import type { CommandMenu, MenuCommand } from '../../../description/description.js'
import { charactersOf } from '../characters.js'
import { type Child, h, replaceKeepingFocus } from '../dom.js'
import type { Region, Ui } from '../ui.js'
import { counted, languageText, scopeText } from '../words.js'
import { emptyState } from './pieces.js'

/** The command menus as Telegram shows them. */
export function menuView(): Region {
  const element = h('section', { class: 'list', 'aria-labelledby': 'menu-title' })
  return { element, update: (ui) => replaceKeepingFocus(element, menus(ui)) }
}

export function menus(ui: Ui): readonly Child[] {
  const title = h('h1', { id: 'menu-title' }, 'Menu')
  const all = ui.nodes.bot.menus
  if (all.length === 0) {
    const hint =
      'A command gets into the menu by its description: @CommandHandler(‘order’, { description: ‘Order a meal’ }).'
    return [title, emptyState('This bot shows no command menu.', hint)]
  }
  const handlers = new Set(ui.shown.handlers.map(({ handler }) => handler.id))
  const shown = all
    .map((menu) => ({ ...menu, commands: menu.commands.filter(({ handler }) => handlers.has(handler)) }))
    .filter(({ commands }) => commands.length > 0)
  if (shown.length === 0) return [title, emptyState('No command of the menu matches.', 'Take back a word or a filter.')]
  return [
    title,
    h(
      'p',
      { class: 'lead' },
      'A chat shows one of these: that of the narrowest scope that it is in, in the user’s language.',
    ),
    h(
      'div',
      { class: 'phones' },
      shown.map((menu, index) => phone(ui, menu, `menu-${index}`)),
    ),
  ]
}

function phone(ui: Ui, menu: CommandMenu, id: string): HTMLElement {
  const { language, commands } = menu
  const all = ui.nodes.bot.menus
  const name = ui.title
  return h(
    'article',
    { class: 'phone', 'aria-labelledby': id },
    h(
      'header',
      {},
      h('h2', { id }, scopeText(menu, all)),
      h('p', { class: 'muted' }, `${languageText(menu, all)} · ${counted(commands.length, 'command')}`),
    ),
    h(
      'div',
      { class: 'chat' },
      h(
        'p',
        { class: 'chat-title', 'aria-hidden': 'true' },
        h('span', { class: 'avatar' }, charactersOf(name)[0]),
        name,
      ),
      h(
        'ul',
        { class: 'menu' },
        commands.map((command) => item(ui, command, language, id)),
      ),
      h(
        'div',
        { class: 'composer', 'aria-hidden': 'true' },
        h('span', { class: 'menu-button' }, 'Menu'),
        h('span', { class: 'field' }, 'Message'),
      ),
    ),
  )
}

function item(
  ui: Ui,
  { command, description, handler }: MenuCommand,
  language: string | undefined,
  id: string,
): HTMLElement {
  const key = `handler:${handler}`
  const isSelected = ui.selected?.key === key
  return h(
    'li',
    {},
    h(
      'a',
      { href: ui.href({ at: key }), 'aria-current': isSelected ? 'true' : undefined, 'data-focus': `${id} ${key}` },
      h('span', { class: 'command' }, `/${command}`),
      h('span', { class: 'says', lang: language }, description),
    ),
  )
}
