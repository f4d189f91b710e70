import type { FileFacts, Path, TypeFact } from '../facts.js'
import { compare, type Diagnostic, errorAt, warningAt } from '../diagnostics/index.js'
import type { ComponentReference, ComponentRole } from '../model.js'
import { placeIn } from './decorators.js'
import { type Followed, followName, type Lookup, type World } from './follow/index.js'
import { lineageOf, type Owner } from './lineage.js'
import { readDecorators } from './reading.js'
import { resolveBySyntax } from './syntax.js'

/** A class whose instance, or whose products, handlers may take. */
export interface TakenComponent {
  readonly component: ComponentReference
  readonly role: Extract<ComponentRole, 'provider' | 'injectable'>
}

/** The classes that make values for handlers, by the key of the type that each of them provides. */
export type Providers = ReadonlyMap<string, ComponentReference>

/** Collects the providers among the files that were read; two for one type are reported. */
export function providersOf(world: World, report: (diagnostic: Diagnostic) => void): Providers {
  const providing = providingClasses(world)
  for (const { owner, isInjectable: says } of providing) {
    // One that is meant to be extended provides nothing itself.
    if (!says && !owner.fact.abstract) report(forgottenDecorator(owner))
  }
  const providers = new Map<string, { readonly owner: Owner; readonly component: ComponentReference }>()
  for (const { owner, type, isInjectable: says } of providing) {
    const { name } = owner.fact
    if (!says || name === undefined) continue
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
  return new Map([...providers].map(([key, { component }]) => [key, component]))
}

/** The component that a type of `file` stands for: what a provider makes, or an injectable class. */
export function takenComponent(
  type: TypeFact,
  file: FileFacts,
  providers: Providers,
  lookup: Lookup,
): TakenComponent | undefined {
  if (type.kind !== 'reference') return undefined
  const followed = followName(type.path, file, lookup)
  if (followed.kind === 'library' && providers.size === 0) return undefined
  const provider = providers.size === 0 ? undefined : providers.get(referenceKey(type, followed, file, lookup) ?? '')
  if (provider !== undefined) return { component: provider, role: 'provider' }
  if (followed.kind !== 'class') return undefined
  const fact = followed.file.classes.find((candidate) => candidate.name === followed.name)
  if (fact === undefined || !isInjectable({ fact, file: followed.file }, lookup)) return undefined
  return { component: { file: followed.file.file, name: followed.name }, role: 'injectable' }
}

interface ProvidingClass {
  readonly owner: Owner
  readonly type: ProvidedType
  readonly isInjectable: boolean
}

/** By file, then position: which of two providers is the first does not depend on the order of reading. */
function providingClasses(world: World): readonly ProvidingClass[] {
  const found: ProvidingClass[] = []
  for (const file of world.files.values()) {
    for (const fact of file.classes) {
      const owner = { fact, file }
      const type = providedType(owner, world)
      if (type !== undefined) found.push({ owner, type, isInjectable: isInjectable(owner, world) })
    }
  }
  return found.sort((one, other) => compare(one.owner.file.file, other.owner.file.file))
}

function forgottenDecorator({ fact, file }: Owner): Diagnostic {
  const message = `\`${fact.name ?? 'This class'}\` is a provider without @Injectable(), so handlers get nothing of it; add the decorator.`
  return warningAt('BG1412', placeIn(file, fact.span), message)
}

function isInjectable({ fact, file }: Owner, lookup: Lookup): boolean {
  return readDecorators(fact.decorators, file, lookup).applied.some(({ name }) => name === 'Injectable')
}

interface ProvidedType {
  readonly type: TypeFact
  /** The file whose names the type uses. */
  readonly file: FileFacts
}

/** The `T` of the `ParameterProvider<T>` that a class extends. */
function providedType(owner: Owner, lookup: Lookup): ProvidedType | undefined {
  if (owner.fact.base === undefined) return undefined
  for (const { fact, file } of lineageOf(owner, lookup)) {
    const [type] = fact.base?.typeArguments ?? []
    if (fact.base === undefined || type === undefined) continue
    const followed = followName(fact.base.path, file, lookup)
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
function typeKey(type: TypeFact, file: FileFacts, lookup: Lookup): string | undefined {
  switch (type.kind) {
    case 'keyword':
      return type.name
    case 'literal':
      return JSON.stringify(type.value)
    case 'array': {
      const item = typeKey(type.item, file, lookup)
      return item === undefined ? undefined : `${item}[]`
    }
    case 'reference':
      return referenceKey(type, followName(type.path, file, lookup), file, lookup)
    case 'none':
    case 'union':
    case 'intersection':
    case 'other':
      return undefined
  }
}

function referenceKey(
  { path, typeArguments }: Extract<TypeFact, { kind: 'reference' }>,
  followed: Followed,
  file: FileFacts,
  lookup: Lookup,
): string | undefined {
  const name = nameKey(path, followed)
  const keys = typeArguments.map((argument) => typeKey(argument, file, lookup))
  if (name === undefined || keys.includes(undefined)) return undefined
  return keys.length === 0 ? name : `${name}<${keys.join()}>`
}

function nameKey(path: Path, followed: Followed): string | undefined {
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
