/** Thrown where a file says something that only TypeScript's own parser is trusted with. */
export class Unsure extends Error {
  override readonly name = 'Unsure'
}
