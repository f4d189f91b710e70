import { resolve as resolvePath } from 'node:path'
import { Node, type SourceFile, Project as TsProject, type TypeNode } from 'ts-morph'
import { notePackages, type Project, relativePath } from '../../discover/index.js'
import type { FileFacts, TypeFact } from '../../facts.js'
import { constructorFact, fileFacts } from '../../parse/ts-morph/index.js'
import { resolutionHost } from '../follow/resolution.js'
import { importableReference } from '../references.js'
import { resolveBySyntax } from '../syntax.js'
import type { Checker, InheritedConstructor } from './index.js'
import { type NameOfType, resolveTypeNode } from './types.js'

/** A checker over `files` only; TypeScript itself follows their imports. */
export function createChecker(project: Project, files: readonly FileFacts[]): Checker {
  const program = new TsProject({
    tsConfigFilePath: project.tsconfig,
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
    // Without it `| undefined` would vanish from the types.
    compilerOptions: { strictNullChecks: true },
    ...resolutionHost(project),
  })
  const sources = new Map(
    files.map((facts) => [facts.file, program.addSourceFileAtPath(resolvePath(project.root, facts.file))]),
  )
  notePackages(project)
  for (const { fileName } of program.getProgram().compilerObject.getSourceFiles()) project.reads.noteTime(fileName)
  const sourceOf = (file: FileFacts) => sources.get(file.file)

  return {
    resolverFor: () => (type, file) => {
      const source = sourceOf(file)
      const node = source === undefined || type.kind === 'none' ? undefined : typeNodeAt(source, type)
      return node === undefined ? resolveBySyntax(type, file) : resolveTypeNode(node, nameIn(file, type))
    },
    inheritedConstructor: (file, line, column) => {
      const source = sourceOf(file)
      return source === undefined ? nothingInherited : inheritedFrom(source, line, column, project)
    },
  }
}

/** How the generated module can name the type as the user's file does. */
function nameIn(file: FileFacts, type: TypeFact): NameOfType {
  return (written) => importableReference(findReference(type, written) ?? type, file)
}

function findReference(type: TypeFact, written: string): TypeFact | undefined {
  if (type.kind === 'union') return firstDefined(type.members.map((member) => findReference(member, written)))
  if (type.kind === 'array') return findReference(type.item, written)
  if (type.kind !== 'reference') return undefined
  if (type.path.join('.') === written) return type
  return firstDefined(type.typeArguments.map((argument) => findReference(argument, written)))
}

function firstDefined<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.find((value) => value !== undefined)
}

function typeNodeAt(source: SourceFile, { span }: Exclude<TypeFact, { kind: 'none' }>): TypeNode | undefined {
  const start = positionOf(source, span.line, span.column)
  const end = positionOf(source, span.endLine, span.endColumn)
  let node: Node | undefined = source.getDescendantAtPos(start)
  while (node !== undefined && (node.getStart() < start || node.getEnd() < end || !Node.isTypeNode(node))) {
    node = node.getParent()
  }
  return node !== undefined && Node.isTypeNode(node) && node.getEnd() === end ? node : undefined
}

const nothingInherited: InheritedConstructor = { construction: { kind: 'none' }, file: undefined }

function inheritedFrom(source: SourceFile, line: number, column: number, project: Project): InheritedConstructor {
  const name = source.getDescendantAtPos(positionOf(source, line, column))
  const declared = name?.getFirstAncestor((node) => Node.isClassDeclaration(node))
  let base = declared?.getBaseClass()
  while (base !== undefined) {
    const constructor = base.getConstructors()[0]
    if (constructor !== undefined) {
      const file = base.getSourceFile()
      const foreign = file.isDeclarationFile() || file.isInNodeModules()
      return {
        construction: constructorFact(constructor),
        file: foreign ? undefined : fileFacts(relativePath(project, file.getFilePath()), file),
      }
    }
    base = base.getBaseClass()
  }
  return nothingInherited
}

function positionOf(source: SourceFile, line: number, column: number): number {
  return source.compilerNode.getPositionOfLineAndCharacter(line - 1, column - 1)
}
