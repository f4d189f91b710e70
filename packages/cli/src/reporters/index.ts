import { github } from './github.js'
import { json } from './json.js'
import { pretty } from './pretty.js'
import type { Reporter } from './report.js'
import { sarif } from './sarif.js'

export type { Findings, Report, Reporter } from './report.js'
export { countOf } from './report.js'
export { jsonDiagnostics } from './json.js'
export { problemsOf } from './pretty.js'

export const reporters = { pretty, json, github, sarif } as const satisfies Readonly<Record<string, Reporter>>
export type Format = keyof typeof reporters
export const formats = Object.keys(reporters) as readonly Format[]

export { failureReporters } from './failure.js'
export { lineReporters, type WatchFormat, watchFormats } from './lines.js'
export { stageTable } from './stages.js'
export { botHeading } from './headings.js'
export { mentions, type RouteRow, routeRows, showRoutes } from './routes.js'
