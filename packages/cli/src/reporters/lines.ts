import type { Failure } from '../failures.js'
import type { Printed } from '../io.js'
import { failureReporters, jsonFailure } from './failure.js'
import { jsonReport } from './json.js'
import { problemsOf } from './pretty.js'
import { type Report, shownPath, statusOf } from './report.js'

/** How a command that goes on and on tells of each run. */
export interface LineReporter {
  readonly run: (report: Report) => Printed | Promise<Printed>
  readonly failure: (failure: Failure) => Printed
}

export const lineReporters = {
  /** Problems as ever, and a line that says what came of the run. */
  pretty: {
    run: async (report) => ({
      stdout: report.quiet ? '' : `${summaryLine(report)}\n`,
      stderr: await problemsOf(report),
    }),
    failure: failureReporters.pretty,
  },
  /** One JSON object a line. */
  json: {
    run: (report) => ({ stdout: `${JSON.stringify(jsonReport(report))}\n`, stderr: '' }),
    failure: (failure) => ({ stdout: `${JSON.stringify(jsonFailure(failure))}\n`, stderr: '' }),
  },
} as const satisfies Readonly<Record<string, LineReporter>>

export type WatchFormat = keyof typeof lineReporters
export const watchFormats = Object.keys(lineReporters) as readonly WatchFormat[]

function summaryLine(report: Report): string {
  const { result, seconds } = report
  const took = `${Math.max(1, Math.round(seconds * 1000))} ms`
  if (!result.ok) return `Nothing was written; the last good table stays. ${took}`
  const files = result.files.map((file) => `${shownPath(file.path, report)} ${statusOf(file, report.command)}`)
  return `${files.join(', ')}, ${took}`
}
