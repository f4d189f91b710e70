import { memberTokens } from './class-members.js'
import { afterAngles, closerOf, isOpener } from './skip.js'
import { Code, isWord, Kind, type Stretch, startsLine, type Tokens, textOf } from './tokens.js'

/**
 * The text with spaces for what no fact needs, so that less of a tree is made of it: everything that stays keeps its
 * place. What could hold a class, or change an object of the top level, stays.
 */
export function blanked(tokens: Tokens, imports: readonly Stretch[]): string {
  const blanks = new Blanks(tokens, changeableNames(tokens))
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
    readonly changeable: ReadonlySet<string>,
  ) {}

  /** Puts `filler` and spaces where the tokens stand, if nothing among them matters; says whether it did. */
  blank({ from, to }: Stretch, filler = ''): boolean {
    if (from >= to || !this.#isIdle(from, to)) return false
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

  #isIdle(from: number, to: number): boolean {
    for (let at = from; at < to; at++) {
      if (this.tokens.kinds[at] !== Kind.Word) continue
      if (isWord(this.tokens, at, 'class')) return false
      if (this.changeable.size > 0 && this.changeable.has(textOf(this.tokens, at))) return false
    }
    return true
  }
}

/** The names that constants at the top level may have; some that are none do no harm. */
function changeableNames(tokens: Tokens): ReadonlySet<string> {
  const { kinds, partners } = tokens
  const found = new Set<string>()
  for (let at = 0; at < kinds.length; at++) {
    if (isOpener(kinds[at])) at = closerOf(partners, at)
    else if ((kinds[at] === Code.Comma || isWord(tokens, at, 'const')) && kinds[at + 1] === Kind.Word) {
      found.add(textOf(tokens, at + 1))
    }
  }
  return found
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

/** The token of a body's `{` after the keyword of a class or an interface; nothing where it is not plain to see. */
function bodyOf(tokens: Tokens, index: number): { readonly open: number; readonly extended: boolean } | undefined {
  const { kinds, partners } = tokens
  let at = index + 1
  if (kinds[at] === Kind.Word && !isHeritage(tokens, at)) at++
  if (kinds[at] === Code.Less) at = afterAngles(tokens, at) ?? -1
  if (kinds[at] === Code.OpenBrace) return { open: at, extended: false }
  if (!isHeritage(tokens, at)) return undefined
  const extended = isWord(tokens, at, 'extends')
  for (at++; at < kinds.length; at++) {
    const kind = kinds[at]
    if (kind === Code.OpenBrace) return isHeritage(tokens, at - 1) ? undefined : { open: at, extended }
    if (kind === Code.Less) {
      const after = afterAngles(tokens, at)
      if (after === undefined) return undefined
      at = after - 1
    } else if (isOpener(kind)) at = closerOf(partners, at)
    else if (kind !== Kind.Word && kind !== Code.Dot && kind !== Code.Comma) return undefined
  }
  return undefined
}

function isHeritage(tokens: Tokens, index: number): boolean {
  return isWord(tokens, index, 'extends') || isWord(tokens, index, 'implements')
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
