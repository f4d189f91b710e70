import type { Diagnostic } from '../diagnostics/index.js'
import type { ClassFact, FileFacts } from '../facts.js'
import type { HandlerClass } from '../model.js'
import type { Providers } from './components.js'
import type { Lookup, World } from './follow/index.js'
import type { Standing } from './inheritance.js'
import type { Owner } from './lineage.js'
import { Questions } from './questions.js'
import { type Family, familyReader } from './reading.js'

/** What has been found out about one class by itself; it grows while the class is linked. */
export interface Sheet {
  readonly family: Family
  /** What was asked of the world for it; nothing when nobody will look at the sheet again. */
  readonly questions: Questions | undefined
  /** By the imports of its own files. */
  linked: LinkedClass | undefined
  problems: Problems | undefined
}

/** A class as the imports of its own files have it, or the checker. */
export interface LinkedClass {
  readonly result: HandlerClass
  readonly diagnostics: readonly Diagnostic[]
  /** The files with a type or a constructor that syntax alone does not decide. */
  readonly open: readonly FileFacts[]
}

/** What is wrong with decorators and methods of a class, given what other classes make of it. */
interface Problems {
  readonly standing: Standing
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * What linking found out about the classes of one bot, for the next time. A class is linked anew when an answer that
 * it got from the world would be another one: a file that says something else, a module that leads elsewhere.
 */
export class LinkMemory {
  #sheets: ReadonlyMap<ClassFact, Sheet> = new Map()
  #providers: Providers = new Map()

  /** The sheet of each class: the one from before where it still holds. */
  sheetsOf(owners: readonly Owner[], world: World, providers: Providers): readonly Sheet[] {
    const known = areSame(providers, this.#providers) ? this.#sheets : new Map<ClassFact, Sheet>()
    const sheets = new Map<ClassFact, Sheet>()
    for (const owner of owners) {
      const sheet = known.get(owner.fact)
      const holds = sheet?.family.own.file === owner.file && sheet.questions?.wouldBeAnswered(world) === true
      sheets.set(owner.fact, holds ? sheet : newSheet(owner, world))
    }
    this.#sheets = sheets
    this.#providers = providers
    return [...sheets.values()]
  }
}

/** A memory that holds nothing yet. */
export function createLinkMemory(): LinkMemory {
  return new LinkMemory()
}

/** A sheet for each class, for once. */
export function sheetsOf(owners: readonly Owner[], world: World): readonly Sheet[] {
  const read = familyReader(world)
  return owners.map((owner) => ({ family: read(owner), questions: undefined, linked: undefined, problems: undefined }))
}

/** Through what a sheet is filled in. */
export function lookupFor({ questions }: Sheet, world: World): Lookup {
  return questions === undefined ? world : questions.asked(world)
}

function newSheet(owner: Owner, world: World): Sheet {
  const questions = new Questions()
  const family = familyReader(questions.asked(world))(owner)
  return { family, questions, linked: undefined, problems: undefined }
}

function areSame(one: Providers, other: Providers): boolean {
  if (one.size !== other.size) return false
  for (const [key, { file, name }] of one) {
    const component = other.get(key)
    if (component?.file !== file || component.name !== name) return false
  }
  return true
}
