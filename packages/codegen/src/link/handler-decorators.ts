import type { ValueFact } from '../facts.js'
import type {
  CommandDecorator,
  HandlerDecorator,
  Locale,
  Located,
  LocatedList,
  Pattern,
  TextOptions,
} from '../model.js'
import { ArgumentValues, type Options, type Reading } from './argument-values.js'
import type { HandlerDecoratorName } from './decorator-names.js'
import type { Applied } from './reading.js'

/** What a handler decorator says. */
export function readHandlerDecorator(applied: Applied<HandlerDecoratorName>, reading: Reading): HandlerDecorator {
  const values = new ArgumentValues(applied, reading)
  switch (applied.name) {
    case 'CommandHandler':
      return readCommand(values)
    case 'CommandHandler.CallbackQuery': {
      const { list, settings } = readList(values, `${values.label}('like')`, callbackWords)
      return { kind: 'callback', names: list, autoAnswer: readAutoAnswer(values, readOptions(values, settings, [])) }
    }
    case 'InputHandler': {
      const { list, settings } = readList(values, `${values.label}('address')`, inputWords)
      const options = readOptions(values, settings, ['kinds'])
      const kinds = readOption(options, 'kinds', (value) => values.texts(value, 'A kind of updates'))
      return { kind: 'input', ids: list, kinds, autoAnswer: readAutoAnswer(values, options) }
    }
    case 'CommonHandler.Text': {
      const { list, settings } = readList(values, `${values.label}('Hello')`, textWords)
      return { kind: 'text', texts: list, ...readTextOptions(values, settings) }
    }
    case 'CommonHandler.Regex':
      return readPattern(values)
    case 'UpdateHandler': {
      const { list, settings } = readList(values, `${values.label}('message')`, kindWords)
      const options = readOptions(values, settings, ['messageKind'])
      const messageKinds = readOption(options, 'messageKind', (value) => values.texts(value, 'A kind of messages'))
      return { kind: 'observer', kinds: list, messageKinds, autoAnswer: readAutoAnswer(values, options) }
    }
    case 'UnprocessedHandler':
      return readUnprocessed(values)
  }
}

/** How a list is called in messages. */
interface ListWords {
  /** `A command's name` */
  readonly item: string
  /** `the command's name` */
  readonly needed: string
  /** `The list of command names is empty; name at least one command.` */
  readonly empty: string
  /** `names and options` */
  readonly takes: string
}

const commandWords: ListWords = {
  item: "A command's name",
  needed: "the command's name",
  empty: 'The list of command names is empty; name at least one command.',
  takes: 'names and options',
}
const callbackWords: ListWords = {
  item: "A callback's name",
  needed: 'the name that callback data begins with',
  empty: 'The list of callback names is empty; name at least one.',
  takes: 'names and options',
}
const inputWords: ListWords = {
  item: "An input's id",
  needed: "the input's id",
  empty: 'The list of input ids is empty; name at least one.',
  takes: 'ids and options',
}
const textWords: ListWords = {
  item: 'A text',
  needed: 'the text that it answers',
  empty: 'The list of texts is empty; write at least one.',
  takes: 'texts and options',
}
const kindWords: ListWords = {
  item: 'A kind of updates',
  needed: 'the kind of updates that it sees',
  empty: 'The list of update kinds is empty; name at least one.',
  takes: 'kinds and options',
}

interface ReadList {
  readonly list: LocatedList<string>
  readonly settings: ValueFact | undefined
}

/** The first argument, one string or a list of them, which may not be empty. */
function readList(values: ArgumentValues, example: string, words: ListWords): ReadList {
  const said = values.called(example)
  const [first, settings] = said ?? []
  if (said?.length === 0) {
    values.report('BG1303', values.place, `${values.label} needs ${words.needed}; write \`${example}\`.`)
  }
  if (first === undefined) {
    return { list: { value: [], place: values.place }, settings: undefined }
  }
  values.atMost(2, words.takes)
  if (first.kind === 'array' && first.elements.length === 0) {
    values.report('BG1303', values.placeOf(first), words.empty)
  }
  return { list: values.texts(first, words.item), settings }
}

