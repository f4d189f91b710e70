import { type Diagnostic, errorAt } from '../diagnostics/index.js'
import type { Component, ConstructedClass, HandlerClass } from '../model.js'

/** The generated module must be able to import the class and to make an instance of it. */
export function checkClass(handlers: HandlerClass): readonly Diagnostic[] {
  const subject: Subject = {
    has: 'has handlers',
    abstract: 'so its handlers have no instance; put them on a class that extends it',
  }
  // A class whose handlers are all static is never instantiated.
  const isMade = handlers.handlers.some(({ method }) => !method.static)
  return [
    ...checkImport(handlers, subject),
    ...(isMade ? checkInstance(handlers, subject) : []),
    ...checkConstructor(handlers),
  ]
}

/** The same for a guard, filter, argument parser, provider or injectable. */
export function checkComponent(component: Component): readonly Diagnostic[] {
  const role = roles[component.role]
  const subject: Subject = {
    has: `is ${role}`,
    abstract: 'so there is no instance of it; name a class that extends it',
  }
  return [...checkImport(component, subject), ...checkInstance(component, subject), ...checkConstructor(component)]
}

const roles: Readonly<Record<Component['role'], string>> = {
  guard: 'a guard',
  filter: 'a filter',
  argumentParser: 'an argument parser',
  provider: 'a provider',
  injectable: 'injectable',
}

/** What a class is for, in messages. */
interface Subject {
  /** `has handlers` */
  readonly has: string
  /** What it means that it is abstract, and what to do. */
  readonly abstract: string
}

function checkImport({ name, exported, nested, place }: ConstructedClass, { has }: Subject): readonly Diagnostic[] {
  const label = labelOf(name)
  const report = (message: string) => [errorAt('BG1101', place, message)]
  if (exported.kind === 'equals') {
    return report(
      `${label} leaves its file by \`export =\`, which is not supported; write \`export class ${name ?? '…'}\` and import it by that name.`,
    )
  }
  if (nested) return report(`${label} ${has} but is not at the top level of its file; move it there and export it.`)
  if (name === undefined) {
    return report(`${label} ${has} but no name; write \`export class … {\` or \`export default class … {\`.`)
  }
  return exported.kind === 'none' ? report(`${label} ${has} but is not exported; write \`export class ${name}\`.`) : []
}

function checkInstance({ name, abstract, generic, place }: ConstructedClass, subject: Subject): readonly Diagnostic[] {
  const label = labelOf(name)
  return [
    ...(abstract ? [errorAt('BG1102', place, `${label} is abstract, ${subject.abstract}.`)] : []),
    ...(generic
      ? [
          errorAt(
            'BG1103',
            place,
            `${label} is generic, and nothing says with which types; remove the type parameters.`,
          ),
        ]
      : []),
  ]
}

function checkConstructor({ name, constructorVisibility, place }: ConstructedClass): readonly Diagnostic[] {
  if (constructorVisibility === 'public') return []
  const label = labelOf(name)
  const message = `The constructor of ${label.charAt(0).toLowerCase()}${label.slice(1)} is ${constructorVisibility}; make it public.`
  return [errorAt('BG1104', place, message)]
}

function labelOf(name: string | undefined): string {
  return name === undefined ? 'This class' : `Class \`${name}\``
}
