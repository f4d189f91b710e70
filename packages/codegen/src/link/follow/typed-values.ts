// ts-morph's nodes are mixins, whose instances this rule takes for those of another class.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment */
import { resolve } from 'node:path'
import type { SourceFile, Project as TsProject, Symbol as TsSymbol, Type } from 'ts-morph'
import { notePackages, type Project } from '../../discover/index.js'
import type { FileFacts, Path, Span, ValueFact } from '../../facts.js'
import { loadTsMorph } from '../../ts-morph.js'
import { resolutionHost } from './resolution.js'

/**
 * What types say of names: `declare const prefix: 'shop'` is a string, here or in a package; a class is a reference.
 * TypeScript looks only when it is asked.
 */
export function typedValues(project: Project): (path: Path, file: FileFacts) => ValueFact | undefined {
  let program: TsProject | undefined
  return (path, file) => {
    program ??= createProgram(project)
    const location = resolve(project.root, file.file)
    const source = program.getSourceFile(location) ?? program.addSourceFileAtPath(location)
    for (const { fileName } of program.getProgram().compilerObject.getSourceFiles()) project.reads.noteTime(fileName)
    const type = typeOf(path, source, program)
    if (type === undefined) return undefined
    const isClass = type.getConstructSignatures().length > 0
    return isClass ? { kind: 'reference', path, text: path.join('.'), span: nowhere } : valueOf(type)
  }
}

function createProgram(project: Project): TsProject {
  notePackages(project)
  const { Project: TsProject } = loadTsMorph()
  return new TsProject({
    tsConfigFilePath: project.tsconfig,
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
    compilerOptions: { strictNullChecks: true },
    ...resolutionHost(project),
  })
}

function typeOf([head, ...members]: Path, source: SourceFile, program: TsProject): Type | undefined {
  let symbol = constantNamed(head, source, program)
  let type = symbol?.getTypeAtLocation(source)
  for (const member of members) {
    symbol = symbol?.getExport(member) ?? type?.getProperty(member)
    type = symbol?.getTypeAtLocation(source)
  }
  return type
}

/** What the name means in the file; nothing for a variable that may change. */
function constantNamed(name: string, source: SourceFile, program: TsProject): TsSymbol | undefined {
  const { Node, VariableDeclarationKind } = loadTsMorph()
  const scope = source.getLocal(name) ?? globalNamed(name, source, program)
  const symbol = scope?.getAliasedSymbol() ?? scope
  const declaration = symbol?.getValueDeclaration()
  if (!Node.isVariableDeclaration(declaration)) return symbol
  return declaration.getVariableStatement()?.getDeclarationKind() === VariableDeclarationKind.Const ? symbol : undefined
}

function globalNamed(name: string, source: SourceFile, program: TsProject): TsSymbol | undefined {
  const checker = program.getTypeChecker()
  const { ts } = loadTsMorph()
  return checker.getSymbolsInScope(source, ts.SymbolFlags.Value).find((symbol) => symbol.getName() === name)
}

/** The only value of a type. */
function valueOf(type: Type): ValueFact | undefined {
  const literal = type.getLiteralValue()
  if (typeof literal === 'string') return { kind: 'string', value: literal, span: nowhere }
  if (typeof literal === 'number') return { kind: 'number', value: literal, span: nowhere }
  if (type.isBooleanLiteral()) return { kind: 'boolean', value: type.getText() === 'true', span: nowhere }
  if (type.isNull()) return { kind: 'null', span: nowhere }
  if (!type.isTuple()) return undefined
  const elements = type.getTupleElements().map(valueOf)
  const known = elements.filter((element) => element !== undefined)
  return known.length === elements.length ? { kind: 'array', elements: known, span: nowhere } : undefined
}

/** Whoever asks puts the place of its use. */
const nowhere: Span = { line: 1, column: 1, endLine: 1, endColumn: 1 }
