import { Code, endsValue, Kind, type Tokens } from './tokens.js'

/**
 * Splits a TypeScript text into tokens; nothing where it is not sure how. It knows no grammar: whether a `/` divides
 * or begins a regular expression follows from what stands before it, and where that can be both it gives up.
 */
export function lex(text: string): Tokens | undefined {
  const lexer = new Lexer(text)
  return lexer.run() ? lexer.tokens() : undefined
}

/**
 * Where the tokens of one text are kept, for one text after another: arrays of their own would be most of what is thrown
 * away in a run. A text has at most as many tokens as characters.
 */
class TokenRoom {
  kinds = new Int16Array(0)
  starts = new Int32Array(0)
  ends = new Int32Array(0)
  partners = new Int32Array(0)

  fit(size: number): void {
    if (size <= this.kinds.length) return
    const length = Math.max(size, 2 * this.kinds.length, 1 << 15)
    this.kinds = new Int16Array(length)
    this.starts = new Int32Array(length)
    this.ends = new Int32Array(length)
    this.partners = new Int32Array(length)
  }
}

const room = new TokenRoom()

const backslash = 92
const backquote = 96
const lineFeed = 10

/** Operators: what follows them is an expression. */
const beforeExpression = new Set(
  'return typeof instanceof in new delete void throw case do else extends default'.split(' '),
)
/** Operators in some places and names in others. */
const perhapsBeforeExpression = new Set(['of', 'await', 'yield'])
/** A statement follows their parentheses. */
const beforeHead = new Set(['if', 'while', 'for', 'with'])

class Lexer {
  readonly kinds: Int16Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly partners: Int32Array
  count = 0
  readonly #open: number[] = []

  constructor(readonly text: string) {
    room.fit(text.length)
    this.kinds = room.kinds
    this.starts = room.starts
    this.ends = room.ends
    this.partners = room.partners
  }

  tokens(): Tokens {
    const { text, count } = this
    return {
      text,
      kinds: this.kinds.subarray(0, count),
      starts: this.starts.subarray(0, count),
      ends: this.ends.subarray(0, count),
      partners: this.partners.subarray(0, count),
    }
  }

  run(): boolean {
    const { text } = this
    let at = text.startsWith('#!') ? lineEnd(text, 0) : 0
    while (at < text.length) {
      const code = text.charCodeAt(at)
      if (code === 32 || code === lineFeed || code === 9) at++
      else if (isNamePart(code)) at = this.#nameOrNumber(at, code)
      else if (code === Code.Slash) at = this.#slash(at)
      else at = this.#other(at, code)
      if (at === -1) return false
    }
    return this.#open.length === 0
  }

