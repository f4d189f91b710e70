import type { Component, ComponentReference, ComponentRole, Handler, HandlerClass } from '../model.js'
import { constructedClass, type LinkContext } from './classes.js'

/** The classes of the project whose instances the handlers need. */
export function componentsOf(classes: readonly HandlerClass[], context: LinkContext): readonly Component[] {
  const roles = new Map<string, { readonly component: ComponentReference; readonly role: ComponentRole }>()
  for (const use of classes.flatMap(({ handlers }) => handlers.flatMap(usedBy))) {
    const key = `${use.component.file}:${use.component.name}`
    if (!roles.has(key)) roles.set(key, use)
  }
  return [...roles.values()].flatMap(({ component, role }) => {
    const file = context.world.files.get(component.file)
    const fact = file?.classes.find((candidate) => candidate.name === component.name)
    return file === undefined || fact === undefined ? [] : [{ ...constructedClass({ fact, file }, context), role }]
  })
}

function usedBy({ guards, argumentParser, decorator, parameters }: Handler) {
  const use = (role: ComponentRole) => (value: ComponentReference) => ({ component: value, role })
  const filters = decorator.kind === 'text' || decorator.kind === 'pattern' ? decorator.filters : []
  return [
    ...guards.map(({ value }) => use('guard')(value)),
    ...filters.map(({ value }) => use('filter')(value)),
    ...parameters.flatMap(({ source }) => (source.kind === 'component' ? [source] : [])),
    ...(argumentParser === undefined ? [] : [use('argumentParser')(argumentParser.value)]),
  ]
}
