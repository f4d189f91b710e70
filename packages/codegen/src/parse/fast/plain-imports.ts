import type { ImportFact } from '../../facts.js'
import { closerOf, isOpener } from './skip.js'
import { Code, isWord, Kind, type Stretch, startsLine, type Tokens, textOf } from './tokens.js'

/** Imports by their tokens, and where they stand. */
export interface PlainImports {
  readonly facts: readonly ImportFact[]
  readonly stretches: readonly Stretch[]
}

/**
 * The imports of a text without syntax errors: reading them here is cheaper than a tree of them. Nothing where one has
 * attributes, a quoted name or another form that is not plain to see; then all are read from the tree.
 */
export function plainImports(tokens: Tokens): PlainImports | undefined {
  const { kinds, partners } = tokens
  const facts: ImportFact[] = []
  const stretches: Stretch[] = []
  for (let at = 0; at < kinds.length; at++) {
    if (isOpener(kinds[at])) at = closerOf(partners, at)
    else if (isWord(tokens, at, 'import') && kinds[at - 1] !== Code.Dot) {
      const end = beginsStatement(tokens, at) ? importAt(tokens, at, facts) : undefined
      if (end === undefined) return undefined
      stretches.push({ from: at, to: end })
      at = end - 1
    }
  }
  return { facts, stretches }
}

/** Whether a statement at the top level begins here for sure, and not the body of one: `label: import …`. */
function beginsStatement(tokens: Tokens, index: number): boolean {
  const before = tokens.kinds[index - 1]
  if (before === undefined || before === Code.Semicolon) return true
  return (before === Code.CloseBrace || before === Kind.String) && startsLine(tokens, index)
}

/** Adds what one statement imports; gives the token after it, with its semicolon. */
function importAt(tokens: Tokens, index: number, facts: ImportFact[]): number | undefined {
  const { kinds } = tokens
  let at = index + 1
  if (kinds[at] === Kind.String) return afterModule(tokens, at)
  if (isWord(tokens, at, 'type') && !isWord(tokens, at + 1, 'from') && kinds[at + 1] !== Code.Comma) at++
  const byDefault = kinds[at] === Kind.Word ? textOf(tokens, at++) : undefined
  const isAlone = byDefault !== undefined && kinds[at] !== Code.Comma
  if (byDefault !== undefined && !isAlone) at++
  const first = at
  const from = isAlone ? at : afterBindings(tokens, at)
  const module = (from ?? 0) + 1
  if (from === undefined || !isWord(tokens, from, 'from')) return undefined
  const end = kinds[module] === Kind.String ? afterModule(tokens, module) : undefined
  if (end === undefined) return undefined
  const path = textOf(tokens, module).slice(1, -1)
  if (byDefault !== undefined) facts.push({ kind: 'default', local: byDefault, module: path })
  if (isAlone) return end
  if (kinds[first] === Code.Asterisk) {
    facts.push({ kind: 'namespace', local: textOf(tokens, first + 2), module: path })
    return end
  }
  for (let name = first + 1; name < from - 1; ) {
    const next = importedName(tokens, name, path, facts)
    if (next === undefined) return undefined
    name = next
  }
  return end
}

/** The token after `{ … }` or `* as name`. */
function afterBindings(tokens: Tokens, index: number): number | undefined {
  const { kinds, partners } = tokens
  if (kinds[index] === Code.OpenBrace) return closerOf(partners, index) + 1
  if (kinds[index] !== Code.Asterisk) return undefined
  return isWord(tokens, index + 1, 'as') && kinds[index + 2] === Kind.Word ? index + 3 : undefined
}

/** Adds `name`, `name as local` or `type name`; gives the token after its comma. */
function importedName(tokens: Tokens, index: number, module: string, facts: ImportFact[]): number | undefined {
  const { kinds } = tokens
  const isType = isWord(tokens, index, 'type') && kinds[index + 1] === Kind.Word
  if (isType && isWord(tokens, index + 1, 'as')) return undefined
  let at = isType ? index + 1 : index
  if (kinds[at] !== Kind.Word) return undefined
  const imported = textOf(tokens, at++)
  let local = imported
  if (isWord(tokens, at, 'as') && kinds[at + 1] === Kind.Word) {
    local = textOf(tokens, at + 1)
    at += 2
  }
  if (kinds[at] !== Code.Comma && kinds[at] !== Code.CloseBrace) return undefined
  facts.push(imported === 'default' ? { kind: 'default', local, module } : { kind: 'named', local, imported, module })
  return at + 1
}

function afterModule(tokens: Tokens, index: number): number | undefined {
  const { kinds } = tokens
  if (textOf(tokens, index).includes('\\')) return undefined
  if (kinds[index + 1] === Code.Semicolon) return index + 2
  return index + 1 === kinds.length || startsLine(tokens, index + 1) ? index + 1 : undefined
}
