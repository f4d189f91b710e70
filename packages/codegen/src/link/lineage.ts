import type { ClassFact, FileFacts } from '../facts.js'
import { followName, type Lookup } from './follow/index.js'

/** A class and the file that declares it. */
export interface Owner {
  readonly fact: ClassFact
  readonly file: FileFacts
}

/** The class and the project's own classes that it extends: the furthest first, the class itself last. */
export function lineageOf(owner: Owner, lookup: Lookup): readonly Owner[] {
  const lineage = [owner]
  for (let base = baseOf(owner, lookup); base !== undefined; base = baseOf(base, lookup)) {
    if (lineage.some((known) => isSameClass(known, base))) break
    lineage.unshift(base)
  }
  return lineage
}

/** What a class with a base class declares beside its decorated members. */
export function undecoratedOf({ fact, file }: Owner): FileFacts['subclasses'][number]['undecorated'] {
  const { name, base } = fact
  const subclass = file.subclasses.find((each) => each.name === name && each.base.join('.') === base?.path.join('.'))
  return subclass?.undecorated ?? []
}

function isSameClass(one: Owner, other: Owner): boolean {
  const isSamePlace = one.fact.span.line === other.fact.span.line && one.fact.span.column === other.fact.span.column
  return one.file.file === other.file.file && isSamePlace
}

function baseOf({ fact, file }: Owner, lookup: Lookup): Owner | undefined {
  if (fact.base === undefined) return undefined
  const followed = followName(fact.base.path, file, lookup)
  if (followed.kind !== 'class') return undefined
  const declared = followed.file.classes.find((candidate) => candidate.name === followed.name)
  return declared === undefined ? undefined : { fact: declared, file: followed.file }
}
