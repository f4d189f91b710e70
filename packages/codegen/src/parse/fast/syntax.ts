import type { Program } from 'oxc-parser'
import type { ImportFact } from '../../facts.js'
import { blanked } from './blanking.js'
import { isDoubtful } from './doubts.js'
import { Idleness } from './idleness.js'
import { lex } from './lexer.js'
import { plainProgram } from './plain/index.js'
import { type PlainImports, plainImports } from './plain-imports.js'
import { isPerhapsUnfinished, parseWhole } from './soundness.js'
import type { Tokens } from './tokens.js'
import { Unsure } from './unsure.js'

/** What the facts of a file are read from. */
export interface Reading {
  /** Without what no fact needs. */
  readonly program: Pick<Program, 'body'>
  /** Where they are read already; then the tree has none. */
  readonly imports: readonly ImportFact[] | undefined
  /** Whether the text has no syntax error, where that is known: the tree may be of parts of it. */
  readonly isSound: true | undefined
}

/** @throws Unsure when the text has a syntax error that is seen, or something that the two parsers may see differently */
export function readingOf(file: string, text: string): Reading {
  refuseUnusual(file, text)
  const tokens = lex(text)
  if (tokens === undefined || isDoubtful(tokens)) throw new Unsure('Something that the parsers may see differently')
  const reading = shortReading(tokens) ?? { program: wholeProgram(text), imports: undefined, isSound: true }
  if (!isModule(reading) && /\bawait\b/.test(text)) throw new Unsure('A script with `await`, which may be a name in it')
  return reading
}

function shortReading(tokens: Tokens): Reading | undefined {
  const imports = plainImports(tokens)
  const idleness = new Idleness(tokens)
  const program =
    (imports && plainProgram(tokens, imports.stretches, idleness)) ?? blankedProgram(tokens, imports, idleness)
  if (program === undefined) return undefined
  if (!isPerhapsUnfinished(tokens)) return { program, imports: imports?.facts, isSound: undefined }
  if (parseWhole(tokens.text).errors.length > 0) throw new Unsure('A syntax error')
  return { program, imports: imports?.facts, isSound: true }
}

/** Nothing where nothing can be left out, or where what is left cannot be read. */
function blankedProgram(tokens: Tokens, imports: PlainImports | undefined, idleness: Idleness): Program | undefined {
  const text = blanked(tokens, imports?.stretches ?? [], idleness)
  const { errors, program } = text === tokens.text ? { errors: [], program: undefined } : parseWhole(text)
  return errors.length > 0 ? undefined : program
}

function wholeProgram(text: string): Program {
  const { errors, program } = parseWhole(text)
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

function refuseUnusual(file: string, text: string): void {
  if (!/(?<!\.d)\.[cm]?ts$/.test(file)) throw new Unsure('Another language than TypeScript')
  if (/[\r\u2028\u2029]/.test(text)) throw new Unsure('A line end of another kind')
  if (text.includes('///') && /\/\/\/\s*</.test(text)) throw new Unsure('A directive for the compiler')
}
