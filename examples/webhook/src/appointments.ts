/** Who comes when. All processes share it, as they share the sessions. */
export interface Appointments {
  free(): Promise<readonly number[]>
  /** Whether the hour was free, and is the user's now. */
  book(hour: number, user: number): Promise<boolean>
}

/** Hours of the day. */
export const hours: readonly number[] = [9, 10, 11, 14, 15, 16]
