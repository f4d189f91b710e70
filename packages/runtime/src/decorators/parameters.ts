import { legacyRecord } from './metadata.js'

/**
 * Names the session that a `Session` parameter gets. Needs `experimentalDecorators`; `Session<'order'>` says the same
 * without a decorator.
 */
export function SessionQualifier(qualifier: string): ParameterDecorator {
  return (target, member, position) => {
    legacyRecord(target).qualifiers.push({ member: String(member), position, qualifier })
  }
}

/** Reads an argument under another name than its parameter's: short ones make room in callback data. */
export function ParamMapping(name: string): ParameterDecorator {
  return (target, member) => void legacyRecord(target).names.push({ member: String(member), name })
}

/** Has the last `string` argument take one word rather than the rest of the text. */
export function Word(): ParameterDecorator {
  return () => {}
}
