import type { Span } from '../../facts.js'

/** Where a node stands, in characters from the start of its file. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** The text of a file that is being read, and where its lines begin. */
export class Source {
  readonly #lineStarts: readonly number[]
  /** Where the last position was: the next is most often there too. */
  #lastLine = 0

  constructor(
    readonly text: string,
    /** The names that the file imports or declares at its top level as values. */
    readonly names: ReadonlySet<string>,
  ) {
    this.#lineStarts = lineStartsOf(text)
  }

  span({ start, end }: Range): Span {
    const line = this.#lineOf(start)
    const endLine = this.#lineOf(end)
    return {
      line: line + 1,
      column: start - (this.#lineStarts[line] ?? 0) + 1,
      endLine: endLine + 1,
      endColumn: end - (this.#lineStarts[endLine] ?? 0) + 1,
    }
  }

  textOf({ start, end }: Range): string {
    return this.text.slice(start, end)
  }

  #lineOf(position: number): number {
    const starts = this.#lineStarts
    const last = this.#lastLine
    if ((starts[last] ?? 0) <= position && position < (starts[last + 1] ?? Number.POSITIVE_INFINITY)) return last
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= position) low = middle
      else high = middle
    }
    this.#lastLine = low
    return low
  }
}

/** Other line ends than `\n` are not read here. */
function lineStartsOf(text: string): readonly number[] {
  const starts = [0]
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return starts
}

/** The first position from `at` on that is neither a space nor in a comment. */
export function skipTrivia(text: string, at: number): number {
  trivia.lastIndex = at
  trivia.test(text)
  return trivia.lastIndex
}

const trivia = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/y
