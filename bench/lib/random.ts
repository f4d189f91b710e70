/** A whole number from 0 to below `limit`; the same sequence in every run (xorshift32). */
export function random(limit: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) % limit
}

let state = 0x9e3779b9
