import { type Diagnostic, errorAt, warningAt } from '../diagnostics/index.js'
import { isAroundDecorator, isHandlerDecorator, parameterDecorators } from './decorator-names.js'
import { placeIn } from './decorators.js'
import type { Standing } from './inheritance.js'
import type { Owner } from './lineage.js'
import type { Applied, ReadClass } from './reading.js'

/** Decorators that say nothing where they stand. */
export function misplacedDecorators(owner: ReadClass, standing: Standing): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  for (const each of owner.decorators.applied) found.push(...onClass(each, owner, standing))
  for (const { fact, decorators, parameters } of owner.members) {
    found.push(...onMember(decorators.applied, owner, fact.name.text))
    for (const { applied } of parameters) for (const each of applied) found.push(...onParameter(each, owner))
  }
  return found
}

const nothing: readonly Diagnostic[] = []

function onClass(applied: Applied, owner: Owner, { isGuarding }: Standing): readonly Diagnostic[] {
  const { name } = applied
  const place = placeIn(owner.file, applied.use)
  if (isHandlerDecorator(name)) {
    return [errorAt('BG1205', place, `@${name} stands on a class; put it on the method that answers.`)]
  }
  if (isParameterDecorator(name)) {
    return [errorAt('BG1205', place, `@${name} stands on a class; put it on a handler's parameter.`)]
  }
  if (!isAroundDecorator(name) || isGuarding) return []
  const message = `@${name} stands on \`${owner.fact.name ?? 'a class'}\`, which has no handlers, so it says nothing; remove it or decorate a handler.`
  return [warningAt('BG1704', place, message)]
}

function onMember(all: readonly Applied[], { file }: Owner, member: string): readonly Diagnostic[] {
  const isHandler = all.some(({ name }) => isHandlerDecorator(name))
  if (isHandler && all.length === 1) return nothing
  return all.flatMap(({ name, use }): readonly Diagnostic[] => {
    const place = placeIn(file, use)
    if (name === 'Injectable') {
      return [errorAt('BG1205', place, `@Injectable stands on \`${member}\`; put it on the class.`)]
    }
    if (isParameterDecorator(name)) {
      return [errorAt('BG1205', place, `@${name} stands on the method \`${member}\`; put it on one of its parameters.`)]
    }
    if (!isAroundDecorator(name) || isHandler) return []
    const message = `@${name} stands on \`${member}\`, which is no handler, so it says nothing; remove it, or add the decorator of a handler.`
    return [warningAt('BG1704', place, message)]
  })
}

function onParameter({ name, use }: Applied, { file }: Owner): readonly Diagnostic[] {
  if (isParameterDecorator(name)) return nothing
  return [errorAt('BG1205', placeIn(file, use), `@${name} stands on a parameter, where it says nothing; remove it.`)]
}

function isParameterDecorator(name: Applied['name']): boolean {
  return parameterDecorators.some((candidate) => candidate === name)
}
