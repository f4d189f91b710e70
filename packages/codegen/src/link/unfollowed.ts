import { type Diagnostic, errorAt, warningAt } from '../diagnostics/index.js'
import type { FileFacts } from '../facts.js'
import type { DecoratorName } from './decorator-names.js'
import { placeIn } from './decorators.js'
import type { ReadClass, ReadDecorators, ReadMember } from './reading.js'

/** Decorators that are visibly meant as botgen's and would otherwise be left out without a word. */
export function unfollowedDecorators({ decorators, members, file }: ReadClass): readonly Diagnostic[] {
  const found = [...unfollowed(decorators, file)]
  for (const member of members) {
    found.push(...unfollowed(member.decorators, file))
    for (const each of member.parameters) found.push(...unfollowed(each, file))
    if (member.hidden.length > 0) found.push(...hiddenDecorators(member, file))
  }
  return found
}

const nothing: readonly Diagnostic[] = []

function unfollowed({ applied, others }: ReadDecorators, file: FileFacts): readonly Diagnostic[] {
  if (others.length === 0) return nothing
  return others.flatMap(({ decorator, use, meaning }): readonly Diagnostic[] => {
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
        if (applied.some(({ name }) => name === meaning.name)) return []
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

function hiddenDecorators({ hidden, fact }: ReadMember, file: FileFacts): readonly Diagnostic[] {
  return hidden.map(({ fact: decorator, name }) => {
    const message = `@${name} stands on a parameter that the last overload of \`${fact.name.text}\` does not have; add the parameter there, or remove the overloads.`
    return errorAt('BG1505', placeIn(file, decorator.span), message)
  })
}
