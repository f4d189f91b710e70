import { bodyOf } from './class-body.js'
import { memberTokens } from './class-members.js'
import type { Idleness } from './idleness.js'
import { closerOf, isOpener } from './skip.js'
import { Code, isWord, Kind, type Stretch, startsLine, type Tokens, textOf } from './tokens.js'

/**
 * The text with spaces for what no fact needs, so that less of a tree is made of it: everything that stays keeps its
 * place. What could hold a class, or change an object of the top level, stays.
 */
export function blanked(tokens: Tokens, imports: readonly Stretch[], idleness: Idleness): string {
  const blanks = new Blanks(tokens, idleness)
  const { kinds, partners } = tokens
  let nextImport = 0
  for (let at = 0; at < kinds.length; at++) {
    const kind = kinds[at]
    const stretch = imports[nextImport]
    if (stretch?.from === at) {
      const isFirst = at === 0 || imports[nextImport - 1]?.to === at
      // The semicolon keeps what stands before apart from what comes after.
      blanks.put(stretch, isFirst ? '' : ';')
      nextImport++
      at = stretch.to - 1
      continue
    }
    if (isOpener(kind)) at = closerOf(partners, at)
    else if (kind !== Kind.Word) continue
    else if (isWord(tokens, at, 'class') && isDeclared(tokens, at)) at = blankClass(tokens, at, blanks)
    else if (isWord(tokens, at, 'interface') && isDeclared(tokens, at)) at = blankInterface(tokens, at, blanks)
  }
  return blanks.text()
}

class Blanks {
  readonly #pieces: string[] = []
  #end = 0

  constructor(
    readonly tokens: Tokens,
    readonly idleness: Idleness,
  ) {}

  /** Puts `filler` and spaces where the tokens stand, if nothing among them matters; says whether it did. */
  blank({ from, to }: Stretch, filler = ''): boolean {
    if (from >= to || !this.idleness.isIdle({ from, to })) return false
    this.put({ from, to }, filler)
    return true
  }

  /** Puts `filler` and spaces where the tokens stand. */
  put({ from, to }: Stretch, filler: string): void {
    const start = this.tokens.starts[from] ?? 0
    const end = this.tokens.ends[to - 1] ?? 0
    this.#pieces.push(this.tokens.text.slice(this.#end, start), filler, ' '.repeat(end - start - filler.length))
    this.#end = end
  }

  text(): string {
    return this.#pieces.join('') + this.tokens.text.slice(this.#end)
  }
}

/** Whether a keyword at the top level begins a declaration, and not an expression. */
function isDeclared(tokens: Tokens, index: number): boolean {
  const { kinds } = tokens
  switch (kinds[index - 1]) {
    case undefined:
    case Code.Semicolon:
    case Code.CloseBrace:
      return true
    case Code.CloseParen:
      return startsLine(tokens, index) || tokens.text.charAt(tokens.starts[index] ?? 0) === 'c'
    case Kind.Word:
      return before.has(textOf(tokens, index - 1)) || isDecorator(tokens, index - 1)
    default:
      return false
  }
}

const before = new Set(['export', 'default', 'abstract', 'declare'])

/** Whether a word is the end of `@name` or `@some.name`. */
function isDecorator({ kinds }: Tokens, index: number): boolean {
  let at = index
  while (kinds[at - 1] === Code.Dot) at -= 2
  return kinds[at - 1] === Code.At
}

function blankClass(tokens: Tokens, index: number, blanks: Blanks): number {
  const body = bodyOf(tokens, index)
  if (body === undefined) return index
  for (const member of memberTokens(tokens, body.open)) {
    // As for imports.
    if (member.kept || body.extended || !blanks.blank(member, ';')) {
      for (const stretch of member.unread) blanks.blank(stretch)
    }
  }
  return closerOf(tokens.partners, body.open)
}

function blankInterface(tokens: Tokens, index: number, blanks: Blanks): number {
  const body = tokens.kinds[index + 1] === Kind.Word ? bodyOf(tokens, index) : undefined
  if (body === undefined) return index
  const close = closerOf(tokens.partners, body.open)
  blanks.blank({ from: body.open + 1, to: close })
  return close
}
