import { type Diagnostic, distinct, errorAt } from '../diagnostics/index.js'
import type { Instances } from '../config/index.js'
import type { Project } from '../discover/index.js'
import type { FileFacts, TypeFact } from '../facts.js'
import type { Bot } from '../model.js'
import { type Checker, loadChecker } from './checker/index.js'
import { type LinkContext, linkClass, writtenConstructor } from './classes.js'
import { type Injectables, injectablesOf } from './components.js'
import { componentsOf } from './composition.js'
import { placeIn } from './decorators.js'
import type { Gathered, World } from './follow/index.js'
import { handlersOf, isSameClass, lineageOf, type Owner, ownHandlers } from './lineage.js'
import { misplacedDecorators } from './misplaced.js'
import { silentOverrides, unroutedHandlers } from './overrides.js'
import { isDecided, type ResolvedType, type TypeResolver } from './resolved.js'
import { resolveBySyntax } from './syntax.js'
import { unfollowedDecorators } from './unfollowed.js'

export { searchedNames } from './decorator-names.js'
export { type Gathered, gather, type Parse } from './follow/index.js'

export interface Linked {
  readonly bot: Bot
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Who decides what a type is: the imports of its own file where they can, else the checker; or the checker always, which
 * must come to the same and takes longer.
 */
export type Road = 'syntaxFirst' | 'checkerOnly'

/**
 * What the handlers of all files make up together. Names are decided by the imports of their own file; the type
 * checker is loaded only for files where that does not decide everything.
 */
export async function link(
  project: Project,
  { files, world }: Gathered,
  instances: Instances,
  road: Road = 'syntaxFirst',
): Promise<Linked> {
  const diagnostics: Diagnostic[] = files.flatMap(syntaxErrors)
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic)
  const owners = files.filter(isWellFormed).flatMap((file) => file.classes.map((fact) => ({ fact, file })))
  const routed = routedClasses(owners, world)
  const injectables = injectablesOf(world, report)

  const undecided =
    road === 'checkerOnly'
      ? files.filter(isWellFormed)
      : undecidedFiles(routed, world, componentsFirst(resolveBySyntax, injectables))
  const checker: Checker = undecided.length === 0 ? syntaxOnly : await loadChecker(project, undecided)
  const resolve = componentsFirst(checker.resolve, injectables)
  const context: LinkContext = { ...checker, resolve, components: injectables, world, report }
  const classes = routed.map((owner) => linkClass(owner, context))
  const components = componentsOf(classes, instances, context)

  for (const owner of owners) {
    unfollowedDecorators(owner.fact, owner.file, world).forEach(report)
    misplacedDecorators(owner, owners, world).forEach(report)
    unroutedHandlers(owner, owners, world).forEach(report)
    silentOverrides(owner, world).forEach(report)
  }
  return { bot: { classes, components }, diagnostics: distinct(diagnostics) }
}

/** Classes with handlers; an abstract one only where no other class inherits what it has. */
function routedClasses(owners: readonly Owner[], world: World): readonly Owner[] {
  const bearing = owners.filter((owner) => ownHandlers(owner, world).length > 0)
  const lineages = bearing.map((owner) => lineageOf(owner, world).slice(0, -1))
  return bearing.filter(
    (owner) => !owner.fact.abstract || !lineages.some((bases) => bases.some((base) => isSameClass(base, owner))),
  )
}

const syntaxOnly: Checker = {
  resolve: resolveBySyntax,
  inheritedConstructor: () => ({ construction: { kind: 'none' }, file: undefined }),
}

/** What a file with syntax errors seems to say is not to be relied on. */
function isWellFormed(file: FileFacts): boolean {
  return file.syntaxErrors.length === 0
}

/** The files with a type or a constructor that syntax alone does not decide. */
function undecidedFiles(routed: readonly Owner[], world: World, resolve: TypeResolver): readonly FileFacts[] {
  const undecided = new Set<FileFacts>()
  for (const owner of routed) {
    if (writtenConstructor(owner, world) === undefined) undecided.add(owner.file)
    for (const { member, owner: declaring } of handlersOf(owner, world)) {
      const isKnown = member.parameters.every(({ type }) => isDecided(resolve(type, declaring.file)))
      if (!isKnown) undecided.add(declaring.file)
    }
  }
  return [...undecided]
}

/** Takes a type for what an `@Injectable()` class gives, where it is one. */
function componentsFirst(resolve: TypeResolver, { behind }: Injectables): TypeResolver {
  const resolveFirst = (type: TypeFact, file: FileFacts): ResolvedType => {
    if (type.kind === 'union') {
      return { kind: 'union', members: type.members.map((member) => resolveFirst(member, file)) }
    }
    const taken = behind(type, file)
    return taken === undefined ? resolve(type, file) : { kind: 'component', taken }
  }
  return resolveFirst
}

function syntaxErrors(file: FileFacts): readonly Diagnostic[] {
  return file.syntaxErrors.map(({ message, span }) =>
    errorAt('BG1001', placeIn(file, span), `${message.replace(/\.$/, '')}. Correct it; the table stays as it was.`),
  )
}
