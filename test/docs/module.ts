import type { Block } from './markdown.js'

/** A line of code, and the line of the page where it stands. */
export interface Line {
  readonly text: string
  readonly line: number
}

/** A module to compile: whole files and fragments alike. */
export interface Module {
  readonly page: string
  /** From the project's folder. */
  readonly path: string
  readonly lines: readonly Line[]
  /** The lines of the page that must fail to compile, where the block says so. */
  readonly wrong?: { readonly from: number; readonly to: number }
}

/** What the comment before a block says of it. */
export interface Convention {
  /** The block goes on where the one before it ended. */
  readonly continues: boolean
  /** The block shows a mistake, which the compiler must find. */
  readonly wrong: boolean
  /** The name of a file that cannot say so itself, such as one of JSON. */
  readonly file?: string
  /** Code around the block, which stands at the line `…`, else at the end. */
  readonly context: readonly Line[]
}

/**
 * Reads the comment before a block: words in its first line, code in the others.
 *
 *     <!-- wrong context
 *     declare const session: Session
 *     -->
 *
 * @throws Error for a word that means nothing
 */
export function conventionOf({ page, comment }: Block): Convention {
  const [words = '', ...code] = (comment?.text ?? '').split('\n')
  // A command that the tutorial's test does not run.
  const rest = words.trim() === 'by hand' ? [] : words.trim().split(/\s+/).filter(Boolean)
  const context = code.slice(0, -1).map((text, index) => ({ text, line: (comment?.line ?? 0) + 1 + index }))
  let convention: Convention = { continues: false, wrong: false, context }
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === 'continues') convention = { ...convention, continues: true }
    else if (word === 'wrong') convention = { ...convention, wrong: true }
    else if (word === 'file') convention = { ...convention, file: rest.shift() ?? '' }
    else if (word !== 'context') throw new Error(`${page}:${comment?.line ?? 0}: no block is '${word}'`)
  }
  return convention
}

/** The block's lines within those around it. */
export function withContext(block: Block, context: readonly Line[]): readonly Line[] {
  const at = context.findIndex(({ text }) => text.trim() === '…')
  const lines = linesOf(block)
  return at < 0 ? [...context, ...lines] : [...context.slice(0, at), ...lines, ...context.slice(at + 1)]
}

export function linesOf({ code, line }: Block): readonly Line[] {
  return code
    .replace(/\n$/, '')
    .split('\n')
    .map((text, index) => ({ text, line: line + index }))
}

export function sourceOf({ lines }: Pick<Module, 'lines'>): string {
  return lines.map(({ text }) => `${text}\n`).join('')
}

/** The file that a block is, by the comment in its first line: `// src/main.ts`. */
export function namedFile({ code }: Block): string | undefined {
  return /^\/\/ ((?:[\w.-]+\/)*[\w.-]+\.[cm]?ts)\n/.exec(code)?.[1]
}
