/** A number from the environment: the tests are small unless told otherwise. */
export function size(variable: string, usual: number): number {
  const given = process.env[variable]
  if (given === undefined) return usual
  const number = Number(given)
  if (!(number > 0)) throw new RangeError(`${variable} is '${given}'; give a number above 0.`)
  return number
}
