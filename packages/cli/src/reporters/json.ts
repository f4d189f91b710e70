import type { Diagnostic, GenerateResult, Location } from '@botgen/codegen'
import type { Printed } from '../io.js'
import { type FileStatus, type Findings, type Report, shownPath, statusOf } from './report.js'

/** What `--format json` prints: one object. Fields may be added; `version` changes when one goes or changes. */
export interface JsonReport {
  readonly version: 1
  readonly command: 'generate' | 'check'
  /** Whether the exit code is 0: no errors, and nothing stale when checking. */
  readonly ok: boolean
  /** Paths are relative to the working directory, with `/`. */
  readonly files: readonly {
    readonly path: string
    readonly status: FileStatus
    readonly kind: 'table' | 'links'
    /** The name of the bot that it belongs to; left out for the only one. */
    readonly bot?: string
  }[]
  /** Lines and columns count from 1; ends are exclusive. */
  readonly diagnostics: readonly Diagnostic[]
  readonly stats: GenerateResult['stats'] & { readonly seconds: number }
}

/** For programs. Everything is on stdout, problems too. */
export function json(report: Report): Printed {
  return { stdout: `${JSON.stringify(jsonReport(report), undefined, 2)}\n`, stderr: '' }
}

export function jsonReport(report: Report): JsonReport {
  const { command, result, seconds } = report
  const files = result.files.map((file) => ({
    path: shownPath(file.path, report),
    status: statusOf(file, command),
    kind: file.content.kind,
    ...(file.content.bot === undefined ? {} : { bot: file.content.bot }),
  }))
  return {
    version: 1,
    command,
    ok: result.ok && files.every((file) => file.status !== 'stale'),
    files,
    diagnostics: jsonDiagnostics(report),
    stats: { ...result.stats, seconds: Number(seconds.toFixed(3)) },
  }
}

/** Diagnostics with paths as seen from where the command runs. */
export function jsonDiagnostics(report: Pick<Findings, 'cwd' | 'result'>): readonly Diagnostic[] {
  return report.result.diagnostics.map((diagnostic) => ({
    ...relocate(diagnostic, report),
    related: diagnostic.related.map((related) => relocate(related, report)),
  }))
}

function relocate<T extends Location>(location: T, report: Pick<Findings, 'cwd' | 'result'>): T {
  return { ...location, file: shownPath(location.file, report) }
}
