import type { DecoratorFact, FileFacts, Span } from '../facts.js'
import type { Place } from '../model.js'
import { libraryName } from './syntax.js'

/** The decorators of '@botgen/runtime'. A file that holds none of these names cannot matter. */
export const decoratorNames = ['CommandHandler', 'SessionQualifier'] as const
export type DecoratorName = (typeof decoratorNames)[number]

/** Names that make a class a handler class; a file without any of them is not read further. */
export const handlerDecoratorNames = ['CommandHandler'] as const satisfies readonly DecoratorName[]

/** Which of botgen's decorators this is, whatever the file calls it. */
export function decoratorName(decorator: DecoratorFact, file: FileFacts): DecoratorName | undefined {
  const name = libraryName(decorator.path, file)
  if (name?.library !== 'runtime' || name.path.length !== 1) return undefined
  return decoratorNames.find((candidate) => candidate === name.path[0])
}

export function placeIn(file: FileFacts, span: Span): Place {
  const { line, column, endLine, endColumn } = span
  return { file: file.file, line, column, endLine, endColumn }
}
