/** What there is to say of a node, by its type. */
import type { DescribedParameter } from '../../../description/description.js'
import type {
  AnyNode,
  ClassNode,
  ComponentNode,
  HandlerNode,
  MethodNode,
  NodeKey,
  ProvidedNode,
  SessionNode,
} from '../bot/nodes.js'
import { type Child, h } from '../dom.js'
import type { Ui } from '../ui.js'
import { nodeLink, placeText, verbTags } from '../views/pieces.js'
import { lifeOf } from '../views/sessions.js'
import { languageText, type SessionVerb, scopeText, sessionVerbs, verbsOf } from '../words.js'
import { place, section } from './pieces.js'

export function about(ui: Ui, node: AnyNode): readonly Child[] {
  switch (node.type) {
    case 'handler':
      return aboutHandler(ui, node)
    case 'method':
      return aboutMethod(ui, node)
    case 'class':
      return aboutClass(ui, node)
    case 'session':
      return aboutSession(ui, node)
    case 'component':
      return aboutComponent(ui, node)
    case 'provided':
      return aboutProvided(ui, node)
  }
}

function aboutHandler(ui: Ui, { handler, links, method, key }: HandlerNode): readonly Child[] {
  const sessions = links.filter(({ to }) => to.startsWith('session:'))
  const component = (id: string) => nodeLink(ui, `component:${id}`, 'details')
  const all = ui.nodes.bot.menus
  const menus = all.flatMap((menu) =>
    menu.commands
      .filter((command) => `handler:${command.handler}` === key)
      .map(({ description }) => {
        const who = `${scopeText(menu, all)}, ${languageText(menu, all)}`
        return [h('span', { lang: menu.language }, description), h('span', { class: 'muted stack' }, who)]
      }),
  )
  return [
    handler.description === undefined ? undefined : h('p', { class: 'lead' }, handler.description),
    section('Handled by', [nodeLink(ui, method.key, 'details')], place(handler.place)),
    section(
      'Takes',
      handler.parameters.map((parameter) => takes(ui, parameter)),
    ),
    section(
      'Sessions',
      sessions.map(({ to, verbs }) => h('span', { class: 'pair' }, nodeLink(ui, to, 'details'), verbTags(verbs))),
    ),
    section('Limit', handler.limit === undefined ? [] : [handler.limit]),
    section('Guards, in this order', handler.guards.map(component)),
    section('Filters', handler.filters.map(component)),
    section('Argument parser', handler.argumentParser === undefined ? [] : [component(handler.argumentParser)]),
    section(
      'Options',
      handler.options.map((option) => h('code', {}, option)),
    ),
    section('In the menu', menus),
  ]
}

function takes(ui: Ui, { name, takes: value, optional, session, component }: DescribedParameter): HTMLElement {
  const made: NodeKey | undefined = component === undefined ? undefined : `component:${component}`
  const key: NodeKey | undefined = session === undefined ? made : `session:${session}`
  return h(
    'span',
    { class: 'parameter' },
    h('code', {}, `${name ?? '…'}${optional ? '?' : ''}`),
    key === undefined ? h('span', {}, value) : nodeLink(ui, key, `takes ${name ?? ''}`, value),
  )
}

function aboutMethod(ui: Ui, { owner, handlers }: MethodNode): readonly Child[] {
  const [first] = handlers
  if (first !== undefined && handlers.length === 1) {
    return [
      section('Class', [nodeLink(ui, owner.key, 'details')]),
      section('Answers', [nodeLink(ui, first.key, 'details')]),
      ...aboutHandler(ui, first).slice(2),
    ]
  }
  return [
    section('Class', [nodeLink(ui, owner.key, 'details')]),
    section(
      'Answers',
      handlers.map(({ key, handler }) =>
        h('div', { class: 'stack' }, nodeLink(ui, key, 'details'), place(handler.place)),
      ),
    ),
  ]
}

function aboutClass(ui: Ui, { place: at, takes: taken, methods }: ClassNode): readonly Child[] {
  return [
    place(at),
    section(
      'Its constructor takes',
      taken.map((key) => nodeLink(ui, key, 'details')),
    ),
    section(
      'Methods',
      methods.map((method) =>
        h(
          'div',
          { class: 'stack' },
          nodeLink(ui, method.key, 'details'),
          method.handlers.map(({ key }) => nodeLink(ui, key, 'details')),
        ),
      ),
    ),
  ]
}

function aboutSession(ui: Ui, session: SessionNode): readonly Child[] {
  const by = sessionVerbs.map((verb) => {
    const users = session.uses.filter(({ use }) => verbsOf(use).includes(verb))
    return section(
      `${verbTitles[verb]} by ${users.length}`,
      users.map(({ handler }) =>
        h('span', { class: 'pair' }, nodeLink(ui, handler.key, `details ${verb}`), placeText(handler.handler.place)),
      ),
    )
  })
  // A handler may take a session and leave it to others.
  const others = session.uses.filter(({ use }) => verbsOf(use).length === 0)
  const taking = section(
    `Taken by ${others.length}`,
    others.map(({ handler }) => nodeLink(ui, handler.key, 'details')),
  )
  return [h('p', { class: 'lead' }, lifeOf(session)), ...by, taking]
}

const verbTitles: Readonly<Record<SessionVerb, string>> = {
  opens: 'Opened',
  clears: 'Cleared',
  closes: 'Closed',
  replays: 'Replayed',
  looks: 'Looked at',
}

function aboutComponent(ui: Ui, { component, key, takes: taken }: ComponentNode): readonly Child[] {
  return [
    place(component.place),
    section(
      'Its constructor takes',
      taken.map((each) => nodeLink(ui, each, 'details')),
    ),
    takenBy(ui, key),
  ]
}

function aboutProvided(ui: Ui, { valueType, key }: ProvidedNode): readonly Child[] {
  return [
    h('p', { class: 'lead' }, 'The main module hands it to ', h('code', {}, 'createDispatchTable'), '.'),
    section('Type', [h('code', {}, valueType)]),
    takenBy(ui, key),
  ]
}

function takenBy(ui: Ui, key: NodeKey): HTMLElement | undefined {
  const users = ui.nodes.users.get(key) ?? []
  if (users.length === 0) return h('p', { class: 'muted' }, 'Nothing takes it.')
  return section(
    `Taken by ${users.length}`,
    users.map((user) => nodeLink(ui, user.key, 'details')),
  )
}
