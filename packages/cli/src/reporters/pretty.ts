import type { GeneratedFile } from '@botgen/codegen'
import type { Printed } from '../io.js'
import { countOf, type Findings, type Report, shownPath, statusOf } from './report.js'

/** For people: a code frame for each problem, a diff for a stale table, one line for a run that went well. */
export async function pretty(report: Report): Promise<Printed> {
  const stale = report.command === 'check' ? report.result.files.filter((file) => file.changed) : []
  return {
    stdout: [await diffsOf(stale, report), ...summary(report)].join(''),
    stderr: [await problemsOf(report), ...stale.map((file) => showStale(file, report))].join(''),
  }
}

/** Every diagnostic with its code frame. Most runs have none, and load nothing for it. */
export async function problemsOf(report: Findings): Promise<string> {
  if (report.result.diagnostics.length === 0) return ''
  const { showProblems } = await import('./problems.js')
  return showProblems(report)
}

async function diffsOf(stale: readonly GeneratedFile[], report: Report): Promise<string> {
  if (stale.length === 0) return ''
  const { showDiff } = await import('./diffs.js')
  return stale.map((file) => showDiff(file, report)).join('')
}

function summary(report: Report): readonly string[] {
  const { result, seconds, quiet, command } = report
  if (quiet || !result.ok) return []
  return result.files
    .filter((file) => statusOf(file, command) !== 'stale')
    .map((file) => {
      const status = command === 'check' ? 'up to date' : statusOf(file, command)
      return `${shownPath(file.path, report)}: ${contentOf(file)} (${status}), ${seconds.toFixed(1)} s\n`
    })
}

function contentOf({ content }: GeneratedFile): string {
  switch (content.kind) {
    case 'table':
      return `${countOf(content.handlers, 'handler')} in ${countOf(content.classes, 'class', 'classes')}`
    case 'links':
      return countOf(content.builders, 'builder')
  }
}

function showStale(file: GeneratedFile, report: Report): string {
  const what = file.previous === undefined ? 'does not exist yet' : 'is stale'
  return `${shownPath(file.path, report)} ${what}; run \`npx botgen generate\`.\n`
}
