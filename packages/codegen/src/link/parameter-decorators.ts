import type { HandlerParameter, Located } from '../model.js'
import { ArgumentValues, type Reading } from './argument-values.js'
import { placeIn } from './decorators.js'
import type { ParameterDecoratorName } from './decorator-names.js'
import type { Applied, ReadDecorators } from './reading.js'

/** What the decorators of a parameter say. */
export function readParameterDecorators(
  { applied: all }: ReadDecorators,
  reading: Reading,
): Pick<HandlerParameter, 'qualifier' | 'mapping' | 'word'> {
  if (all.length === 0) return unmarked
  const find = (name: ParameterDecoratorName) => all.find((applied) => applied.name === name)
  const qualifier = find('SessionQualifier')
  const mapping = find('ParamMapping')
  const word = find('Word')
  return {
    qualifier: qualifier && readText(qualifier, 'qualifier', "'order'", reading),
    mapping: mapping && readText(mapping, 'name', "'n'", reading),
    word: word && readWord(word, reading),
  }
}

const unmarked = { qualifier: undefined, mapping: undefined, word: undefined }

function readText(applied: Applied, what: string, example: string, reading: Reading): Located<string> | undefined {
  const values = new ArgumentValues(applied, reading)
  const written = `${values.label}(${example})`
  const said = values.called(written)
  if (said?.length === 0)
    values.report('BG1203', values.place, `${values.label} needs the ${what}; write \`${written}\`.`)
  values.atMost(1, `one ${what}`)
  const [value] = said ?? []
  return value && values.text(value, `The ${what}`)
}

function readWord(applied: Applied, reading: Reading): HandlerParameter['word'] {
  const values = new ArgumentValues(applied, reading)
  values.called('@Word()')
  values.atMost(0, 'nothing')
  return placeIn(applied.file, applied.use)
}
