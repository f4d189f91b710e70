import type { Instances } from '../config/index.js'
import { type Diagnostic, distinct, errorAt } from '../diagnostics/index.js'
import type { Project } from '../discover/index.js'
import type { FileFacts, TypeFact } from '../facts.js'
import type { Bot } from '../model.js'
import { type Checker, loadChecker } from './checker/index.js'
import { type LinkContext, linkClass } from './classes.js'
import { type Providers, providersOf, takenComponent } from './components.js'
import { componentsOf } from './composition.js'
import { syntaxResolver } from './declared-types.js'
import { placeIn } from './decorators.js'
import type { Gathered, Lookup, World } from './follow/index.js'
import { type Inheritance, inheritanceOf, isSameStanding, standingOf } from './inheritance.js'
import { misplacedDecorators } from './misplaced.js'
import { silentOverrides, unroutedHandlers } from './overrides.js'
import type { ResolvedType, TypeResolver } from './resolved.js'
import { type LinkedClass, type LinkMemory, lookupFor, type Sheet, sheetsOf } from './sheets.js'
import { unfollowedDecorators } from './unfollowed.js'

export { packageNames } from './packages.js'
export { searchedNames } from './decorator-names.js'
export {
  type Gathered,
  gather,
  type GatherMemory,
  type ModuleResolver,
  moduleResolver,
  type Parse,
} from './follow/index.js'
export { createLinkMemory, type LinkMemory } from './sheets.js'

export interface Linked {
  readonly bot: Bot
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Who decides what a type is: the imports of its own file where they can, else the checker; or the checker always, which
 * must come to the same and takes longer.
 */
export type Road = 'syntaxFirst' | 'checkerOnly'

export interface LinkOptions {
  /** Default `syntaxFirst`. */
  readonly road?: Road
  /** What was found out before, for a bot that is linked again and again; it takes in what is found out now. */
  readonly memory?: LinkMemory
}

/**
 * What the handlers of all files make up together. Names are decided by the imports of their own file; the type
 * checker is loaded only for files where that does not decide everything.
 */
export async function link(
  project: Project,
  { files, world }: Gathered,
  instances: Instances,
  { road = 'syntaxFirst', memory }: LinkOptions = {},
): Promise<Linked> {
  const diagnostics: Diagnostic[] = files.flatMap(syntaxErrors)
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic)
  const sound = files.filter(isWellFormed)
  const owners = sound.flatMap((file) => file.classes.map((fact) => ({ fact, file })))
  const providers = providersOf(world, report)
  const sheets = memory === undefined ? sheetsOf(owners, world) : memory.sheetsOf(owners, world, providers)
  const inheritance = inheritanceOf(sheets.map(({ family }) => family))

  const routed = sheets.filter((sheet) => isRouted(sheet, inheritance))
  const decideBySyntax = decider(syntaxOnly, providers, world)
  const bySyntax = routed.map((sheet) => {
    sheet.linked ??= linkAlone(sheet, decideBySyntax(lookupFor(sheet, world)))
    return sheet.linked
  })
  const undecided = new Set(road === 'checkerOnly' ? sound : bySyntax.flatMap(({ open }) => open))
  const checker: Checker = undecided.size === 0 ? syntaxOnly : await loadChecker(project, [...undecided])
  const decide = decider(checker, providers, world)
  const isOpen = ({ family }: Sheet) => family.lineage.some(({ file }) => undecided.has(file))
  const linked = routed.flatMap((sheet, index) =>
    isOpen(sheet) ? linkAlone(sheet, decide(lookupFor(sheet, world))) : (bySyntax[index] ?? []),
  )
  for (const each of linked) diagnostics.push(...each.diagnostics)
  const classes = linked.map(({ result }) => result)
  const components = componentsOf(classes, instances, { ...decide(world), report, leaveOpen: () => undefined })

  for (const sheet of sheets) diagnostics.push(...problemsOf(sheet, inheritance))
  return { bot: { classes, components }, diagnostics: distinct(diagnostics) }
}

/** Classes with handlers are; an abstract one only where no other class inherits what it has. */
function isRouted({ family: { own } }: Sheet, { basesOfHandlers }: Inheritance): boolean {
  return own.handlers.length > 0 && !(own.fact.abstract && basesOfHandlers.has(own.fact))
}

/** A class with what is reported on the way. */
function linkAlone(sheet: Sheet, { inheritedConstructor, resolve, takenBy, lookup }: Decisions): LinkedClass {
  const diagnostics: Diagnostic[] = []
  const open: FileFacts[] = []
  const result = linkClass(sheet.family, {
    inheritedConstructor,
    resolve,
    takenBy,
    lookup,
    report: (diagnostic) => void diagnostics.push(diagnostic),
    leaveOpen: (file) => void open.push(file),
  })
  return { result, diagnostics, open }
}

/** Who decides what types and constructors are. */
type Decisions = Omit<LinkContext, 'report' | 'leaveOpen'>

/** Decisions by what is looked up; those that ask the world itself are the same for all classes. */
function decider(checker: Checker, providers: Providers, world: World): (lookup: Lookup) => Decisions {
  const decisionsIn = (lookup: Lookup): Decisions => {
    const takenBy = (type: TypeFact, file: FileFacts) => takenComponent(type, file, providers, lookup)
    const { inheritedConstructor } = checker
    return { inheritedConstructor, resolve: componentsFirst(checker.resolverFor(lookup), takenBy), takenBy, lookup }
  }
  const inWorld = decisionsIn(world)
  return (lookup) => (lookup === world ? inWorld : decisionsIn(lookup))
}

/** What is wrong with the decorators and methods of a class. */
function problemsOf(sheet: Sheet, inheritance: Inheritance): readonly Diagnostic[] {
  const { family } = sheet
  const standing = standingOf(family.own.fact, inheritance)
  const known = sheet.problems
  if (known !== undefined && isSameStanding(known.standing, standing)) return known.diagnostics
  const diagnostics = [
    ...unfollowedDecorators(family.own),
    ...misplacedDecorators(family.own, standing),
    ...unroutedHandlers(family, standing),
    ...silentOverrides(family),
  ]
  sheet.problems = { standing, diagnostics }
  return diagnostics
}

const syntaxOnly: Checker = {
  resolverFor: syntaxResolver,
  inheritedConstructor: () => ({ construction: { kind: 'none' }, file: undefined }),
}

/** What a file with syntax errors seems to say is not to be relied on. */
function isWellFormed(file: FileFacts): boolean {
  return file.syntaxErrors.length === 0
}

/** Takes a type for what an `@Injectable()` class gives, where it is one. */
function componentsFirst(resolve: TypeResolver, takenBy: LinkContext['takenBy']): TypeResolver {
  const resolveFirst = (type: TypeFact, file: FileFacts): ResolvedType => {
    if (type.kind === 'union') {
      return { kind: 'union', members: type.members.map((member) => resolveFirst(member, file)) }
    }
    const taken = takenBy(type, file)
    return taken === undefined ? resolve(type, file) : { kind: 'component', taken }
  }
  return resolveFirst
}

function syntaxErrors(file: FileFacts): readonly Diagnostic[] {
  return file.syntaxErrors.map(({ message, span }) =>
    errorAt('BG1001', placeIn(file, span), `${message.replace(/\.$/, '')}. Correct it; the table stays as it was.`),
  )
}
