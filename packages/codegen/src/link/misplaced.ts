import { type Diagnostic, errorAt, warningAt } from '../diagnostics/index.js'
import type { DecoratorFact } from '../facts.js'
import { type Applied, appliedDecorators } from './applied.js'
import { isAroundDecorator, isHandlerDecorator, parameterDecorators } from './decorator-names.js'
import { placeIn } from './decorators.js'
import type { World } from './follow/index.js'
import { isSameClass, lineageOf, type Owner, ownHandlers } from './lineage.js'

/** Decorators that say nothing where they stand. */
export function misplacedDecorators(owner: Owner, all: readonly Owner[], world: World): readonly Diagnostic[] {
  const { fact, file } = owner
  const applied = (decorators: readonly DecoratorFact[]) => appliedDecorators(decorators, file, world)
  return [
    ...applied(fact.decorators).flatMap((each) => onClass(each, owner, all, world)),
    ...fact.members.flatMap((member) => [
      ...onMember(applied(member.decorators), owner, member.name.text),
      ...member.parameters.flatMap((parameter) =>
        applied(parameter.decorators).flatMap((each) => onParameter(each, owner)),
      ),
    ]),
  ]
}

function onClass(applied: Applied, owner: Owner, all: readonly Owner[], world: World): readonly Diagnostic[] {
  const { name } = applied
  const place = placeIn(owner.file, applied.use)
  if (isHandlerDecorator(name)) {
    return [errorAt('BG1205', place, `@${name} stands on a class; put it on the method that answers.`)]
  }
  if (isParameterDecorator(name)) {
    return [errorAt('BG1205', place, `@${name} stands on a class; put it on a handler's parameter.`)]
  }
  if (!isAroundDecorator(name) || guardsSomething(owner, all, world)) return []
  const message = `@${name} stands on \`${owner.fact.name ?? 'a class'}\`, which has no handlers, so it says nothing; remove it or decorate a handler.`
  return [warningAt('BG1704', place, message)]
}

/** Whether the class, or one that extends it, has handlers. */
function guardsSomething(owner: Owner, all: readonly Owner[], world: World): boolean {
  if (ownHandlers(owner, world).length > 0) return true
  return all.some(
    (other) =>
      lineageOf(other, world).some((base) => isSameClass(base, owner)) &&
      lineageOf(other, world).some((base) => ownHandlers(base, world).length > 0),
  )
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
