import type { ArgumentReason } from '../errors.js'
import { type Parameter, readParameters } from '../parameters.js'
import { type Argument, malformed } from '../table/index.js'
import type { Given } from './handler.js'

type Arguments = readonly Argument<unknown>[]

/** Why arguments do not fit. */
export class ArgumentProblem {
  readonly reason: ArgumentReason
  readonly parameter: string | undefined
  readonly raw: string | undefined

  constructor(reason: ArgumentReason, parameter?: string, raw?: string) {
    this.reason = reason
    this.parameter = parameter
    this.raw = raw
  }
}

export type ReadArguments = readonly unknown[] | ArgumentProblem

/** Where arguments are read from. */
export interface ArgumentSource {
  readonly given: Given
  readonly text: string
  readonly groups?: RegExpMatchArray | undefined
}

const none: readonly unknown[] = []

/** Reads a handler's arguments. */
export function readArguments(list: Arguments, { given, text, groups }: ArgumentSource): ReadArguments {
  if (list.length === 0) return none
  switch (given) {
    case 'words':
      return readWords(list, words(text), (word) => text.slice(word.start))
    case 'value':
      return readWords(list, text === '' ? [] : [{ value: text, start: 0 }], (word) => word.value)
    case 'data': {
      const parameters = readParameters(text)
      return parameters === undefined ? new ArgumentProblem('malformed', undefined, text) : readNamed(list, parameters)
    }
    case 'groups':
      return list.reduce<ReadArguments>((values, argument, index) => {
        if (values instanceof ArgumentProblem) return values
        const value = readOne(argument, groupsFor(argument, index, groups))
        return value instanceof ArgumentProblem ? value : [...values, value]
      }, [])
  }
}

/** Reads the arguments from what a parser made of the text: words, or values by name. */
export function readParsed(
  list: Arguments,
  parsed: readonly string[] | Readonly<Record<string, string>>,
): ReadArguments {
  if (isList(parsed)) {
    const typed = parsed.map((value, start) => ({ value, start }))
    return readWords(list, typed, ({ start }) => parsed.slice(start).join(' '))
  }
  return readNamed(
    list,
    list.flatMap(({ name }) => (Object.hasOwn(parsed, name) ? [{ name, value: String(parsed[name]) }] : [])),
  )
}

// `Array.isArray` does not tell readonly arrays apart.
function isList(parsed: readonly string[] | Readonly<Record<string, string>>): parsed is readonly string[] {
  return Array.isArray(parsed)
}

interface Word {
  readonly value: string
  /** Where the word starts. */
  readonly start: number
}

/** A word, or a phrase in straight or curly quotes, in which a backslash takes the next character as it is. */
const wordPattern = /"((?:[^"\\]|\\.)*)"(?=\s|$)|“([^”]*)”(?=\s|$)|(\S+)/gsu

function words(text: string): Word[] {
  return [...text.matchAll(wordPattern)].map((match) => ({
    value: match[1]?.replace(/\\(.)/gsu, '$1') ?? match[2] ?? match[3] ?? '',
    start: match.index,
  }))
}

/** By position; the last argument takes the rest where it is text, and all words that are left where it is a list. */
function readWords(list: Arguments, typed: readonly Word[], restFrom: (word: Word) => string): ReadArguments {
  const last = list.length - 1
  const values: unknown[] = []
  for (const [index, argument] of list.entries()) {
    const own = argument.takes === 'list' ? typed.slice(index) : typed.slice(index, index + 1)
    const takesRest = argument.takes === 'rest' && index === last && typed.length > list.length
    const raw = own.map((word) => (takesRest ? restFrom(word) : word.value))
    const value = readOne(argument, raw)
    if (value instanceof ArgumentProblem) return value
    values.push(value)
  }
  const surplus = list[last]?.takes === 'word' ? typed[list.length] : undefined
  return surplus === undefined ? values : new ArgumentProblem('surplus', undefined, surplus.value)
}

/** By name; parts without a name go to the arguments that are not named, in order. */
function readNamed(list: Arguments, parameters: readonly Parameter[]): ReadArguments {
  const byName = new Map<string, string[]>()
  const byPosition: string[] = []
  for (const { name, value } of parameters) {
    if (name === undefined) byPosition.push(value)
    else byName.set(name, [...(byName.get(name) ?? []), value])
  }
  const values: unknown[] = []
  for (const argument of list) {
    const named = byName.get(argument.name)
    byName.delete(argument.name)
    const raw = named ?? byPosition.splice(0, argument.takes === 'list' ? byPosition.length : 1)
    const value = readOne(argument, raw)
    if (value instanceof ArgumentProblem) return value
    values.push(value)
  }
  const [unknown] = byName
  if (unknown !== undefined) return new ArgumentProblem('unknown', unknown[0], unknown[1][0])
  return byPosition.length === 0 ? values : new ArgumentProblem('surplus', undefined, byPosition[0])
}

/** The group of the argument's name, else the one of its position; a list takes all groups from there. */
function groupsFor({ name, takes }: Argument<unknown>, index: number, match?: RegExpMatchArray): readonly string[] {
  const isNamed = match?.groups !== undefined && Object.hasOwn(match.groups, name)
  const end = takes === 'list' ? undefined : index + 2
  const groups: readonly (string | undefined)[] = isNamed
    ? [match.groups?.[name]]
    : (match?.slice(index + 1, end) ?? [])
  return groups.filter((group) => group !== undefined)
}

/** @param raw - what is given for the argument */
function readOne(argument: Argument<unknown>, raw: readonly string[]): unknown {
  const { name, takes, optional } = argument
  if (takes === 'list') {
    const items = raw.map((item) => argument.parse(item))
    const wrong = items.indexOf(malformed)
    return wrong < 0 ? items : new ArgumentProblem('malformed', name, raw[wrong])
  }
  const [value, surplus] = raw
  if (surplus !== undefined) return new ArgumentProblem('surplus', name, surplus)
  if (value === undefined) return optional ? undefined : new ArgumentProblem('missing', name)
  const parsed = argument.parse(value)
  return parsed === malformed ? new ArgumentProblem('malformed', name, value) : parsed
}

/** How a handler is used: `Usage: /add <qty> [size]`. */
export function usageLine(name: string | undefined, list: Arguments): string {
  return ['Usage:', ...(name === undefined ? [] : [`/${name}`]), ...list.map(usageOf)].join(' ')
}

function usageOf({ usage, optional }: Argument<unknown>): string {
  return optional ? `[${usage}]` : `<${usage}>`
}
