import { type ParseResult, type Program, parseSync } from 'oxc-parser'
import { blanked } from './blanking.js'
import { lex } from './lexer.js'
import { type Tokens } from './tokens.js'
import { Unsure } from './unsure.js'

/**
 * The tree of a file, without what no fact needs.
 *
 * @throws Unsure when the text has a syntax error, or something that the two parsers may see differently
 */
export function programOf(file: string, text: string): Program {
  refuseUnusual(file, text)
  const tokens = lex(text)
  const short = tokens === undefined ? text : blanked(tokens)
  if (tokens === undefined || short === text) return parsed(text)
  if (!isSound(tokens)) throw new Unsure('A syntax error')
  return parsed(short)
}

function parsed(text: string): Program {
  const { errors, program } = parse(text)
  if (errors.length > 0) throw new Unsure('A syntax error')
  return program
}

function isSound({ text }: Tokens): boolean {
  return parse(text).errors.length === 0
}

function parse(text: string): ParseResult {
  return parseSync('file.ts', text, { lang: 'ts', sourceType: 'module' })
}

function refuseUnusual(file: string, text: string): void {
  if (!/(?<!\.d)\.[cm]?ts$/.test(file)) throw new Unsure('Another language than TypeScript')
  if (/[\r\u2028\u2029]/.test(text)) throw new Unsure('A line end of another kind')
  if (/^\s*\/\/\/\s*</m.test(text)) throw new Unsure('A directive for the compiler')
}
