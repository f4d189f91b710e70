import { compare } from '../diagnostics/index.js'
import { type EmitOptions, type ProvidedField, providedFields } from '../emit/index.js'
import type { Component, ConstructedClass, Dependency, HandlerClass } from '../model.js'
import type { ReadBot } from '../read-bot.js'
import type { BotDescription, DescribedComponent } from './description.js'
import { classNames, type Described, describeHandlers, placeOf } from './handlers.js'
import { type DescribedCommand, menusOf } from './menus.js'
import { componentId } from './names.js'
import type { ReadCalls } from './session-calls.js'
import { describeSessions } from './sessions.js'

/** Describes one bot whose sources have no errors. */
export function describeBot({ bot, plan }: ReadBot, options: EmitOptions, readCalls: ReadCalls): BotDescription {
  const names = classNames(bot)
  const handlers = describeHandlers(bot, names)
  const fields = providedFields(bot, options)
  const dependenciesOf = dependencyNames(bot.components, fields)
  return {
    name: plan.name,
    output: options.output,
    classes: bot.classes.map((each) => ({
      name: names.get(each) ?? '',
      place: placeOf(each.place),
      dependencies: dependenciesOf(each),
    })),
    handlers: handlers.map(({ description }) => description),
    sessions: describeSessions(handlers, readCalls),
    components: bot.components.map((each) => describeComponent(each, dependenciesOf(each))),
    provided: fields
      .map((field) => ({
        name: field.name,
        type: field.type,
        usedBy: usersOf(field, bot.classes, bot.components, names),
      }))
      .sort((one, other) => compare(one.name, other.name)),
    menus: menusOf(handlers.flatMap(commandOf)),
  }
}

function describeComponent(each: Component, dependencies: readonly string[]): DescribedComponent {
  const { role, name, place } = each
  return { id: componentId(each), role, name: name ?? 'default', place: placeOf(place), dependencies }
}

/** How the things that constructors take are called: a component's id, or the name of what the main module provides. */
function dependencyNames(components: readonly Component[], fields: readonly ProvidedField[]) {
  const made = new Set(components.map(componentId))
  const provided = new Map(
    fields.flatMap(({ name, dependencies }) => dependencies.map((each) => [each, name] as const)),
  )
  const nameOf = (dependency: Dependency): readonly string[] => {
    const id = dependency.component && componentId(dependency.component)
    const name = id !== undefined && made.has(id) ? id : provided.get(dependency)
    return name === undefined ? [] : [name]
  }
  return ({ dependencies }: ConstructedClass): readonly string[] => dependencies.flatMap(nameOf)
}

function usersOf(
  { dependencies }: ProvidedField,
  classes: readonly HandlerClass[],
  components: readonly Component[],
  names: ReadonlyMap<HandlerClass, string>,
): readonly string[] {
  const taken = new Set(dependencies)
  const takes = (each: ConstructedClass) => each.dependencies.some((dependency) => taken.has(dependency))
  return [...classes.filter(takes).map((each) => names.get(each) ?? ''), ...components.filter(takes).map(componentId)]
}

function commandOf({ handler: { decorator }, description: { id } }: Described): readonly DescribedCommand[] {
  return decorator.kind === 'command' ? [{ id, decorator }] : []
}
