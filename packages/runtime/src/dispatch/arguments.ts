import { type Argument, malformed } from '../table/index.js'

export type ReadArguments = { readonly ok: true; readonly values: readonly unknown[] } | { readonly ok: false }

interface Word {
  readonly value: string
  /** Where the word starts in the text. */
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

/**
 * Reads what a user typed behind a command. Words are separated by white space; the last argument takes the rest of the
 * text where it is text. Fails when an argument is missing or malformed, or when there are words too many.
 */
export function readArguments(list: readonly Argument<unknown>[], text: string): ReadArguments {
  if (list.length === 0) return { ok: true, values: [] }
  const typed = words(text)
  const values: unknown[] = []
  for (const [index, argument] of list.entries()) {
    const word = typed[index]
    if (word === undefined) {
      if (!argument.optional) return { ok: false }
      values.push(undefined)
      continue
    }
    const takesRest = argument.takes === 'rest' && index === list.length - 1 && typed.length > list.length
    const value = argument.parse(takesRest ? text.slice(word.start) : word.value)
    if (value === malformed) return { ok: false }
    values.push(value)
  }
  const last = list.at(-1)
  const isSurplus = typed.length > list.length && last?.takes !== 'rest'
  return isSurplus ? { ok: false } : { ok: true, values }
}

/** How a command is used: `Usage: /add <qty> [size]`. */
export function usageLine(name: string, list: readonly Argument<unknown>[]): string {
  return ['Usage:', `/${name}`, ...list.map(usageOf)].join(' ')
}

function usageOf({ usage, optional }: Argument<unknown>): string {
  return optional ? `[${usage}]` : `<${usage}>`
}
