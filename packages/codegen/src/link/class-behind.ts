import type { FileFacts, ValueFact } from '../facts.js'
import { followName, type Lookup } from './follow/index.js'

/** The class of the project that a resolved value leads to: its file, and the name that it is declared by there. */
export function classBehind(
  value: ValueFact,
  file: FileFacts,
  lookup: Lookup,
): { readonly file: string; readonly name: string } | undefined {
  if (value.kind !== 'reference') return undefined
  const from = value.file === undefined ? file : (lookup.files.get(value.file) ?? file)
  const followed = followName(value.path, from, lookup)
  return followed.kind === 'class' ? { file: followed.file.file, name: followed.name } : undefined
}
