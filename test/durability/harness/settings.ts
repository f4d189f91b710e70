/** A number from the environment: the tests are small unless told otherwise. */
export function size(variable: string, usual: number): number {
  const given = process.env[variable]
  if (given === undefined) return usual
  const number = Number(given)
  if (!(number > 0)) throw new RangeError(`${variable} is '${given}'; give a number above 0.`)
  return number
}

/** Prints figures where the tests were told how large to be. */
export function tell(what: string, figures: object): void {
  const isAsked = ['BOTGEN_CRASHES', 'BOTGEN_CHATS', 'BOTGEN_OUTAGE'].some((name) => process.env[name] !== undefined)
  if (isAsked) process.stderr.write(`${what}: ${JSON.stringify(figures)}\n`)
}
