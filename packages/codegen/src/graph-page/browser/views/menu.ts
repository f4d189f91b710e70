import type { CommandMenu, MenuCommand } from '../../../description/description.js'
import { charactersOf } from '../characters.js'
import { h } from '../dom.js'
import type { Ui } from '../ui.js'
import { counted, languageText, scopeText } from '../words.js'
import { list } from './list.js'
import { emptyState, nothingMatches } from './pieces.js'

const oneOfThese = 'A chat shows one of these: that of the narrowest scope that it is in, in the user’s language.'

/** The command menus as Telegram shows them. */
export const menus = list<CommandMenu>({
  title: 'Menu',
  step: 6,
  items({ nodes, shown }) {
    const handlers = new Set(shown.handlers.map(({ handler }) => handler.id))
    return nodes.bot.menus
      .map((menu) => ({ ...menu, commands: menu.commands.filter(({ handler }) => handlers.has(handler)) }))
      .filter(({ commands }) => commands.length > 0)
  },
  show: (ui, shown) => [
    ui.nodes.bot.menus.length > 1 ? h('p', { class: 'lead' }, oneOfThese) : undefined,
    h(
      'div',
      { class: 'phones' },
      shown.map((menu) => phone(ui, menu)),
    ),
  ],
  empty({ nodes }) {
    if (nodes.bot.menus.length > 0) return nothingMatches('No command of the menu matches.')
    const hint =
      'A command gets into the menu by its description: @CommandHandler(‘order’, { description: ‘Order a meal’ }).'
    return emptyState('This bot shows no command menu.', hint)
  },
})

function phone(ui: Ui, menu: CommandMenu): HTMLElement {
  const id = `menu ${menu.scope} ${menu.language ?? ''}`.trim().replaceAll(' ', '-')
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
      h('span', { class: 'says', lang: language }, description),
      h('span', { class: 'name' }, `/${command}`),
    ),
  )
}