function readCommand(values: ArgumentValues): CommandDecorator {
  const { list, settings } = readList(values, `${values.label}('name')`, commandWords)
  const options = readOptions(values, settings, ['description', 'locales', 'menu', 'scope'], "{ description: '…' }")
  return {
    kind: 'command',
    names: { ...list, value: list.value.map((name) => ({ ...name, value: name.value.replace(/^\//, '') })) },
    description: readOption(options, 'description', (value) => values.text(value, "A command's description")),
    locales: readOption(options, 'locales', (value) => readLocales(values, value)),
    menu: readOption(options, 'menu', (value) => readMenu(values, value)),
    scope: readScope(values, options),
    autoAnswer: readAutoAnswer(values, options),
  }
}

function readLocales(values: ArgumentValues, value: ValueFact): Located<readonly Locale[]> {
  const properties = values.properties(value, 'What `locales` says', "{ de: '…' }")
  const locales = properties.flatMap(({ key, value: said, span }) => {
    const description = values.text(said, `The description in '${key}'`)
    return description === undefined ? [] : [{ language: { value: key, place: values.placeOf({ span }) }, description }]
  })
  return { value: locales, place: values.placeOf(value) }
}

function readMenu(values: ArgumentValues, value: ValueFact): LocatedList<string> {
  if (value.kind === 'boolean' && !value.value) return { value: [], place: values.placeOf(value) }
  return values.texts(value, 'A menu')
}

function readPattern(values: ArgumentValues): HandlerDecorator {
  const example = `${values.label}(/\\d+/)`
  const said = values.called(example)
  const [first, settings] = said ?? []
  values.atMost(2, 'a regular expression and options')
  if (said?.length === 0) {
    values.report('BG1303', values.place, `${values.label} needs a regular expression; write \`${example}\`.`)
  }
  const pattern = first === undefined ? undefined : readExpression(values, first)
  return { kind: 'pattern', pattern, ...readTextOptions(values, settings) }
}

function readExpression(values: ArgumentValues, value: ValueFact): Located<Pattern> | undefined {
  if (value.kind === 'regex') {
    return { value: { source: value.source, flags: value.flags }, place: values.placeOf(value) }
  }
  const source = values.text(value, 'The regular expression')
  return source && { value: { source: source.value, flags: '' }, place: source.place }
}

function readUnprocessed(values: ArgumentValues): HandlerDecorator {
  const [first, settings] = values.called(`${values.label}()`) ?? []
  values.atMost(2, 'kinds and options')
  const isSaid = first !== undefined && first.kind !== 'undefined'
  const kinds = isSaid ? values.texts(first, 'A kind of updates') : { value: [], place: values.place }
  return { kind: 'unprocessed', kinds, autoAnswer: readAutoAnswer(values, readOptions(values, settings, [])) }
}

function readTextOptions(values: ArgumentValues, settings: ValueFact | undefined): TextOptions {
  const options = readOptions(values, settings, ['scope', 'priority', 'filters'])
  return {
    scope: readScope(values, options),
    priority: readOption(options, 'priority', (value) => values.number(value, 'The priority')),
    filters: readOption(options, 'filters', (value) => readFilters(values, value)) ?? [],
    autoAnswer: readAutoAnswer(values, options),
  }
}

function readFilters(values: ArgumentValues, value: ValueFact): TextOptions['filters'] {
  if (value.kind === 'array') return values.classes(value.elements, 'A filter')
  if (value.kind === 'dynamic') return values.classes([value], 'The list of filters')
  values.report('BG1203', values.placeOf(value), '`filters` must be a list of classes; write [NightOnly], for example.')
  return []
}

function readOptions<const K extends string>(
  values: ArgumentValues,
  settings: ValueFact | undefined,
  known: readonly K[],
  example = `{ ${known[0] ?? 'autoAnswer'}: … }`,
): Options<K | 'autoAnswer'> {
  return values.options(settings, [...known, 'autoAnswer'], example)
}

function readOption<K extends string, T>(options: Options<K>, key: K, read: (value: ValueFact) => T): T | undefined {
  const value = options.get(key)
  return value === undefined ? undefined : read(value)
}

function readScope(values: ArgumentValues, options: Options<'scope'>): LocatedList<string> | undefined {
  return readOption(options, 'scope', (value) => values.texts(value, 'A kind of updates'))
}

function readAutoAnswer(values: ArgumentValues, options: Options<'autoAnswer'>): Located<boolean> | undefined {
  return readOption(options, 'autoAnswer', (value) => values.boolean(value, '`autoAnswer`'))
}
