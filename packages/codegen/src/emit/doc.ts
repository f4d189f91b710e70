/**
 * A small pretty printer after Wadler and Prettier: a group is printed on one line where it fits, and with all its own
 * line breaks where it does not.
 */
export type Doc =
  | string
  | readonly Doc[]
  /** A break; on one line it is a space, a separator or nothing. */
  | { readonly kind: 'line'; readonly flat: ' ' | '; ' | '' }
  /** A break whatever the room; every group around it breaks too. */
  | { readonly kind: 'hardline' }
  | { readonly kind: 'indent'; readonly content: Doc }
  | { readonly kind: 'group'; readonly content: Doc }
  /** Printed only where the group around it breaks. */
  | { readonly kind: 'ifBroken'; readonly text: string }

/** Columns that generated lines keep to where they can. */
export const lineWidth = 110

export const line: Doc = { kind: 'line', flat: ' ' }
export const softline: Doc = { kind: 'line', flat: '' }
export const hardline: Doc = { kind: 'hardline' }

export function indent(...content: Doc[]): Doc {
  return { kind: 'indent', content }
}

export function group(...content: Doc[]): Doc {
  return { kind: 'group', content }
}

/** `open item, item close`, or one item a line with a comma after each. */
export function list(open: string, items: readonly Doc[], close: string, pad: Doc = softline): Doc {
  if (items.length === 0) return `${open}${close}`
  return group(open, indent(pad, join(items, [',', line])), { kind: 'ifBroken', text: ',' }, pad, close)
}

/** Like `list`, always one item a line. */
export function block(open: string, items: readonly Doc[], close: string): Doc {
  if (items.length === 0) return `${open}${close}`
  return [open, indent(hardline, join(items, [',', hardline])), ',', hardline, close]
}

export function join(items: readonly Doc[], separator: Doc): Doc {
  return items.flatMap((item, index) => (index === 0 ? [item] : [separator, item]))
}

interface Task {
  readonly doc: Doc
  readonly depth: number
  readonly flat: boolean
}

/** The text of a document in at most `width` columns, where that can be done. */
export function print(doc: Doc, width = lineWidth): string {
  let text = ''
  let column = 0
  const write = (part: string) => {
    text += part
    column += part.length
  }
  const tasks: Task[] = [{ doc, depth: 0, flat: false }]
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const { doc: current, depth, flat } = task
    if (typeof current === 'string') {
      write(current)
    } else if (isSequence(current)) {
      for (const part of current.toReversed()) tasks.push({ doc: part, depth, flat })
    } else {
      switch (current.kind) {
        case 'indent':
          tasks.push({ doc: current.content, depth: depth + 1, flat })
          break
        case 'group':
          tasks.push({ doc: current.content, depth, flat: flat || fits(current.content, width - column, tasks) })
          break
        case 'ifBroken':
          if (!flat) write(current.text)
          break
        case 'line':
          if (flat) {
            write(current.flat)
            break
          }
          text += `\n${'  '.repeat(depth)}`
          column = depth * 2
          break
        case 'hardline':
          text += `\n${'  '.repeat(depth)}`
          column = depth * 2
          break
      }
    }
  }
  return text.replace(/[ ]+$/gm, '')
}

/** Whether `doc` on one line, and what follows up to the next possible break, has room. */
function fits(doc: Doc, room: number, after: readonly Task[]): boolean {
  let left = room
  const tasks: Task[] = [{ doc, depth: 0, flat: true }]
  let next = after.length
  while (left >= 0) {
    const task = tasks.pop() ?? after[--next]
    if (task === undefined) return true
    const { doc: current, flat } = task
    if (typeof current === 'string') {
      left -= current.length
    } else if (isSequence(current)) {
      for (const part of current.toReversed()) tasks.push({ ...task, doc: part })
    } else if (current.kind === 'indent' || current.kind === 'group') {
      tasks.push({ ...task, doc: current.content })
    } else if (current.kind === 'ifBroken') {
      if (!flat) left -= current.text.length
    } else if (current.kind === 'hardline') {
      // Inside the group it forces a break; behind it the line ends here.
      return next < after.length
    } else if (flat) {
      left -= current.flat.length
    } else {
      return true
    }
  }
  return false
}

function isSequence(doc: Exclude<Doc, string>): doc is readonly Doc[] {
  return Array.isArray(doc)
}
