import { type Project, readSource, type SourceText } from '../../discover/index.js'
import type { ClassFact, DecoratorFact, FileFacts, Path, TypeFact } from '../../facts.js'
import { parse } from '../../parse/index.js'
import { moduleResolver } from './modules.js'
import { type Followed, followName, type World } from './names.js'
import { typedValues } from './typed-values.js'

/** What the files that matter say, with the modules that their names lead through. */
export interface Gathered {
  readonly files: readonly FileFacts[]
  readonly world: World
}

/** Parses the sources, then the files that their decorators and base classes come through, until nothing is missing. */
export async function gather(project: Project, sources: readonly SourceText[]): Promise<Gathered> {
  const files = await parse(sources)
  const read = new Map(files.map((file) => [file.file, file]))
  if (files.length === 0) return { files, world: nowhere(read) }
  const world: World = { files: read, moduleOf: moduleResolver(project), typedValue: typedValues(project) }
  for (let missing = missingFiles(world); missing.length > 0; missing = missingFiles(world)) {
    const found = await parse(missing.map((file) => readSource(project.root, file)))
    for (const file of found) read.set(file.file, file)
  }
  return { files, world }
}

/** A world without modules. */
function nowhere(files: World['files']): World {
  return { files, moduleOf: () => ({ kind: 'outside' }), typedValue: () => undefined }
}

function missingFiles(world: World): readonly string[] {
  const targets = [...world.files.values()].flatMap((file) => {
    const decorators = decoratorsIn(file).flatMap(({ path, mentions }) => [path, ...mentions])
    return [...decorators, ...typesIn(file)].flatMap((path) => endsOf(path, file, world, new Set()))
  })
  const constructed = new Map<ClassFact, FileFacts>()
  for (const end of targets) if (end.kind === 'class') addClass(end, constructed)
  for (const file of world.files.values()) {
    for (const fact of file.classes) if (isDecorated(fact)) constructed.set(fact, file)
  }
  const needed = [...constructed].flatMap(([fact, file]) =>
    constructorTypes(fact).flatMap((path) => endsOf(path, file, world, new Set())),
  )
  return [...new Set([...targets, ...needed].flatMap((end) => (end.kind === 'unread' ? [end.file] : [])))]
}

type End = Extract<Followed, { kind: 'class' | 'unread' }>

/** The classes and the unread files behind a name, also through what is made of others. */
function endsOf(path: Path, file: FileFacts, world: World, seen: Set<string>): readonly End[] {
  const followed = followName(path, file, world)
  if (followed.kind === 'unread' || followed.kind === 'class') return [followed]
  if (followed.kind !== 'made') return []
  const key = `${followed.file.file}:${followed.name}`
  if (seen.has(key)) return []
  seen.add(key)
  return followed.mentions.flatMap((mention) => endsOf(mention, followed.file, world, seen))
}

function addClass(end: Extract<End, { kind: 'class' }>, classes: Map<ClassFact, FileFacts>): void {
  const fact = end.file.classes.find((candidate) => candidate.name === end.name)
  if (fact !== undefined) classes.set(fact, end.file)
}

function decoratorsIn({ classes }: FileFacts): readonly DecoratorFact[] {
  const onMembers = classes
    .flatMap((fact) => fact.members)
    .flatMap((member) => [
      ...member.decorators,
      ...member.hidden,
      ...member.parameters.flatMap((parameter) => parameter.decorators),
    ])
  return [...classes.flatMap((fact) => fact.decorators), ...onMembers]
}

/** The types that handlers take, and what classes extend. */
function typesIn({ classes, subclasses }: FileFacts): readonly Path[] {
  const parameters = classes.flatMap((fact) => fact.members).flatMap((member) => member.parameters)
  return [
    ...subclasses.map((subclass) => subclass.base),
    ...classes.flatMap((fact) => (fact.base?.typeArguments ?? []).flatMap(namesInType)),
    ...parameters.flatMap((parameter) => namesInType(parameter.type)),
  ]
}

function isDecorated(fact: ClassFact): boolean {
  return fact.decorators.length > 0 || fact.members.length > 0
}

/** What the generated module may have to make for a class; only of classes that it makes, for others lead everywhere. */
function constructorTypes({ construction }: ClassFact): readonly Path[] {
  return construction.kind === 'declared' ? construction.parameters.flatMap(({ type }) => namesInType(type)) : []
}

function namesInType(type: TypeFact): readonly Path[] {
  if (type.kind === 'union') return type.members.flatMap(namesInType)
  if (type.kind === 'array') return namesInType(type.item)
  return type.kind === 'reference' ? [type.path, ...type.typeArguments.flatMap(namesInType)] : []
}
