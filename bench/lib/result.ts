/** One promise and what was measured of it. */
export interface Result {
  /** Number of the promise, then what of it: `P2.record.1000000`. */
  readonly name: string
  /** What botgen costs, in units of what it is compared with: another bot's cost, or a budget. */
  readonly ratio: number
  /** The greatest ratio that keeps the promise; none where the figure is there for comparison. */
  readonly limit: number | undefined
  readonly ok: boolean
  /** The absolute figures, for a reader; they depend on the machine. */
  readonly details: Readonly<Record<string, string>>
}

export function result(
  name: string,
  { ratio, limit }: { readonly ratio: number; readonly limit: number | undefined },
  details: Readonly<Record<string, string>>,
): Result {
  return { name, ratio, limit, ok: limit === undefined || ratio <= limit, details }
}

/** One object for all results: `{ "P2.record.1000000": { "ratio": 2.1, "limit": 3, "ok": true } }`. */
export function toJson(results: readonly Result[]): string {
  return JSON.stringify(
    Object.fromEntries(
      results.map(({ name, ratio, limit, ok }) => [name, { ratio: Number(figure(ratio)), limit, ok }]),
    ),
  )
}

export function printTable(title: string, results: readonly Result[]): void {
  const rows = results.map(({ name, ratio, limit, ok, details }) => [
    name,
    figure(ratio),
    limit === undefined ? '' : figure(limit),
    limit === undefined ? '' : ok ? 'ok' : 'BROKEN',
    Object.entries(details)
      .map(([what, value]) => `${what} ${value}`)
      .join(', '),
  ])
  const lines = [[title, 'ratio', 'limit', '', ''], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  for (const line of lines) {
    const cells = line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    console.log(cells.join('  ').trimEnd())
  }
  console.log()
}

/** Three significant digits: more would be noise. */
export function figure(value: number): string {
  return Number(value.toPrecision(3)).toString()
}
