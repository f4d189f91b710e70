import { afterType } from '../skip.js'
import { Code, isWord, Kind, startsLine, type Tokens, textOf } from '../tokens.js'

/** Thrown where a text has more than is read here. One object for all: it is no error, and making a stack takes time. */
export const notPlain = new Error('More than plain syntax')

/** Where the reading of a text's tokens has got to. */
export class Reader {
  at = 0

  constructor(readonly tokens: Tokens) {}

  /** Of the token that comes next; 0 at the end. */
  get kind(): number {
    return this.tokens.kinds[this.at] ?? 0
  }

  get start(): number {
    return this.tokens.starts[this.at] ?? 0
  }

  /** Where the token before the next one ends. */
  get end(): number {
    return this.tokens.ends[this.at - 1] ?? 0
  }

  get text(): string {
    return textOf(this.tokens, this.at)
  }

  /** Of an opening bracket: the token that closes it. */
  get closer(): number {
    return this.tokens.partners[this.at] ?? -1
  }

  kindAt(offset: number): number {
    return this.tokens.kinds[this.at + offset] ?? 0
  }

  is(word: string): boolean {
    return isWord(this.tokens, this.at, word)
  }

  startsLine(): boolean {
    return startsLine(this.tokens, this.at)
  }

  /** Goes past a token if it is of a kind; says whether it was. */
  skip(kind: number): boolean {
    if (this.kind !== kind) return false
    this.at++
    return true
  }

  /** Goes past a word if it is this one; says whether it was. */
  skipWord(word: string): boolean {
    if (!this.is(word)) return false
    this.at++
    return true
  }

  /** Goes past a token that has to be of a kind. */
  take(kind: number): void {
    if (!this.skip(kind)) throw notPlain
  }

  takeWord(word: string): void {
    if (!this.skipWord(word)) throw notPlain
  }

  /** The text of a word. */
  takeName(): string {
    if (this.kind !== Kind.Word) throw notPlain
    const { text } = this
    this.at++
    return text
  }

  /** What is between the quotes of a string without escapes. */
  takeString(): string {
    if (this.kind !== Kind.String) throw notPlain
    const { text } = this
    if (text.includes('\\')) throw notPlain
    this.at++
    return text.slice(1, -1)
  }

  /** Goes past `: Type`, if it stands here. */
  skipAnnotation(): void {
    if (!this.skip(Code.Colon)) return
    const after = afterType(this.tokens, this.at)
    if (after === undefined) throw notPlain
    this.at = after
  }

  /** Goes past the end of a statement: its semicolon, or the end of a line after which another begins for sure. */
  takeStatementEnd(): void {
    if (this.skip(Code.Semicolon) || this.kind === 0) return
    const begins = this.kind === Kind.Word ? !goesOn.has(this.text) : this.kind === Code.At
    if (!begins || !this.startsLine()) throw notPlain
  }
}

/** Words that may go on with the expression or the type of the line before. */
const goesOn = new Set(['in', 'instanceof', 'as', 'satisfies', 'extends', 'is'])
