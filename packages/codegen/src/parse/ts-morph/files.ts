import { type ClassDeclaration, type ClassExpression, Project, type SourceFile, SyntaxKind, ts } from 'ts-morph'
import type { SourceText } from '../../discover/index.js'
import type { FileFacts, SyntaxErrorFact } from '../../facts.js'
import { bindingFacts } from './bindings.js'
import { classFact, isDecorated, isTopLevel, subclassFact } from './classes.js'
import { declarationFacts } from './declarations.js'
import { exportFacts } from './exports.js'
import { importFacts } from './imports.js'
import { spanBetween } from './spans.js'

/** The facts of each file, from the syntax alone: nothing is resolved and no library is loaded. */
export function parseFiles(sources: readonly SourceText[]): readonly FileFacts[] {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext, experimentalDecorators: true },
  })
  return sources.map((source, index) => {
    // A path of its own: the real one may lead out of the in-memory root.
    const parsed = project.createSourceFile(`/${index}/${baseName(source.file)}`, source.text)
    const facts = fileFacts(source.file, parsed)
    project.removeSourceFile(parsed)
    return facts
  })
}

/** The facts of one parsed file. */
export function fileFacts(file: string, source: SourceFile): FileFacts {
  const classes = classesOf(source)
  return {
    file,
    syntaxErrors: syntaxErrors(source),
    imports: importFacts(source),
    exports: exportFacts(source),
    bindings: bindingFacts(source),
    subclasses: classes.flatMap(subclassFact),
    declarations: declarationFacts(source),
    classes: classes.filter((node) => isTopLevel(node) || isDecorated(node)).map(classFact),
  }
}

/** All classes, in source order. Only these nodes are wrapped: wrapping every node is what makes ts-morph slow. */
function classesOf(source: SourceFile): readonly (ClassDeclaration | ClassExpression)[] {
  const declarations = source.getDescendantsOfKind(SyntaxKind.ClassDeclaration)
  const expressions = source.getDescendantsOfKind(SyntaxKind.ClassExpression)
  return [...declarations, ...expressions].sort((a, b) => a.getStart() - b.getStart())
}

function syntaxErrors(source: SourceFile): readonly SyntaxErrorFact[] {
  // The parser leaves its errors on the tree; the public way to them would build a whole program. ts-morph brings its
  // own TypeScript, so the field cannot go away under us.
  const { parseDiagnostics = [] } = source.compilerNode as ts.SourceFile & {
    readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[]
  }
  return parseDiagnostics.map(({ messageText, start, length }) => ({
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
    span: spanBetween(source, start, start + length),
  }))
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}
