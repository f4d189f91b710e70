/**
 * What the decorators leave on a class, for `botgen()` to compare with the table once, at start. Legacy decorators write
 * through `reflect-metadata`, standard ones into the metadata object that they are handed; reading joins both.
 */
import 'reflect-metadata'
import type { ArgumentParser, RateLimit } from './contracts.js'
import type { GuardClass } from './guard.js'
import type { HandlerSpec } from './spec.js'

// Compilers hand standard decorators a metadata object only where this symbol exists (TC39, “Decorator Metadata”).
if (!('metadata' in Symbol)) {
  Object.defineProperty(Symbol, 'metadata', { value: Symbol.for('Symbol.metadata') })
}
const standardMetadata: symbol = (Symbol as unknown as { metadata: symbol }).metadata

/** One handler decorator on one method. */
export interface RecordedHandler {
  readonly member: string
  readonly spec: HandlerSpec
}

/** One `@SessionQualifier` on one parameter. */
export interface RecordedQualifier {
  readonly member: string
  /** Parameter position, from 0. */
  readonly position: number
  readonly qualifier: string
}

/** One `@ParamMapping` on one parameter. */
export interface RecordedName {
  readonly member: string
  readonly name: string
}

/** A class of argument parsers, whatever its constructor takes. */
export type ArgumentParserClass = abstract new (...args: never[]) => ArgumentParser

/** What stands around a handler, said on its method or on its class. */
export interface MemberRecord {
  readonly guards: GuardClass[]
  limit: RateLimit | undefined
  argumentParser: ArgumentParserClass | undefined
}

/** What the decorators of one class saw, in the order in which they ran. */
export interface RecordedClass {
  readonly handlers: RecordedHandler[]
  readonly qualifiers: RecordedQualifier[]
  readonly names: RecordedName[]
  readonly class: MemberRecord
  readonly members: Map<string, MemberRecord>
}

// Registered: two copies of this package in one process read the same record.
const key = Symbol.for('@botgen/runtime:recorded')

function emptyMember(): MemberRecord {
  return { guards: [], limit: undefined, argumentParser: undefined }
}

function emptyRecord(): RecordedClass {
  return { handlers: [], qualifiers: [], names: [], class: emptyMember(), members: new Map() }
}

/** What is recorded of one method beside its handlers. */
export function memberRecord({ members }: RecordedClass, member: string): MemberRecord {
  const known = members.get(member)
  if (known !== undefined) return known
  const record = emptyMember()
  members.set(member, record)
  return record
}

/** The record to write to, of the class whose prototype or constructor a legacy decorator was handed. */
export function legacyRecord(target: object): RecordedClass {
  const owner = typeof target === 'function' ? target : target.constructor
  let record = Reflect.getOwnMetadata(key, owner) as RecordedClass | undefined
  if (record === undefined) {
    record = emptyRecord()
    Reflect.defineMetadata(key, record, owner)
  }
  return record
}

/** The record to write to, of the class that a standard decorator's context belongs to. */
export function standardRecord(metadata: object | undefined): RecordedClass {
  // No metadata: the class was compiled before this module ran, so that nothing can be recorded on it.
  if (metadata === undefined) return emptyRecord()
  const own = Object.getOwnPropertyDescriptor(metadata, key)?.value as RecordedClass | undefined
  const record = own ?? emptyRecord()
  if (own === undefined) Object.defineProperty(metadata, key, { value: record })
  return record
}

/** What the decorators of this very class saw, not those of its bases. */
export function recordedOn(handlers: object): RecordedClass {
  const legacy = Reflect.getOwnMetadata(key, handlers) as RecordedClass | undefined
  const metadata: unknown = Object.getOwnPropertyDescriptor(handlers, standardMetadata)?.value
  const standard =
    typeof metadata === 'object' && metadata !== null
      ? (Object.getOwnPropertyDescriptor(metadata, key)?.value as RecordedClass | undefined)
      : undefined
  // A class is compiled by one compiler, so that it has one of the two.
  return legacy ?? standard ?? emptyRecord()
}
