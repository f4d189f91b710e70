import type { DecoratorFact, Path, Span, TypeFact, ValueFact } from '../facts.js'

/**
 * Facts as they are kept: those that files are full of as lists in place of objects, which take a quarter of the text.
 * All others stay as they are.
 */

/** Most lists are empty, and one stands for all of these. */
const none: readonly never[] = []

export function eachOf<From, To>(list: readonly From[], make: (from: From) => To): readonly To[] {
  return list.length === 0 ? none : list.map((from) => make(from))
}

/** The end's line follows where it is another one. */
export type PackedSpan = readonly [line: number, column: number, endColumn: number, endLine?: number]

export function packSpan({ line, column, endLine, endColumn }: Span): PackedSpan {
  return endLine === line ? [line, column, endColumn] : [line, column, endColumn, endLine]
}

export function unpackSpan([line, column, endColumn, endLine = line]: PackedSpan): Span {
  return { line, column, endLine, endColumn }
}

export type PackedType =
  | readonly ['keyword', name: string, PackedSpan]
  | readonly ['literal', value: string | number, PackedSpan]
  | readonly ['reference', Path, typeArguments: readonly PackedType[], PackedSpan]
  | readonly ['union', members: readonly PackedType[], PackedSpan]
  | Exclude<TypeFact, { readonly kind: 'keyword' | 'literal' | 'reference' | 'union' }>

export function packType(type: TypeFact): PackedType {
  switch (type.kind) {
    case 'keyword':
      return [type.kind, type.name, packSpan(type.span)]
    case 'literal':
      return [type.kind, type.value, packSpan(type.span)]
    case 'reference':
      return [type.kind, type.path, eachOf(type.typeArguments, packType), packSpan(type.span)]
    case 'union':
      return [type.kind, eachOf(type.members, packType), packSpan(type.span)]
    case 'none':
    case 'array':
    case 'intersection':
    case 'other':
      return type
  }
}

export function unpackType(packed: PackedType): TypeFact {
  if ('kind' in packed) return packed
  switch (packed[0]) {
    case 'keyword':
      return { kind: 'keyword', name: packed[1], span: unpackSpan(packed[2]) }
    case 'literal':
      return { kind: 'literal', value: packed[1], span: unpackSpan(packed[2]) }
    case 'reference': {
      const [kind, path, typeArguments, span] = packed
      return { kind, path, typeArguments: eachOf(typeArguments, unpackType), span: unpackSpan(span) }
    }
    case 'union':
      return { kind: 'union', members: packed[1].map(unpackType), span: unpackSpan(packed[2]) }
  }
}

type PackedProperty = readonly [key: string, value: PackedValue, PackedSpan]

export type PackedValue =
  | readonly ['string', value: string, PackedSpan]
  | readonly ['number', value: number, PackedSpan]
  | readonly ['boolean', value: boolean, PackedSpan]
  | readonly ['regex', source: string, flags: string, PackedSpan]
  | readonly ['object', properties: readonly PackedProperty[], PackedSpan]
  | Exclude<ValueFact, { readonly kind: 'string' | 'number' | 'boolean' | 'regex' | 'object' }>

export function packValue(value: ValueFact): PackedValue {
  switch (value.kind) {
    case 'string':
      return [value.kind, value.value, packSpan(value.span)]
    case 'number':
      return [value.kind, value.value, packSpan(value.span)]
    case 'boolean':
      return [value.kind, value.value, packSpan(value.span)]
    case 'regex':
      return [value.kind, value.source, value.flags, packSpan(value.span)]
    case 'object': {
      const properties = value.properties.map(
        ({ key, value: said, span }): PackedProperty => [key, packValue(said), packSpan(span)],
      )
      return [value.kind, properties, packSpan(value.span)]
    }
    case 'null':
    case 'undefined':
    case 'array':
    case 'reference':
    case 'computed':
    case 'dynamic':
      return value
  }
}

export function unpackValue(packed: PackedValue): ValueFact {
  if ('kind' in packed) return packed
  switch (packed[0]) {
    case 'string':
      return { kind: 'string', value: packed[1], span: unpackSpan(packed[2]) }
    case 'number':
      return { kind: 'number', value: packed[1], span: unpackSpan(packed[2]) }
    case 'boolean':
      return { kind: 'boolean', value: packed[1], span: unpackSpan(packed[2]) }
    case 'regex':
      return { kind: 'regex', source: packed[1], flags: packed[2], span: unpackSpan(packed[3]) }
    case 'object': {
      const [kind, properties, span] = packed
      return {
        kind,
        properties: properties.map(([key, value, place]) => ({
          key,
          value: unpackValue(value),
          span: unpackSpan(place),
        })),
        span: unpackSpan(span),
      }
    }
  }
}

export type PackedDecorator = readonly [
  Path,
  PackedSpan,
  values: readonly PackedValue[] | null,
  mentions: readonly Path[],
  parts: DecoratorFact['parts'] | null,
]

export function packDecorator({ path, span, arguments: values, mentions, parts }: DecoratorFact): PackedDecorator {
  return [path, packSpan(span), values === undefined ? null : eachOf(values, packValue), mentions, parts ?? null]
}

export function unpackDecorator([path, span, values, mentions, parts]: PackedDecorator): DecoratorFact {
  return {
    path,
    mentions: mentions.length === 0 ? none : mentions,
    arguments: values === null ? undefined : eachOf(values, unpackValue),
    parts: parts ?? undefined,
    span: unpackSpan(span),
  }
}
