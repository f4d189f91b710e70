import type { Diagnostic } from '@botgen/codegen'
import type { Printed } from '../io.js'
import { countOf, type Report, shownPath, staleNotice, statusOf } from './report.js'
import { workflowCommand } from './workflow-command.js'

/** GitHub shows the first ten annotations of a step, so errors come first and what is left out is said. */
const shownByGitHub = 10

/** For GitHub Actions: workflow commands that become annotations on the changed lines. */
export function github(report: Report): Printed {
  const { result, command } = report
  const stale = result.files.filter((file) => statusOf(file, command) === 'stale')
  const errors = ofSeverity(result.diagnostics, 'error')
  const warnings = ofSeverity(result.diagnostics, 'warning')
  const annotations = [
    ...errors.map((diagnostic) => annotate(diagnostic, report)),
    ...stale.map((file) =>
      workflowCommand(
        'error',
        { file: shownPath(file.path, report), title: staleNotice(file).title },
        `${staleNotice(file).advice} and commit the result.`,
      ),
    ),
    ...warnings.map((diagnostic) => annotate(diagnostic, report)),
  ]
  return { stdout: [...annotations, ...leftOut(errors.length, warnings.length)].join(''), stderr: '' }
}

function ofSeverity(diagnostics: readonly Diagnostic[], severity: Diagnostic['severity']): readonly Diagnostic[] {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity)
}

/** A line of the log that says how many there are, when GitHub does not show them all. */
function leftOut(errors: number, warnings: number): readonly string[] {
  if (errors + warnings <= shownByGitHub) return []
  const found = `botgen found ${countOf(errors, 'error')} and ${countOf(warnings, 'warning')}.`
  return [`${found} GitHub shows no more than ${shownByGitHub} annotations of a step; all of them are in this log.\n`]
}

function annotate(diagnostic: Diagnostic, report: Report): string {
  const { code, severity, title, message, help, start, end } = diagnostic
  const properties = {
    file: shownPath(diagnostic.file, report),
    ...(start === undefined ? {} : { line: start.line, col: start.column }),
    // Columns are exclusive here and inclusive there; GitHub ignores an end column on another line.
    ...(start === undefined || end === undefined
      ? {}
      : {
          endLine: end.line,
          ...(end.line === start.line ? { endColumn: Math.max(start.column, end.column - 1) } : {}),
        }),
    title: `${code} ${title}`,
  }
  return workflowCommand(severity, properties, help === undefined ? message : `${message}\n${help}`)
}
