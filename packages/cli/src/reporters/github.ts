import type { Diagnostic } from '@botgen/codegen'
import { type Report, type Reporter, shownPath, staleNotice, statusOf } from './report.js'

/** For GitHub Actions: workflow commands that become annotations on the changed lines. */
export const github: Reporter = (report) => {
  const { result, command } = report
  const stale = result.files.filter((file) => statusOf(file, command) === 'stale')
  const annotations = [
    ...result.diagnostics.map((diagnostic) => annotate(diagnostic, report)),
    ...stale.map((file) =>
      workflowCommand(
        'error',
        { file: shownPath(file.path, report), title: staleNotice(file).title },
        `${staleNotice(file).advice} and commit the result.`,
      ),
    ),
  ]
  return { stdout: annotations.join(''), stderr: '' }
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

function workflowCommand(
  command: 'error' | 'warning',
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
  return `::${command} ${list.join(',')}::${escapeData(message)}\n`
}

// The escapes of @actions/toolkit: a percent sign first, then what would end a line, then what would end a property.
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
