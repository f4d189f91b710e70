import { type Project, readSource, type SourceText } from '../../discover/index.js'
import type { FileFacts, Path, TypeFact } from '../../facts.js'
import { parse } from '../../parse/index.js'
import { followName, type World } from './names.js'

/** What the files that matter say, with the modules that their names lead through. */
export interface Gathered {
  readonly files: readonly FileFacts[]
  readonly world: World
}

/** Parses the sources, then the files that their decorators and base classes come through, until nothing is missing. */
export async function gather(project: Project, sources: readonly SourceText[]): Promise<Gathered> {
  const files = await parse(sources)
  const read = new Map(files.map((file) => [file.file, file]))
  if (files.length === 0)
    return { files, world: { files: read, moduleOf: () => ({ kind: 'outside' }), typedValue: () => undefined } }
  const { moduleResolver, typedValues } = await import('./resolver.js')
  const world: World = { files: read, moduleOf: moduleResolver(project), typedValue: typedValues(project) }
  for (let missing = missingFiles(world); missing.length > 0; missing = missingFiles(world)) {
    const found = await parse(missing.map((file) => readSource(project.root, file)))
    for (const file of found) read.set(file.file, file)
  }
  return { files, world }
}

function missingFiles(world: World): readonly string[] {
  const targets = [...world.files.values()].flatMap((file) =>
    namesIn(file).flatMap((path) => unreadBehind(path, file, world, new Set())),
  )
  return [...new Set(targets)]
}

function unreadBehind(path: Path, file: FileFacts, world: World, seen: Set<string>): readonly string[] {
  const followed = followName(path, file, world)
  if (followed.kind === 'unread') return [followed.file]
  if (followed.kind !== 'made') return []
  const key = `${followed.file.file}:${followed.name}`
  if (seen.has(key)) return []
  seen.add(key)
  return followed.mentions.flatMap((mention) => unreadBehind(mention, followed.file, world, seen))
}

/** The names in a file that are followed to where they are declared. */
function namesIn(file: FileFacts): readonly Path[] {
  const members = file.classes.flatMap((fact) => fact.members)
  const onMembers = members.flatMap((member) => [
    ...member.decorators,
    ...member.hidden,
    ...member.parameters.flatMap((parameter) => parameter.decorators),
  ])
  const decorators = [...file.classes.flatMap((fact) => fact.decorators), ...onMembers]
  return [
    ...decorators.flatMap((decorator) => [decorator.path, ...decorator.mentions]),
    ...file.subclasses.map((subclass) => subclass.base),
    ...file.classes.flatMap((fact) => (fact.base?.typeArguments ?? []).flatMap(namesInType)),
    ...members.flatMap((member) => member.parameters.flatMap((parameter) => namesInType(parameter.type))),
  ]
}

function namesInType(type: TypeFact): readonly Path[] {
  if (type.kind === 'union') return type.members.flatMap(namesInType)
  if (type.kind === 'array') return namesInType(type.item)
  return type.kind === 'reference' ? [type.path, ...type.typeArguments.flatMap(namesInType)] : []
}
