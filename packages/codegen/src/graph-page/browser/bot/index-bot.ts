import type { BotDescription, DescribedHandler } from '../../../description/description.js'
import { answersText, kindWords, roleWords, verbsOf } from '../words.js'
import { groupBy } from './group-by.js'
import type {
  AnyNode,
  BotNodes,
  ClassNode,
  ComponentNode,
  HandlerNode,
  Link,
  MethodNode,
  NodeKey,
  ProvidedNode,
  SessionNode,
} from './nodes.js'

/** Makes of a description what can be drawn, searched and followed. */
export function indexBot(bot: BotDescription): BotNodes {
  const partKey = partKeys(bot)
  const linksOf = handlerLinks(bot)
  const byClass = groupBy(bot.handlers, (handler) => handler.class)
  const classes = bot.classes.map((each) => classNode(each, byClass.get(each.name) ?? [], linksOf, partKey))
  const handlers = classes.flatMap((each) => each.handlers)
  const handlerById = new Map(handlers.map((node) => [node.handler.id, node]))
  const sessions = bot.sessions.map(
    ({ name, uses }): SessionNode => ({
      type: 'session',
      key: `session:${name}`,
      name,
      uses: uses.flatMap((use) => {
        const handler = handlerById.get(use.handler)
        return handler === undefined ? [] : [{ handler, use }]
      }),
      text: searchable('session', name),
    }),
  )
  const components = bot.components.map(
    (component): ComponentNode => ({
      type: 'component',
      key: `component:${component.id}`,
      name: component.name,
      component,
      takes: component.dependencies.flatMap(partKey),
      text: searchable(roleWords[component.role].one, component.name, component.place.file),
    }),
  )
  const provided = bot.provided.map(
    ({ name, type }): ProvidedNode => ({
      type: 'provided',
      key: `provided:${name}`,
      name,
      valueType: type,
      text: searchable('provided', name, type),
    }),
  )
  const methods = classes.flatMap((each) => each.methods)
  const all: readonly AnyNode[] = [...classes, ...methods, ...handlers, ...sessions, ...components, ...provided]
  const byKey = new Map(all.map((node) => [node.key, node]))
  return {
    bot,
    classes,
    handlers,
    sessions,
    components,
    provided,
    byKey,
    users: usersOf(classes, handlers, components),
  }
}

/** A dependency is a component's id, or the name of a provided value. */
function partKeys(bot: BotDescription): (name: string) => readonly NodeKey[] {
  const components = new Set(bot.components.map(({ id }) => id))
  const provided = new Set(bot.provided.map(({ name }) => name))
  return (name) => {
    if (components.has(name)) return [`component:${name}`]
    return provided.has(name) ? [`provided:${name}`] : []
  }
}

function handlerLinks(bot: BotDescription): (handler: DescribedHandler) => readonly Link[] {
  const sessions = new Map<string, Link[]>()
  for (const { name, uses } of bot.sessions) {
    for (const use of uses) {
      const links = sessions.get(use.handler) ?? []
      links.push({ to: `session:${name}`, verbs: verbsOf(use) })
      sessions.set(use.handler, links)
    }
  }
  const known = new Set(bot.components.map(({ id }) => id))
  return ({ id, guards, filters, argumentParser, parameters }) => {
    const made = parameters.map(({ component }) => component)
    const components = new Set([...guards, ...filters, argumentParser, ...made].filter((each) => each !== undefined))
    const toComponents = [...components].filter((each) => known.has(each))
    return [
      ...(sessions.get(id) ?? []),
      ...toComponents.map((component): Link => ({ to: `component:${component}`, verbs: [] })),
    ]
  }
}

function classNode(
  described: BotDescription['classes'][number],
  ofClass: readonly DescribedHandler[],
  linksOf: (handler: DescribedHandler) => readonly Link[],
  partKey: (name: string) => readonly NodeKey[],
): ClassNode {
  const { name, place, dependencies } = described
  const methods: MethodNode[] = []
  const handlers: HandlerNode[] = []
  const node: ClassNode = {
    type: 'class',
    key: `class:${name}`,
    name,
    place,
    methods,
    handlers,
    takes: dependencies.flatMap(partKey),
  }
  for (const [method, ofMethod] of groupBy(ofClass, (handler) => handler.method)) {
    const own: HandlerNode[] = []
    const methodNode: MethodNode = {
      type: 'method',
      key: `method:${name}.${method}`,
      name: method,
      owner: node,
      handlers: own,
    }
    for (const handler of ofMethod) {
      own.push({
        type: 'handler',
        key: `handler:${handler.id}`,
        handler,
        owner: node,
        method: methodNode,
        links: linksOf(handler),
        text: textOf(handler),
      })
    }
    methods.push(methodNode)
    handlers.push(...own)
  }
  return node
}

function textOf(handler: DescribedHandler): string {
  const { kind, answers, class: owner, method, place, parameters, guards, filters, argumentParser, limit } = handler
  return searchable(
    kindWords[kind].one,
    answersText(kind, answers),
    `${owner}.${method}`,
    `${place.file}:${place.line}`,
    ...parameters.map(({ name, takes }) => `${name ?? ''} ${takes}`),
    ...guards,
    ...filters,
    argumentParser ?? '',
    limit ?? '',
    handler.description ?? '',
    ...handler.options,
  )
}

function searchable(...texts: readonly string[]): string {
  return texts.join('\n').toLowerCase()
}

function usersOf(
  classes: readonly ClassNode[],
  handlers: readonly HandlerNode[],
  components: readonly ComponentNode[],
): BotNodes['users'] {
  const users = new Map<NodeKey, (ClassNode | HandlerNode | ComponentNode)[]>()
  const add = (key: NodeKey, user: ClassNode | HandlerNode | ComponentNode): void => {
    const known = users.get(key)
    if (known === undefined) users.set(key, [user])
    else known.push(user)
  }
  for (const each of [...classes, ...components]) for (const key of each.takes) add(key, each)
  for (const each of handlers) for (const { to } of each.links) add(to, each)
  return users
}
