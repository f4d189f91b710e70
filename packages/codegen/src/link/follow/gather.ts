import { resolve } from 'node:path'
import { type Project, readSource, type SourceText } from '../../discover/index.js'
import type { ClassFact, DecoratorFact, FileFacts, Path, TypeFact } from '../../facts.js'
import { saysTheSame } from '../../facts-shape.js'
import { parse } from '../../parse/index.js'
import { type ModuleResolver, moduleResolver } from './modules.js'
import { type Followed, followName, type World } from './names.js'
import { typedValues } from './typed-values.js'

/** What the files that matter say, with the modules that their names lead through. */
export interface Gathered {
  readonly files: readonly FileFacts[]
  readonly world: World
}

/** Gives the facts of sources. */
export type Parse = (sources: readonly SourceText[]) => Promise<readonly FileFacts[]>

/** What was gathered before, for sources that are gathered again and again under the same settings. */
export interface GatherMemory {
  last: Gathered | undefined
}

interface GatherOptions {
  /** Default: parses each of them. */
  readonly parse?: Parse
  /** Default: looks up every name once. */
  readonly modules?: ModuleResolver
  readonly memory?: GatherMemory
}

/** Parses the sources, then the files that their decorators and base classes come through, until nothing is missing. */
export async function gather(
  project: Project,
  sources: readonly SourceText[],
  { parse: factsOf = parse, modules, memory }: GatherOptions = {},
): Promise<Gathered> {
  const files = await factsOf(sources)
  const again = memory?.last && gatheredAgain(memory.last, files, typedValues(project))
  const gathered = again ?? (await gatherAll(project, files, factsOf, modules))
  if (memory !== undefined) memory.last = gathered
  return gathered
}

/**
 * The same files where those that say something else name the same things as before; nothing where they do not. What
 * decorators are given beyond names leads to no other file.
 */
function gatheredAgain(
  last: Gathered,
  files: readonly FileFacts[],
  typedValue: World['typedValue'],
): Gathered | undefined {
  if (files.length !== last.files.length) return undefined
  const changed: FileFacts[] = []
  for (const [index, file] of files.entries()) {
    const before = last.files[index]
    if (before === file) continue
    if (before === undefined || !saysTheSame(before, file, ['arguments'])) return undefined
    changed.push(file)
  }
  const read = new Map(last.world.files)
  for (const file of changed) read.set(file.file, file)
  return { files, world: { ...last.world, files: read, typedValue } }
}

async function gatherAll(
  project: Project,
  files: readonly FileFacts[],
  factsOf: Parse,
  modules: ModuleResolver | undefined,
): Promise<Gathered> {
  const read = new Map(files.map((file) => [file.file, file]))
  if (files.length === 0) return { files, world: nowhere(read) }
  const world: World = { files: read, moduleOf: modules ?? moduleResolver(project), typedValue: typedValues(project) }
  const names = new NamesToFollow(world)
  files.forEach((file) => {
    names.addFile(file)
  })
  for (let missing = names.follow(); missing.length > 0; missing = names.follow()) {
    const found = await factsOf(missing.map((file) => readSource(project.root, file)))
    for (const file of found) {
      project.reads.noteContent(resolve(project.root, file.file))
      read.set(file.file, file)
      names.addFile(file)
    }
  }
  return { files, world }
}

/** A world without modules. */
function nowhere(files: World['files']): World {
  return { files, moduleOf: () => ({ kind: 'outside' }), typedValue: () => undefined }
}

/** The names whose ends have to be read, each followed once, and once more where it led to a file not read by then. */
class NamesToFollow {
  readonly #world: World
  readonly #added = new Map<FileFacts, Set<string>>()
  readonly #constructed = new Set<ClassFact>()
  #waiting: { readonly path: Path; readonly file: FileFacts }[] = []

  constructor(world: World) {
    this.#world = world
  }

