import type { KeyedFact, PropertyFact, SpreadFact } from '../facts.js'

/** The properties of an object whose keys all are known and differ; nothing for any other. */
export function plainProperties(parts: readonly (KeyedFact | SpreadFact)[]): readonly PropertyFact[] | undefined {
  const properties = parts.map((part): PropertyFact | undefined =>
    part.kind === 'keyed' && part.key.kind === 'string'
      ? { key: part.key.value, value: part.value, span: part.span }
      : undefined,
  )
  const plain = properties.filter((property) => property !== undefined)
  const isPlain = plain.length === parts.length && new Set(plain.map(({ key }) => key)).size === plain.length
  return isPlain ? plain : undefined
}
