import type { GenerateStats } from '@botgen/codegen'
import { countOf } from './report.js'

/** What `--stats` prints: how much there was to do, and how long each stage took. */
export function stageTable({ files, sources, parsed, stages }: GenerateStats): string {
  const total = stages.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  const rows = [...stages, { stage: 'total', milliseconds: total }].map(
    ({ stage, milliseconds }) => `  ${stage.padEnd(10)}${milliseconds.toFixed(1).padStart(9)} ms`,
  )
  const counts = `${countOf(files, 'file')}, of which ${sources} can matter and ${parsed} were parsed`
  return `${[counts, ...rows].join('\n')}\n`
}