  #add(kind: number, start: number, end: number): number {
    const { count } = this
    this.kinds[count] = kind
    this.starts[count] = start
    this.ends[count] = end
    this.partners[count] = -1
    this.count = count + 1
    return end
  }

  #nameOrNumber(start: number, code: number): number {
    if (isDigit(code)) return this.#number(start)
    return this.#add(Kind.Word, start, nameEnd(this.text, start))
  }

  #number(start: number): number {
    const { text } = this
    const isHex = /^0[xX]/.test(text.slice(start, start + 2))
    let end = start
    for (;;) {
      const code = text.charCodeAt(end)
      const isSign = code === Code.Plus || code === Code.Minus
      const isExponent = isSign && end > start && !isHex && /[eE]/.test(text.charAt(end - 1))
      if (!(isNamePart(code) || code === Code.Dot || isExponent)) break
      end++
    }
    return this.#add(Kind.Number, start, end)
  }

  #slash(at: number): number {
    const { text } = this
    const next = text.charCodeAt(at + 1)
    if (next === Code.Slash) return lineEnd(text, at)
    if (next === Code.Asterisk) {
      const end = text.indexOf('*/', at + 2)
      return end === -1 ? -1 : end + 2
    }
    switch (this.#slashRole()) {
      case 'regex':
        return this.#regex(at)
      case 'division':
        return this.#add(Code.Slash, at, at + 1)
      case 'unsure':
        return -1
    }
  }

  /** What a `/` is after the tokens so far. */
  #slashRole(): 'regex' | 'division' | 'unsure' {
    const last = this.count - 1
    const kind = this.kinds[last] ?? Code.Semicolon
    if (endsValue(kind)) return 'division'
    switch (kind) {
      case Kind.Word:
        return this.#slashAfterWord(last)
      case Code.CloseParen: {
        const before = (this.partners[last] ?? 0) - 1
        return this.kinds[before] === Kind.Word ? this.#slashAfterHead(before) : 'division'
      }
      case Code.CloseBrace:
      case Code.Greater:
      case Code.Dot:
        return 'unsure'
      case Code.Plus:
      case Code.Minus:
        // `a++ / b` and `a + +/b/`.
        return this.kinds[last - 1] === kind ? 'unsure' : 'regex'
      case Code.Exclamation:
        return this.#isAfterValue(last) ? 'unsure' : 'regex'
      default:
        return 'regex'
    }
  }

  #slashAfterWord(index: number): 'regex' | 'division' | 'unsure' {
    const word = this.#text(index)
    if (this.kinds[index - 1] === Code.Dot) return 'division'
    if (perhapsBeforeExpression.has(word)) return 'unsure'
    return beforeExpression.has(word) ? 'regex' : 'division'
  }

  #slashAfterHead(index: number): 'regex' | 'division' | 'unsure' {
    const word = this.#text(index)
    if (this.kinds[index - 1] === Code.Dot) return 'division'
    if (word === 'await') return 'unsure'
    return beforeHead.has(word) ? 'regex' : 'division'
  }

  /** Whether a `!` may belong to what stands before it. */
  #isAfterValue(index: number): boolean {
    const kind = this.kinds[index - 1]
    if (kind === undefined) return false
    const isCloser = kind === Code.CloseParen || kind === Code.CloseBracket || kind === Code.CloseBrace
    return kind <= Kind.Private || isCloser || kind === Code.Greater || kind === Code.Exclamation
  }

  #text(index: number): string {
    return this.text.slice(this.starts[index], this.ends[index])
  }

  #regex(start: number): number {
    const { text } = this
    let inClass = false
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === lineFeed) return -1
      if (code === backslash) at++
      else if (code === Code.OpenBracket) inClass = true
      else if (code === Code.CloseBracket) inClass = false
      else if (code === Code.Slash && !inClass) return this.#add(Kind.Regex, start, nameEnd(text, at + 1))
    }
    return -1
  }

  #other(at: number, code: number): number {
    const { text } = this
    switch (code) {
      case 34:
      case 39:
        return this.#string(at, code)
      case backquote:
        return this.#template(at, Kind.Template, Kind.TemplateHead)
      case 35:
        return isNamePart(text.charCodeAt(at + 1)) ? this.#add(Kind.Private, at, nameEnd(text, at + 1)) : -1
      case Code.OpenParen:
      case Code.OpenBracket:
      case Code.OpenBrace:
        this.#open.push(this.count)
        return this.#add(code, at, at + 1)
      case Code.CloseParen:
        return this.#close(at, code, Code.OpenParen)
      case Code.CloseBracket:
        return this.#close(at, code, Code.OpenBracket)
      case Code.CloseBrace: {
        const opener = this.kinds[this.#open.at(-1) ?? -1]
        if (opener !== Kind.TemplateHead) return this.#close(at, code, Code.OpenBrace)
        return this.#template(at, Kind.TemplateTail, Kind.TemplateMiddle)
      }
      case Code.Equals:
        return this.#equals(at)
      case Code.Dot:
        return isDigit(text.charCodeAt(at + 1)) ? this.#number(at) : this.#add(code, at, at + 1)
      default:
        // Control characters, spaces that few know, names in other scripts, `\u0061`.
        return code <= 32 || code > 126 || code === backslash ? -1 : this.#add(code, at, at + 1)
    }
  }

  #close(at: number, code: number, opener: number): number {
    const open = this.#open.pop()
    if (open === undefined || this.kinds[open] !== opener) return -1
    const index = this.count
    this.#add(code, at, at + 1)
    this.partners[index] = open
    this.partners[open] = index
    return at + 1
  }

  #equals(at: number): number {
    const next = this.text.charCodeAt(at + 1)
    if (next === Code.Greater) return this.#add(Kind.Arrow, at, at + 2)
    if (next !== Code.Equals) return this.#add(Code.Equals, at, at + 1)
    const isStrict = this.text.charCodeAt(at + 2) === Code.Equals
    return this.#add(Kind.Equality, at, at + (isStrict ? 3 : 2))
  }

  #string(start: number, quote: number): number {
    const { text } = this
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === quote) return this.#add(Kind.String, start, at + 1)
      if (code === lineFeed) return -1
      if (code === backslash) at++
    }
    return -1
  }

  /** From a backquote, or from the `}` that ends an expression in a template, to its end or its next expression. */
  #template(start: number, whole: number, part: number): number {
    const { text } = this
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === backslash) at++
      else if (code === backquote) {
        if (whole === Kind.TemplateTail) this.#open.pop()
        return this.#add(whole, start, at + 1)
      } else if (code === 36 && text.charCodeAt(at + 1) === Code.OpenBrace) {
        if (part === Kind.TemplateHead) this.#open.push(this.count)
        return this.#add(part, start, at + 2)
      }
    }
    return -1
  }
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

function nameEnd(text: string, start: number): number {
  let end = start
  while (isNamePart(text.charCodeAt(end))) end++
  return end
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isNamePart(code: number): boolean {
  return nameParts[code] === 1
}

/** By character code: letters, digits, `_` and `$`. */
const nameParts = Uint8Array.from({ length: 128 }, (_, code) => (/[\w$]/.test(String.fromCharCode(code)) ? 1 : 0))
