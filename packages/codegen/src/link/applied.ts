import type { DecoratorFact, FileFacts } from '../facts.js'
import type { DecoratorName } from './decorator-names.js'
import { decoratorName } from './decorators.js'
import { type Expanded, expandDecorators } from './expand.js'
import type { World } from './follow/index.js'

/** One of botgen's decorators where it is applied. */
export interface Applied<N extends DecoratorName = DecoratorName> extends Expanded {
  readonly name: N
}

/** Those of the decorators that are botgen's. */
export function appliedDecorators(
  decorators: readonly DecoratorFact[],
  file: FileFacts,
  world: World,
): readonly Applied[] {
  return expandDecorators(decorators, file, world).flatMap((expanded) => {
    const name = decoratorName(expanded.decorator, expanded.file, world)
    return name === undefined ? [] : [{ ...expanded, name }]
  })
}
