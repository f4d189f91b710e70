import { github } from './github.js'
import { json } from './json.js'
import { pretty } from './pretty.js'
import type { Reporter } from './report.js'
import { sarif } from './sarif.js'

export type { Report, Reporter } from './report.js'

export const reporters = { pretty, json, github, sarif } as const satisfies Readonly<Record<string, Reporter>>
export type Format = keyof typeof reporters
export const formats = Object.keys(reporters) as readonly Format[]

export { failureReporters } from './failure.js'
export { lineReporters, type WatchFormat, watchFormats } from './lines.js'
export { stageTable } from './stages.js'
