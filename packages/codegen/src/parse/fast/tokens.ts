/**
 * The tokens of a text: kind, start and end of each, and for brackets the token that closes or opens them. They hold until
 * the next text is lexed.
 */
export interface Tokens {
  readonly text: string
  /** A character's code for punctuation, otherwise one of `Kind`. */
  readonly kinds: ArrayLike<number>
  readonly starts: ArrayLike<number>
  readonly ends: ArrayLike<number>
  /** Of `(`, `[`, `{` and `}`, `]`, `)` the token on the other side; -1 for all others. */
  readonly partners: ArrayLike<number>
}

/** Tokens from the first to the one before the last. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Kinds of tokens that are no single punctuation character; below any printable character's code. */
export const Kind = {
  Word: 1,
  Number: 2,
  String: 3,
  /** A template without `${}`. */
  Template: 4,
  TemplateHead: 5,
  TemplateMiddle: 6,
  TemplateTail: 7,
  Regex: 8,
  /** `#name` */
  Private: 9,
  /** `=>` */
  Arrow: 10,
  /** `==` and `===`, also as the end of `!=` and `!==`. */
  Equality: 11,
} as const

/** Codes of the punctuation that something looks at. */
export const Code = {
  OpenParen: 40,
  CloseParen: 41,
  Asterisk: 42,
  Plus: 43,
  Comma: 44,
  Minus: 45,
  Dot: 46,
  Slash: 47,
  Colon: 58,
  Semicolon: 59,
  Less: 60,
  Equals: 61,
  Greater: 62,
  Question: 63,
  At: 64,
  OpenBracket: 91,
  CloseBracket: 93,
  Bar: 124,
  Ampersand: 38,
  Exclamation: 33,
  OpenBrace: 123,
  CloseBrace: 125,
} as const

/** A token's text. */
export function textOf(tokens: Tokens, index: number): string {
  return tokens.text.slice(tokens.starts[index], tokens.ends[index])
}

/** Whether a token is a certain word. */
export function isWord({ text, kinds, starts, ends }: Tokens, index: number, word: string): boolean {
  if (kinds[index] !== Kind.Word) return false
  const start = starts[index] ?? 0
  return (ends[index] ?? 0) - start === word.length && text.startsWith(word, start)
}

/** Whether a line ends between a token and the one before it. */
export function startsLine(tokens: Tokens, index: number): boolean {
  const from = tokens.ends[index - 1] ?? 0
  const to = tokens.starts[index] ?? tokens.text.length
  const lineEnd = tokens.text.indexOf('\n', from)
  return lineEnd !== -1 && lineEnd < to
}

/** Whether what is of a kind can only be the end of a value: a literal, `]` or `#name`. */
export function endsValue(kind: number): boolean {
  return valueEnds.has(kind)
}

const valueEnds = new Set<number>([
  Kind.Number,
  Kind.String,
  Kind.Template,
  Kind.TemplateTail,
  Kind.Regex,
  Kind.Private,
  Code.CloseBracket,
])

/** Whether a token can be the end of a value. */
export function isOperand({ kinds }: Tokens, index: number): boolean {
  const kind = kinds[index]
  const isCloser = kind === Code.CloseParen || kind === Code.CloseBracket || kind === Code.CloseBrace
  const isPart = kind === Kind.TemplateHead || kind === Kind.TemplateMiddle
  return kind !== undefined && !isPart && (kind <= Kind.Private || isCloser)
}
