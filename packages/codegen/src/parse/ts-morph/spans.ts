import type { Node, SourceFile } from 'ts-morph'
import type { Span } from '../../facts.js'

export function spanOf(node: Node): Span {
  return spanBetween(node.getSourceFile(), node.getStart(), node.getEnd())
}

export function spanBetween(source: SourceFile, start: number, end: number): Span {
  // The compiler's own lookup keeps the line starts; ts-morph's counts from the top each time.
  const from = source.compilerNode.getLineAndCharacterOfPosition(start)
  const to = source.compilerNode.getLineAndCharacterOfPosition(end)
  return { line: from.line + 1, column: from.character + 1, endLine: to.line + 1, endColumn: to.character + 1 }
}
