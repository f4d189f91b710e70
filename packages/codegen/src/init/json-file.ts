import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  applyEdits,
  findNodeAtLocation,
  type JSONPath,
  modify,
  type ParseError,
  parse,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'

import { codeOf, messageOf } from '../causes.js'
import { ConfigError } from '../config/index.js'

/** A JSON file as somebody wrote it. */
export interface JsonFile {
  /** Absolute. */
  readonly path: string
  readonly text: string
  readonly value: unknown
}

/**
 * @param comments - whether comments and trailing commas are allowed, as in a tsconfig
 * @returns nothing where there is no such file
 * @throws ConfigError when it cannot be read or parsed, with the place
 */
export function readJson(path: string, { comments }: { readonly comments: boolean }): JsonFile | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined
    if (codeOf(cause) === 'ENOTDIR') {
      throw new ConfigError(`${dirname(path)} is a file; name a folder, which may be new: npx botgen init my-bot`, path)
    }
    throw new ConfigError(`${path} cannot be read: ${messageOf(cause)}`, path, undefined, { cause })
  }
  const errors: ParseError[] = []
  const plain = text.replace(/^\uFEFF/, ' ')
  const value: unknown = parse(plain, errors, { disallowComments: !comments, allowTrailingComma: comments })
  const [error] = errors
  if (error !== undefined) throw new ConfigError(broken(path, plain, error), path)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigError(`${path} must hold an object. Mend it and run botgen init again.`, path)
  }
  return { path, text, value }
}

function broken(path: string, text: string, { error, offset }: ParseError): string {
  const before = text.slice(0, offset).split('\n')
  const place = `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
  const reason = printParseErrorCode(error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
  return `${path}:${place} is not valid JSON (${reason}). Mend it and run botgen init again.`
}

/** What is at a path of keys, if it is a text. */
export function textAt(file: Pick<JsonFile, 'value'> | undefined, ...keys: readonly string[]): string | undefined {
  let found = file?.value
  for (const key of keys) {
    if (typeof found !== 'object' || found === null) return undefined
    found = (found as Readonly<Record<string, unknown>>)[key]
  }
  return typeof found === 'string' ? found : undefined
}

/** Sets what is at a path, with all else as it was: comments, order and indentation. */
export function withValue(text: string, path: JSONPath, value: unknown): string {
  return edited(text, path, value)
}

/**
 * Sets an entry of the object under `key`. A new one gets a line behind the last and what is said there: `modify` would put
 * it between a value and the comment behind it.
 */
export function withLine(text: string, key: string, name: string, value: unknown): string {
  const tree = parseTree(text, [], { allowTrailingComma: true })
  const options = tree && findNodeAtLocation(tree, [key])
  const last = options?.children?.at(-1)
  if (options === undefined || last === undefined || findNodeAtLocation(options, [name]) !== undefined) {
    return edited(text, [key, name], value)
  }
  const end = last.offset + last.length
  // What is behind the value in its line: a comma, a comment.
  const behind = /^[ \t]*(,?)[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)?(?=(\r?\n))/.exec(text.slice(end))
  const indent = /\n([ \t]*)$/.exec(text.slice(0, last.offset))?.[1]
  if (behind === null || indent === undefined) return edited(text, [key, name], value)
  const [line, comma = '', eol = '\n'] = behind
  const added = `${eol}${indent}${JSON.stringify(name)}: ${JSON.stringify(value)}${comma}`
  return `${text.slice(0, end)}${comma === '' ? ',' : ''}${line}${added}${text.slice(end + line.length)}`
}

/** Adds entries to the list under `key`, each where its name belongs in a sorted list. */
export function withEntries(text: string, key: string, entries: readonly (readonly [string, string])[]): string {
  const start = entries.length > 0 && !(key in (parse(text) as object)) ? edited(text, [key], {}) : text
  return entries.reduce((before, [name, value]) => {
    const placeAmong = (names: string[]): number => {
      const index = names.findIndex((other) => other > name)
      return index === -1 ? names.length : index
    }
    return edited(before, [key, name], value, placeAmong)
  }, start)
}

function edited(text: string, path: JSONPath, value: unknown, getInsertionIndex?: (names: string[]) => number): string {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  '
  const formattingOptions = {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  }
  return applyEdits(
    text,
    modify(text, path, value, { formattingOptions, ...(getInsertionIndex && { getInsertionIndex }) }),
  )
}
