import type { Diagnostic } from '../diagnostics/index.js'
import { errorAt } from '../diagnostics/index.js'
import type { Project } from '../discover/index.js'
import type { FileFacts } from '../facts.js'
import type { Bot } from '../model.js'
import { type Checker, loadChecker } from './checker/index.js'
import { handlersOf, linkClass } from './classes.js'
import { placeIn } from './decorators.js'
import type { Gathered, World } from './follow/index.js'
import { silentOverrides } from './overrides.js'
import { isDecided } from './resolved.js'
import { resolveBySyntax } from './syntax.js'
import { unfollowedDecorators } from './unfollowed.js'

export { decoratorNames } from './decorator-names.js'
export { type Gathered, gather } from './follow/index.js'

export interface Linked {
  readonly bot: Bot
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * What the handlers of all files make up together. Names are decided by the imports of their own file; the type
 * checker is loaded only for files where that does not decide everything.
 */
export async function link(project: Project, { files, world }: Gathered): Promise<Linked> {
  const diagnostics: Diagnostic[] = files.flatMap(syntaxErrors)
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic)
  const undecided = files.filter((file) => isWellFormed(file) && !isDecidedBySyntax(file, world))
  const checker: Checker = undecided.length === 0 ? syntaxOnly : await loadChecker(project, undecided)
  const classes = files.filter(isWellFormed).flatMap((file) =>
    file.classes.flatMap((fact) => {
      unfollowedDecorators(fact, file, world).forEach(report)
      return handlersOf(fact, file, world).length === 0 ? [] : [linkClass(fact, file, { ...checker, world, report })]
    }),
  )
  for (const file of files.filter(isWellFormed)) silentOverrides(file, world).forEach(report)
  return { bot: { classes, components: [] }, diagnostics }
}

const syntaxOnly: Checker = {
  resolve: resolveBySyntax,
  inheritedConstructor: () => ({ construction: { kind: 'none' }, file: undefined }),
}

/** What a file with syntax errors seems to say is not to be relied on. */
function isWellFormed(file: FileFacts): boolean {
  return file.syntaxErrors.length === 0
}

function isDecidedBySyntax(file: FileFacts, world: World): boolean {
  return file.classes.every((fact) => {
    const handlers = handlersOf(fact, file, world)
    if (handlers.length > 0 && fact.construction.kind === 'inherited') return false
    const types = handlers.flatMap(({ member }) => member.parameters.map((parameter) => parameter.type))
    return types.every((type) => isDecided(resolveBySyntax(type, file)))
  })
}

function syntaxErrors(file: FileFacts): readonly Diagnostic[] {
  return file.syntaxErrors.map(({ message, span }) =>
    errorAt('BG1001', placeIn(file, span), `${message.replace(/\.$/, '')}. Correct it; the table stays as it was.`),
  )
}
