/** Milliseconds, or a number with a unit: `'500ms'`, `'10s'`, `'5m'`, `'2h'`, `'1d'`. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** @throws RangeError naming `what` if the duration is none, or negative */
export function milliseconds(duration: Duration, what: string): number {
  const [, amount, unit] = typeof duration === 'string' ? (/^([\d.]+)(ms|s|m|h|d)$/.exec(duration) ?? []) : []
  const value = typeof duration === 'number' ? duration : Number(amount) * (units[unit ?? ''] ?? Number.NaN)
  if (value >= 0) return value
  throw new RangeError(`${what} is '${duration}'; give milliseconds, or a text such as '10s', '5m', '2h' or '1d'.`)
}
