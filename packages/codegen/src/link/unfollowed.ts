import { type Diagnostic, errorAt, warningAt } from '../diagnostics/index.js'
import type { ClassFact, DecoratorFact, FileFacts, MemberFact } from '../facts.js'
import type { DecoratorName } from './decorator-names.js'
import { decoratorName, meaningOf, placeIn } from './decorators.js'
import { expandDecorators } from './expand.js'
import type { World } from './follow/index.js'

/** Decorators that are visibly meant as botgen's and would otherwise be left out without a word. */
export function unfollowedDecorators(fact: ClassFact, file: FileFacts, world: World): readonly Diagnostic[] {
  const onMembers = fact.members.flatMap((member) => {
    const onParameters = member.parameters.map((parameter) => parameter.decorators)
    return [
      ...[member.decorators, ...onParameters].flatMap((decorators) => unfollowed(decorators, file, world)),
      ...hiddenDecorators(member, file, world),
    ]
  })
  return [...unfollowed(fact.decorators, file, world), ...onMembers]
}

function unfollowed(decorators: readonly DecoratorFact[], file: FileFacts, world: World): readonly Diagnostic[] {
  const meanings = expandDecorators(decorators, file, world).map(({ decorator, file: from, use }) => ({
    decorator,
    use,
    meaning: meaningOf(decorator, from, world),
  }))
  const found = meanings.flatMap(({ meaning }) => (meaning.kind === 'botgen' ? [meaning.name] : []))
  return meanings.flatMap(({ decorator, use, meaning }): readonly Diagnostic[] => {
    const place = placeIn(file, use)
    const written = `@${decorator.path.join('.')}`
    switch (meaning.kind) {
      case 'lost': {
        const why =
          meaning.module === undefined
            ? `${written} is not declared at the top level of this file`
            : `${written} comes from '${meaning.module}', where botgen cannot follow it`
        return [errorAt('BG1004', place, `${why}; import { ${exportOf(meaning.name)} } from '@botgen/runtime'.`)]
      }
      case 'made': {
        // One that only talks about another, which stands beside it.
        if (found.includes(meaning.name)) return []
        const message = `${written} uses ${meaning.name} in a way that botgen does not follow; write @${meaning.name}(…) here, or give it another name by \`const\`, \`import\` or \`export\` only.`
        return [errorAt('BG1004', place, message)]
      }
      case 'namesake': {
        const message = `${written} is declared in ${meaning.file} and has nothing to do with botgen's, so it is not read; if it should be, import it from '@botgen/runtime'.`
        return [warningAt('BG1003', place, message)]
      }
      case 'noDecorator': {
        const instead = meaning.instead.map((name) => `@${name}(…)`).join(' or ')
        return [errorAt('BG1004', place, `${written} is no decorator; write ${instead}.`)]
      }
      case 'botgen':
      case 'other':
        return []
    }
  })
}

/** `CommonHandler` of `CommonHandler.Text`. */
function exportOf(name: DecoratorName): string {
  return name.replace(/\..*/, '')
}

function hiddenDecorators({ hidden, name }: MemberFact, file: FileFacts, world: World): readonly Diagnostic[] {
  return hidden.flatMap((decorator) => {
    const found = decoratorName(decorator, file, world)
    if (found === undefined) return []
    const message = `@${found} stands on a parameter that the last overload of \`${name.text}\` does not have; add the parameter there, or remove the overloads.`
    return [errorAt('BG1505', placeIn(file, decorator.span), message)]
  })
}
