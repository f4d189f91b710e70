import { type ParseResult, type Program, parseSync } from 'oxc-parser'
import type { ImportFact } from '../../facts.js'
import { blanked } from './blanking.js'
import { isDoubtful } from './doubts.js'
import { Idleness } from './idleness.js'
import { lex } from './lexer.js'
import { plainProgram } from './plain/index.js'
import { plainImports } from './plain-imports.js'
import { Code, isWord, Kind, type Tokens } from './tokens.js'
import { Unsure } from './unsure.js'

/** What the facts of a file are read from. */
export interface Reading {
  /** Without what no fact needs. */
  readonly program: Pick<Program, 'body'>
  /** Where they are read already; then the tree has none. */
  readonly imports: readonly ImportFact[] | undefined
}

/** @throws Unsure when the text has a syntax error, or something that the two parsers may see differently */
export function readingOf(file: string, text: string): Reading {
  refuseUnusual(file, text)
  const tokens = lex(text)
  if (tokens === undefined || isDoubtful(tokens)) throw new Unsure('Something that the parsers may see differently')
  const reading = shortReading(tokens) ?? { program: wholeProgram(text), imports: undefined }
  if (!isModule(reading) && /\bawait\b/.test(text)) throw new Unsure('A script with `await`, which may be a name in it')
  return reading
}

function shortReading(tokens: Tokens): Reading | undefined {
  const imports = plainImports(tokens)
  const idleness = new Idleness(tokens)
  const plain = imports && plainProgram(tokens, imports.stretches, idleness)
  if (plain !== undefined) {
    if (!isSound(tokens)) throw new Unsure('A syntax error')
    return { program: plain, imports: imports?.facts }
  }
  const text = blanked(tokens, imports?.stretches ?? [], idleness)
  if (text === tokens.text) return undefined
  if (!isSound(tokens)) throw new Unsure('A syntax error')
  const { errors, program } = parse(text)
  return errors.length > 0 ? undefined : { program, imports: imports?.facts }
}

function wholeProgram(text: string): Program {
  const { errors, program } = parse(text)
  if (errors.length > 0) throw new Unsure('A syntax error')
  return program
}

function isModule({ program, imports = [] }: Reading): boolean {
  return imports.length > 0 || program.body.some(({ type }) => moduleStatements.has(type))
}

const moduleStatements = new Set(
  `ImportDeclaration ExportNamedDeclaration ExportDefaultDeclaration ExportAllDeclaration TSExportAssignment`.split(
    ' ',
  ),
)

/**
 * Whether a whole text has no syntax error. Making a tree of it costs more than reading it, so an error is put at its
 * end: if the parser gets there and finds nothing before, there is nothing, and it has no tree to hand over.
 */
function isSound(tokens: Tokens): boolean {
  const { text } = tokens
  if (isPerhapsUnfinished(tokens)) return parse(text).errors.length === 0
  const { errors } = parse(`${text}\n;)`)
  const [error] = errors
  return errors.length === 1 && error?.labels.length === 1 && error.labels[0]?.start === text.length + 2
}

/** Whether the `;` could be what the text lacks: `if (name)`. */
function isPerhapsUnfinished(tokens: Tokens): boolean {
  const { kinds, partners } = tokens
  const last = kinds.length - 1
  if (kinds[last] === Code.CloseBrace || kinds[last] === Code.Semicolon) return false
  if (kinds[last] === Code.CloseParen) return kinds[(partners[last] ?? 0) - 1] === Kind.Word && isHead(tokens, last)
  return kinds[last] === Code.Colon || isWord(tokens, last, 'else') || isWord(tokens, last, 'do')
}

function isHead(tokens: Tokens, close: number): boolean {
  const word = (tokens.partners[close] ?? 0) - 1
  return ['if', 'while', 'for', 'with', 'await'].some((each) => isWord(tokens, word, each))
}

function parse(text: string): ParseResult {
  return parseSync('file.ts', text, { lang: 'ts', sourceType: 'module' })
}

function refuseUnusual(file: string, text: string): void {
  if (!/(?<!\.d)\.[cm]?ts$/.test(file)) throw new Unsure('Another language than TypeScript')
  if (/[\r\u2028\u2029]/.test(text)) throw new Unsure('A line end of another kind')
  if (text.includes('///') && /\/\/\/\s*</.test(text)) throw new Unsure('A directive for the compiler')
}
