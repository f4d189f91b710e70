import type { BindingFact, ConstancyFact, MadeFact, Span } from '../facts.js'

/**
 * Bindings with what the file changes inside of them.
 *
 * @param changesIn - where the file first changes something inside each of the given names
 */
export function withChanges(
  bindings: readonly BindingFact[],
  changesIn: (names: ReadonlySet<string>) => ReadonlyMap<string, Span>,
): readonly BindingFact[] {
  const changeable = bindings.filter(({ value }) => value.kind === 'made' && isChangeable(value.constancy))
  const changes = changesIn(new Set(changeable.map(({ local }) => local)))
  if (changes.size === 0) return bindings
  return bindings.map((binding) => {
    const change = changes.get(binding.local)
    return binding.value.kind === 'alias' || change === undefined ? binding : changed(binding, binding.value, change)
  })
}

function changed(binding: BindingFact, value: MadeFact, span: Span): BindingFact {
  return { ...binding, value: { ...value, constancy: { kind: 'changed', span } } }
}

/** A constant cannot be given another value, but an object or an array can be given others inside. */
function isChangeable(constancy: ConstancyFact): boolean {
  if (constancy.kind !== 'constant') return false
  const { value } = constancy
  if (value.kind === 'computed') return value.from.kind === 'array' || value.from.kind === 'object'
  return value.kind === 'array' || value.kind === 'object'
}
