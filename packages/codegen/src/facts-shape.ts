import type { FileFacts } from './facts.js'

const places: readonly string[] = ['span']

/**
 * Whether a file says the same, apart from where it says it: an edit inside a method moves everything below and changes
 * nothing.
 *
 * @param beside - what else may differ, by the names of properties
 */
export function saysTheSame(one: FileFacts, other: FileFacts, beside: readonly string[] = []): boolean {
  return isAlike(one, other, [...places, ...beside])
}

/** Facts that were kept have their properties in an order of their own, and none for what is `undefined`. */
function isAlike(one: unknown, other: unknown, beside: readonly string[]): boolean {
  if (one === other) return true
  if (!isCompound(one) || !isCompound(other) || Array.isArray(one) !== Array.isArray(other)) return false
  return (
    isWithin(one, other, beside) &&
    Object.keys(other).every((key) => key in one || other[key] === undefined || beside.includes(key))
  )
}

/** Whether all that `one` holds is the same in `other`. */
function isWithin(one: Compound, other: Compound, beside: readonly string[]): boolean {
  return Object.keys(one).every((key) => beside.includes(key) || isAlike(one[key], other[key], beside))
}

type Compound = Readonly<Record<string, unknown>>

function isCompound(value: unknown): value is Compound {
  return typeof value === 'object' && value !== null
}
