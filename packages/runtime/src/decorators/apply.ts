/** How one decorator function serves legacy (`experimentalDecorators`) and standard decorators alike. */
import { legacyRecord, type MemberRecord, memberRecord, type RecordedClass, standardRecord } from './metadata.js'

/** A decorator of methods, legacy and standard alike. */
export interface HandlerDecorator {
  (target: object, member: string | symbol, descriptor: PropertyDescriptor): void
  (method: (...args: never[]) => unknown, context: ClassMethodDecoratorContext): void
}

/** A decorator of classes, legacy and standard alike. */
export type ClassDecoratorOf = (target: AnyClass, context?: ClassDecoratorContext) => void

export type AnyClass = abstract new (...args: never[]) => unknown

/** What a decorator is called with, by either kind of compiler. */
export type DecoratorArguments =
  | readonly [target: object, member: string | symbol, descriptor?: PropertyDescriptor]
  | readonly [target: AnyClass, context?: ClassDecoratorContext | undefined]
  | readonly [target: unknown, context: ClassMethodDecoratorContext | ClassDecoratorContext]

/** The record that a decorator's arguments lead to: that of a method, or that of the class as a whole. */
function recordOf(args: DecoratorArguments): { readonly record: RecordedClass; readonly member: string | undefined } {
  const [target, memberOrContext] = args
  if (typeof memberOrContext === 'object') {
    const { kind, metadata, name } = memberOrContext
    return { record: standardRecord(metadata), member: kind === 'class' ? undefined : String(name) }
  }
  // Legacy decorators are handed the class itself, or the object that the member stands on.
  const record = legacyRecord(target as object)
  return { record, member: memberOrContext === undefined ? undefined : String(memberOrContext) }
}

export function recordOnMethod(write: (record: RecordedClass, member: string) => void): HandlerDecorator {
  return (...args: DecoratorArguments) => {
    const { record, member } = recordOf(args)
    if (member !== undefined) write(record, member)
  }
}

export function recordOnClassOrMethod(write: (record: MemberRecord) => void): HandlerDecorator & ClassDecoratorOf {
  return (...args: DecoratorArguments) => {
    const { record, member } = recordOf(args)
    write(member === undefined ? record.class : memberRecord(record, member))
  }
}
