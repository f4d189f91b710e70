import type { DecoratorFact, FileFacts, Path, Span } from '../facts.js'
import { followName, type Lookup } from './follow/index.js'

/** A decorator with the file whose names its arguments use, and where on the handler it takes effect. */
export interface Expanded {
  readonly decorator: DecoratorFact
  readonly file: FileFacts
  readonly use: Span
}

/**
 * The decorators of something in `file`, with each that `composeDecorators` made replaced by its parts: those of a
 * constant, wherever it is declared and whatever it is called, and parts of parts. What only looks like one, such as a
 * function that composes when it is called, stays as it is.
 */
export function expandDecorators(
  decorators: readonly DecoratorFact[],
  file: FileFacts,
  lookup: Lookup,
): readonly Expanded[] {
  const found: Expanded[] = []
  for (const decorator of decorators) {
    const expanded = { decorator, file, use: decorator.span }
    if (isPlain(decorator)) found.push(expanded)
    else found.push(...expand(expanded, lookup, []))
  }
  return found
}

/** Most are called with something that is no decorator. */
function isPlain(decorator: DecoratorFact): boolean {
  return decorator.arguments !== undefined && decorator.parts === undefined
}

function expand(expanded: Expanded, lookup: Lookup, open: readonly string[]): readonly Expanded[] {
  const { decorator, file, use } = expanded
  if (isPlain(decorator)) return [expanded]
  const composition = isComposition(decorator, file, lookup)
    ? { call: decorator, file, key: undefined }
    : composedConstant(decorator, file, lookup)
  const parts = composition?.call.parts
  if (composition === undefined || parts === undefined) return [expanded]
  const { key } = composition
  // One that is a part of itself cannot run.
  if (key !== undefined && open.includes(key)) return []
  const within = key === undefined ? open : [...open, key]
  return parts.flatMap((part) => expand({ decorator: part, file: composition.file, use }, lookup, within))
}

/** The call of `composeDecorators` that a decorator's name stands for. */
function composedConstant({ path, arguments: values }: DecoratorFact, file: FileFacts, lookup: Lookup) {
  if (values !== undefined) return undefined
  const followed = followName(path, file, lookup)
  if (followed.kind !== 'made' || followed.members.length > 0) return undefined
  const { file: declaring, name } = followed
  const made = declaring.bindings.find(({ local, value }) => local === name && value.kind === 'made')?.value
  if (made?.kind !== 'made' || made.constancy.kind !== 'constant' || made.call === undefined) return undefined
  if (!isComposition(made.call, declaring, lookup)) return undefined
  return { call: made.call, file: declaring, key: `${declaring.file}:${name}` }
}

function isComposition({ path, parts }: DecoratorFact, file: FileFacts, lookup: Lookup): boolean {
  return parts !== undefined && isComposer(path, file, lookup)
}

function isComposer(path: Path, file: FileFacts, lookup: Lookup): boolean {
  const followed = followName(path, file, lookup)
  return (
    followed.kind === 'library' && followed.library === 'runtime' && followed.path.join('.') === 'composeDecorators'
  )
}
