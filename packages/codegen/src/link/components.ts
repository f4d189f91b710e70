import type { FileFacts, Path, TypeFact } from '../facts.js'
import { compare, type Diagnostic, errorAt, warningAt } from '../diagnostics/index.js'
import type { ComponentReference, ComponentRole } from '../model.js'
import { appliedDecorators } from './applied.js'
import { placeIn } from './decorators.js'
import { followName, type World } from './follow/index.js'
import { lineageOf, type Owner } from './lineage.js'
import { resolveBySyntax } from './syntax.js'

/** A class whose instance, or whose products, handlers may take. */
export interface TakenComponent {
  readonly component: ComponentReference
  readonly role: Extract<ComponentRole, 'provider' | 'injectable'>
}

/** What the project's `@Injectable()` classes give to parameters. */
export interface Injectables {
  /** The component that a type of `file` stands for: an injectable class, or what a provider makes. */
  readonly behind: (type: TypeFact, file: FileFacts) => TakenComponent | undefined
}

/** Collects the providers among the files that were read; two for one type are reported. */
export function injectablesOf(world: World, report: (diagnostic: Diagnostic) => void): Injectables {
  forgottenProviders(world).forEach(report)
  const providers = new Map<string, { readonly owner: Owner; readonly component: ComponentReference }>()
  for (const owner of injectableOwners(world)) {
    const { name } = owner.fact
    const type = providedType(owner, world)
    if (type === undefined || name === undefined) continue
    if (isBuiltIn(type)) {
      const message = `\`${name}\` provides a type that handlers get without it, so it is never asked; provide a type of your own.`
      report(errorAt('BG1413', placeIn(owner.file, owner.fact.span), message))
      continue
    }
    const provided = typeKey(type.type, type.file, world)
    if (provided === undefined) continue
    const other = providers.get(provided)
    if (other === undefined) {
      providers.set(provided, { owner, component: { file: owner.file.file, name } })
      continue
    }
    const first = placeIn(other.owner.file, other.owner.fact.span)
    const message = `\`${name}\` provides the same type as \`${other.component.name}\`; remove one of them, or give one a type of its own.`
    const related = [{ message: `\`${other.component.name}\` is the first.`, place: first }]
    report(errorAt('BG1407', placeIn(owner.file, owner.fact.span), message, { related }))
  }
  return {
    behind: (type, file) => {
      if (type.kind !== 'reference') return undefined
      const provider = providers.get(typeKey(type, file, world) ?? '')
      if (provider !== undefined) return { component: provider.component, role: 'provider' }
      const followed = followName(type.path, file, world)
      if (followed.kind !== 'class') return undefined
      const fact = followed.file.classes.find((candidate) => candidate.name === followed.name)
      if (fact === undefined || !isInjectable({ fact, file: followed.file }, world)) return undefined
      return { component: { file: followed.file.file, name: followed.name }, role: 'injectable' }
    },
  }
}

/** By file, then position: which of two providers is the first does not depend on the order of reading. */
function injectableOwners(world: World): readonly Owner[] {
  return allOwners(world).filter((owner) => isInjectable(owner, world))
}

function allOwners(world: World): readonly Owner[] {
  const files = [...world.files.values()].sort((a, b) => compare(a.file, b.file))
  return files.flatMap((file) => file.classes.map((fact) => ({ fact, file })))
}

/** Classes that could provide something, if they said so. */
function forgottenProviders(world: World): readonly Diagnostic[] {
  return allOwners(world).flatMap((owner) => {
    const { fact, file } = owner
    const isProvider = !fact.abstract && fact.base !== undefined && providedType(owner, world) !== undefined
    if (!isProvider || isInjectable(owner, world)) return []
    const message = `\`${fact.name ?? 'This class'}\` is a provider without @Injectable(), so handlers get nothing of it; add the decorator.`
    return [warningAt('BG1412', placeIn(file, fact.span), message)]
  })
}

function isInjectable({ fact, file }: Owner, world: World): boolean {
  return appliedDecorators(fact.decorators, file, world).some(({ name }) => name === 'Injectable')
}

interface ProvidedType {
  readonly type: TypeFact
  /** The file whose names the type uses. */
  readonly file: FileFacts
}

/** The `T` of the `ParameterProvider<T>` that a class extends. */
function providedType(owner: Owner, world: World): ProvidedType | undefined {
  for (const { fact, file } of lineageOf(owner, world)) {
    const [type] = fact.base?.typeArguments ?? []
    if (fact.base === undefined || type === undefined) continue
    const followed = followName(fact.base.path, file, world)
    const isProvider =
      followed.kind === 'library' && followed.library === 'runtime' && followed.path.join('.') === 'ParameterProvider'
    if (isProvider) return { type, file }
  }
  return undefined
}

/** Whether the type is an argument's, or one that every update brings. */
function isBuiltIn({ type, file }: ProvidedType): boolean {
  return type.kind === 'keyword' || type.kind === 'literal' || resolveBySyntax(type, file).kind === 'known'
}

/** The same text for the same type, in whatever file it is named; nothing where names do not say which type it is. */
function typeKey(type: TypeFact, file: FileFacts, world: World): string | undefined {
  switch (type.kind) {
    case 'keyword':
      return type.name
    case 'literal':
      return JSON.stringify(type.value)
    case 'array': {
      const item = typeKey(type.item, file, world)
      return item === undefined ? undefined : `${item}[]`
    }
    case 'reference': {
      const name = nameKey(type.path, file, world)
      const typeArguments = type.typeArguments.map((argument) => typeKey(argument, file, world))
      if (name === undefined || typeArguments.includes(undefined)) return undefined
      return typeArguments.length === 0 ? name : `${name}<${typeArguments.join()}>`
    }
    case 'none':
    case 'union':
    case 'intersection':
    case 'other':
      return undefined
  }
}

function nameKey(path: Path, file: FileFacts, world: World): string | undefined {
  const followed = followName(path, file, world)
  switch (followed.kind) {
    case 'class':
      return `${followed.file.file}#${followed.name}`
    case 'library':
      return `${followed.library}#${followed.path.join('.')}`
    case 'outside':
      return `${followed.module}#${followed.path.join('.')}`
    case 'other':
      return followed.type === undefined ? undefined : `${followed.file}#${followed.type}`
    case 'made':
      // A constant may share its name with a type, as schemas do.
      return `${followed.file.file}#${[followed.name, ...followed.members].join('.')}`
    case 'unread':
      return undefined
    case 'unbound':
      return `#${path.join('.')}`
  }
}
