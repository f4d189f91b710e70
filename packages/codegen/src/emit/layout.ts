/**
 * Code as text, on one line where it fits and else broken as a person would. A text begins behind the margin of its
 * line; what it breaks into stands behind the same margin, or deeper ones.
 */

/** The break before a line, and its indentation. */
export type Margin = `\n${string}`

/** Columns that generated lines keep to where they can. */
const lineWidth = 110

export const outermost: Margin = '\n'

/** The margin of lines that are indented once more. */
export function deeper(margin: Margin): Margin {
  return `${margin}  `
}

/** Whether a text without breaks fits on a line. */
export function fits(margin: Margin, text: string): boolean {
  return margin.length - 1 + text.length <= lineWidth
}

interface Brackets {
  readonly open: string
  readonly close: string
  /** What parts them from what they hold, on one line. */
  readonly pad: ' ' | ''
}

export const round: Brackets = { open: '(', close: ')', pad: '' }
export const square: Brackets = { open: '[', close: ']', pad: '' }
export const curly: Brackets = { open: '{', close: '}', pad: ' ' }

/**
 * `before[item, item]after`, or one item a line with a comma after each.
 *
 * @param after - what follows, as far as it cannot be broken
 */
export function listed(
  margin: Margin,
  before: string,
  { open, close, pad }: Brackets,
  items: readonly string[],
  after = '',
): string {
  if (items.length === 0) return `${before}${open}${close}${after}`
  const text = `${before}${open}${pad}${items.join(', ')}${pad}${close}${after}`
  if (fits(margin, text)) return text
  const inner = deeper(margin)
  return `${before}${open}${inner}${items.join(`,${inner}`)},${margin}${close}${after}`
}