  addFile(file: FileFacts): void {
    for (const { base } of file.subclasses) this.#add(base, file)
    for (const fact of file.classes) {
      this.#addDecorators(fact.decorators, file)
      for (const type of fact.base?.typeArguments ?? []) this.#addType(type, file)
      for (const member of fact.members) {
        this.#addDecorators(member.decorators, file)
        this.#addDecorators(member.hidden, file)
        for (const parameter of member.parameters) {
          this.#addDecorators(parameter.decorators, file)
          this.#addType(parameter.type, file)
        }
      }
      if (isDecorated(fact)) this.#addConstructor(fact, file)
    }
  }

  /** The files that names lead to and that have not been read. */
  follow(): readonly string[] {
    const unread = new Map<string, { readonly path: Path; readonly file: FileFacts }[]>()
    for (let name = this.#waiting.pop(); name !== undefined; name = this.#waiting.pop()) {
      for (const end of endsOf(name.path, name.file, this.#world, new Set())) {
        switch (end.kind) {
          case 'class': {
            const fact = end.file.classes.find((candidate) => candidate.name === end.name)
            if (fact !== undefined) this.#addConstructor(fact, end.file)
            break
          }
          case 'type':
            this.#addDeclared(end.file, end.name)
            break
          case 'unread':
            unread.set(end.file, [...(unread.get(end.file) ?? []), name])
        }
      }
    }
    this.#waiting = [...unread.values()].flat()
    return [...unread.keys()]
  }

  /** What the generated module may have to make for a class; only of classes that it makes, for others lead everywhere. */
  #addConstructor(fact: ClassFact, file: FileFacts): void {
    if (this.#constructed.has(fact)) return
    this.#constructed.add(fact)
    const { construction } = fact
    if (construction.kind !== 'declared') return
    for (const { type } of construction.parameters) this.#addType(type, file)
  }

  /** What an interface or an alias is made of. */
  #addDeclared(file: FileFacts, name: string): void {
    for (const declaration of file.declarations) {
      if (declaration.name !== name) continue
      const types =
        declaration.kind === 'interface' ? declaration.bases : declaration.kind === 'alias' ? [declaration.type] : []
      for (const type of types) this.#addType(type, file)
    }
  }

  #addDecorators(decorators: readonly DecoratorFact[], file: FileFacts): void {
    for (const { path, mentions } of decorators) {
      this.#add(path, file)
      for (const mention of mentions) this.#add(mention, file)
    }
  }

  #addType(type: TypeFact, file: FileFacts): void {
    switch (type.kind) {
      case 'union':
      case 'intersection':
        for (const member of type.members) this.#addType(member, file)
        break
      case 'array':
        this.#addType(type.item, file)
        break
      case 'reference':
        this.#add(type.path, file)
        for (const argument of type.typeArguments) this.#addType(argument, file)
        break
      case 'none':
      case 'keyword':
      case 'literal':
      case 'other':
    }
  }

  #add(path: Path, file: FileFacts): void {
    const name = path.length === 1 ? path[0] : path.join('.')
    const added = this.#added.get(file) ?? new Set()
    this.#added.set(file, added)
    if (added.has(name)) return
    added.add(name)
    this.#waiting.push({ path, file })
  }
}

type End =
  | Extract<Followed, { kind: 'class' | 'unread' }>
  | { readonly kind: 'type'; readonly file: FileFacts; readonly name: string }

/** The classes, types and unread files behind a name, also through what is made of others. */
function endsOf(path: Path, file: FileFacts, world: World, seen: Set<string>): readonly End[] {
  const followed = followName(path, file, world)
  if (followed.kind === 'unread' || followed.kind === 'class') return [followed]
  if (followed.kind === 'other' && followed.type !== undefined) {
    const declaring = world.files.get(followed.file)
    return declaring === undefined ? [] : [{ kind: 'type', file: declaring, name: followed.type }]
  }
  if (followed.kind !== 'made') return []
  const key = `${followed.file.file}:${followed.name}`
  if (seen.has(key)) return []
  seen.add(key)
  return followed.mentions.flatMap((mention) => endsOf(mention, followed.file, world, seen))
}

function isDecorated(fact: ClassFact): boolean {
  return fact.decorators.length > 0 || fact.members.length > 0
}
