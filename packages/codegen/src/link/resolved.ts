import type { FileFacts, TypeFact } from '../facts.js'
import type { TypeReference } from '../model.js'
import type { TakenComponent } from './components.js'
import type { KnownType } from './known-types.js'

/** A written type after its names have been looked up. */
export type ResolvedType =
  | { readonly kind: 'none' }
  | { readonly kind: 'keyword'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'array'; readonly item: ResolvedType }
  | { readonly kind: 'known'; readonly type: KnownType; readonly typeArguments: readonly ResolvedType[] }
  | { readonly kind: 'union'; readonly members: readonly ResolvedType[] }
  /** A subtype of Telegraf's `Context`; no reference when nothing exports it. */
  | { readonly kind: 'context'; readonly name: string; readonly reference: TypeReference | undefined }
  /** What an `@Injectable()` class gives. */
  | { readonly kind: 'component'; readonly taken: TakenComponent }
  | EnumType
  /** A declared type that botgen cannot provide; `declared` says what it is: `an enum`. */
  | { readonly kind: 'foreign'; readonly name: string; readonly declared: string }
  /** A name that nothing declares. */
  | { readonly kind: 'missing'; readonly name: string }
  | { readonly kind: 'other'; readonly text: string }
  /** Syntax alone cannot say. */
  | { readonly kind: 'undecided' }

export interface EnumType {
  readonly kind: 'enum'
  readonly name: string
  readonly values: readonly (string | number)[]
  /** A `const enum` is gone when the program runs. */
  readonly constness: 'const' | 'ordinary'
  /** Nothing when the generated module cannot import it. */
  readonly reference: TypeReference | undefined
}

/** Looks up the names of a type that stands in `file`. */
export type TypeResolver = (type: TypeFact, file: FileFacts) => ResolvedType

/** Whether the whole type is decided. */
export function isDecided(type: ResolvedType): boolean {
  switch (type.kind) {
    case 'undecided':
      return false
    case 'union':
      return type.members.every(isDecided)
    case 'known':
      return type.typeArguments.every(isDecided)
    case 'array':
      return isDecided(type.item)
    case 'none':
    case 'component':
    case 'enum':
    case 'keyword':
    case 'literal':
    case 'context':
    case 'foreign':
    case 'missing':
    case 'other':
      return true
  }
}

/** Whether the generated module can name a type without the name that the user gave it. */
export function isExpressible(type: ResolvedType): boolean {
  switch (type.kind) {
    case 'keyword':
    case 'literal':
      return true
    case 'known':
      return type.type.kind !== 'context' ? type.typeArguments.every(isExpressible) : type.typeArguments.length === 0
    case 'union':
      return type.members.every(isExpressible)
    case 'array':
      return isExpressible(type.item)
    case 'none':
    case 'enum':
    case 'component':
    case 'context':
    case 'foreign':
    case 'missing':
    case 'other':
    case 'undecided':
      return false
  }
}
