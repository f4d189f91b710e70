import { type Diagnostic, errorAt } from '../diagnostics/index.js'
import type { Handler } from '../model.js'

/** A limit that a bucket can have. */
export function checkLimit({ limit }: Handler): readonly Diagnostic[] {
  if (limit === undefined) return []
  const { rate, period } = limit.value
  const found: Diagnostic[] = []
  if (!Number.isInteger(rate) || rate < 1) {
    found.push(errorAt('BG1701', limit.place, `The rate is ${rate}; write a whole number of calls from 1.`))
  }
  if (!isPositiveDuration(period)) {
    const shown = typeof period === 'string' ? JSON.stringify(period) : String(period)
    const advice = "write milliseconds above 0, or a text such as '500ms', '10s', '5m', '2h' or '1d'"
    found.push(errorAt('BG1701', limit.place, `The period is ${shown}; ${advice}.`))
  }
  return found
}

function isPositiveDuration(period: number | string): boolean {
  if (typeof period === 'number') return period > 0 && Number.isFinite(period)
  const [, amount] = /^(\d+(?:\.\d+)?|\.\d+)(?:ms|s|m|h|d)$/.exec(period) ?? []
  return Number(amount) > 0
}
