import { type Diagnostic, errorAt, warningAt } from '../diagnostics/index.js'
import { isAroundDecorator, isHandlerDecorator, parameterDecorators } from './decorator-names.js'
import { placeIn } from './decorators.js'
import type { Standing } from './inheritance.js'
import type { Owner } from './lineage.js'
import type { Applied, ReadClass } from './reading.js'

/** Decorators that say nothing where they stand. */
export function misplacedDecorators(owner: ReadClass, standing: Standing): readonly Diagnostic[] {
  return [
    ...owner.decorators.applied.flatMap((each) => onClass(each, owner, standing)),
    ...owner.members.flatMap(({ fact, decorators, parameters }) => [
      ...onMember(decorators.applied, owner, fact.name.text),
      ...parameters.flatMap(({ applied }) => applied.flatMap((each) => onParameter(each, owner))),
    ]),
  ]
}

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
  if (isParameterDecorator(name)) return []
  return [errorAt('BG1205', placeIn(file, use), `@${name} stands on a parameter, where it says nothing; remove it.`)]
}

function isParameterDecorator(name: Applied['name']): boolean {
  return parameterDecorators.some((candidate) => candidate === name)
}
