import type { DecoratorFact, FileFacts, Path, Span } from '../facts.js'
import type { Place } from '../model.js'
import { closest } from '../diagnostics/index.js'
import { allDecorators, type DecoratorName, decoratorNamed, decoratorsIn } from './decorator-names.js'
import { followName, type Lookup } from './follow/index.js'

/** What a decorator turns out to be. */
export type Meaning =
  | { readonly kind: 'botgen'; readonly name: DecoratorName }
  /** Made of one of botgen's decorators in a way that is not followed. */
  | { readonly kind: 'made'; readonly name: DecoratorName }
  /** Of '@botgen/runtime', but no decorator; `instead` is what may be meant. */
  | { readonly kind: 'noDecorator'; readonly instead: readonly DecoratorName[] }
  /** Called like one of botgen's, but where it comes from cannot be read; no module when nothing imports it. */
  | { readonly kind: 'lost'; readonly name: DecoratorName; readonly module: string | undefined }
  /** Called like one of botgen's, but declared in the file `file`. */
  | { readonly kind: 'namesake'; readonly file: string }
  | { readonly kind: 'other' }

const other: Meaning = { kind: 'other' }
const meanings: ReadonlyMap<DecoratorName, Meaning> = new Map(
  allDecorators.map((name) => [name, { kind: 'botgen', name }]),
)

/** Which of botgen's decorators this is, whatever the file calls it and wherever it comes through. */
export function meaningOf({ path, mentions }: DecoratorFact, file: FileFacts, lookup: Lookup): Meaning {
  const meaning = meaningOfName(path, file, lookup, [])
  if (meaning.kind !== 'other') return meaning
  const inside = mentions.map((mention) => meaningOfName(mention, file, lookup, [])).find(isBotgens)
  return inside === undefined ? other : { kind: 'made', name: inside.name }
}

function meaningOfName(path: Path, file: FileFacts, lookup: Lookup, seen: string[]): Meaning {
  const followed = followName(path, file, lookup)
  if (followed.kind === 'library') {
    if (followed.library !== 'runtime') return other
    const name = decoratorNamed(followed.path)
    return name === undefined ? strangeName(followed.path) : (meanings.get(name) ?? other)
  }
  const called = telling(path)
  switch (followed.kind) {
    case 'made': {
      const key = `${followed.file.file}:${followed.name}`
      if (seen.includes(key)) return other
      seen.push(key)
      const source = followed.mentions
        .map((mention) => meaningOfName(mention, followed.file, lookup, seen))
        .find(isBotgens)
      if (source !== undefined) return { kind: 'made', name: source.name }
      return called === undefined ? other : { kind: 'namesake', file: followed.file.file }
    }
    case 'outside': {
      const name = called ?? telling(followed.path)
      return name === undefined ? other : { kind: 'lost', name, module: followed.module }
    }
    case 'unbound':
    case 'unread':
      return called === undefined ? other : { kind: 'lost', name: called, module: undefined }
    case 'class':
      return called === undefined ? other : { kind: 'namesake', file: followed.file.file }
    case 'other':
      return called === undefined ? other : { kind: 'namesake', file: followed.file }
  }
}

function isBotgens(meaning: Meaning): meaning is Extract<Meaning, { readonly name: DecoratorName }> {
  return meaning.kind === 'botgen' || meaning.kind === 'made' || meaning.kind === 'lost'
}

/** A name of '@botgen/runtime' that is no decorator: `CommonHandler`, `ComandHandler`, `default.CommandHandler`. */
function strangeName(path: readonly string[]): Meaning {
  const [head, ...members] = path
  // The runtime has no default export, but what is written shows what is meant.
  if (head === 'default') {
    const name = decoratorNamed(members)
    return name === undefined ? other : { kind: 'lost', name, module: '@botgen/runtime' }
  }
  const inside = head === undefined ? [] : decoratorsIn(head)
  const near = closest(path.join('.'), inside.length === 0 ? allDecorators : inside)
  if (near !== undefined) return { kind: 'noDecorator', instead: [near] }
  return inside.length === 0 ? other : { kind: 'noDecorator', instead: inside }
}

/** Names that others use too for decorators of their own say nothing when botgen's are meant. */
const common: readonly (DecoratorName | undefined)[] = ['Injectable', 'Word']

/** The decorator that a name visibly means, wherever it comes from: `kit.CommandHandler`. */
function telling(path: readonly string[]): DecoratorName | undefined {
  const name = decoratorNamed(path.slice(-2)) ?? decoratorNamed(path.slice(-1))
  return common.includes(name) ? undefined : name
}

export function placeIn(file: FileFacts, span: Span): Place {
  const { line, column, endLine, endColumn } = span
  return { file: file.file, line, column, endLine, endColumn }
}
