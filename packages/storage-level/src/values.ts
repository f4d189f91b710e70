/** A stored value is not what was written. */
export class UnreadableValueError extends Error {}

/** The value that was stored, which is of the type that is always stored under such keys. */
export function parsed<T>(stored: string): T {
  try {
    return JSON.parse(stored) as T
  } catch (cause) {
    throw new UnreadableValueError('a stored value cannot be read', { cause })
  }
}
