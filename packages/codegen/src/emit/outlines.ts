import type { Bot, ConstructedClass, HandlerClass } from '../model.js'
import { perClass } from '../per-class.js'
import { Uses } from './uses.js'

/** Of each class of a bot, all that the names in its modules depend on: the same outlines give the same names. */
export function outlinesOf({ classes, components }: Bot): readonly string[] {
  return [...classes.map(outlineOf), '', ...components.map((each) => outline(each))]
}

const outlineOf = perClass((of: HandlerClass): string => {
  const { routes, readers, enums, contexts, payloads, sessions } = new Uses([of])
  const hasInstance = of.handlers.some(({ method }) => !method.static)
  return outline(of, hasInstance, [...routes], [...readers], enums, contexts, payloads, [...sessions])
})

function outline({ name, file, exported, dependencies }: ConstructedClass, ...more: readonly unknown[]): string {
  return withoutPlaces([name, file, exported, dependencies, ...more])
}

/** Facts in words, but for where they are written, which changes nothing that is generated. */
export function withoutPlaces(facts: readonly unknown[]): string {
  return JSON.stringify(facts, (key, value: unknown) => (key === 'place' ? undefined : value))
}
