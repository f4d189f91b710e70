import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { codeFrameColumns } from '@babel/code-frame'
import type { Diagnostic, GeneratedFile, Location } from '@botgen/codegen'
import { createTwoFilesPatch } from 'diff'
import type { Colours } from '../colours.js'
import type { Printed } from '../io.js'
import { countOf, countSeverity, type Report, shownPath, statusOf } from './report.js'

/** For people: a code frame for each problem, a diff for a stale table, one line for a run that went well. */
export function pretty(report: Report): Printed {
  const { result, colours } = report
  const readSource = sourceReader(result.root)
  const problems = withoutRepetition(result.diagnostics, report.quiet).map((shown) =>
    showDiagnostic(shown, report, readSource),
  )
  const counted = result.diagnostics.length === 0 ? [] : [countProblems(result.diagnostics, colours.stderr)]
  const stale = report.command === 'check' ? result.files.filter((file) => file.changed) : []
  return {
    stdout: [...stale.map((file) => showDiff(file, report)), ...summary(report)].join(''),
    stderr: [...problems, ...counted, ...stale.map((file) => showStale(file, report))].join(''),
  }
}

/** A diagnostic as it is shown: what was said before in the same run is not said again. */
interface Shown {
  readonly diagnostic: Diagnostic
  readonly help: string | undefined
  /** The command that says more. */
  readonly more: string | undefined
}

/** A help of several lines is read once, and so is where to read on; below that they would hide the other problems. */
function withoutRepetition(diagnostics: readonly Diagnostic[], quiet: boolean): readonly Shown[] {
  const said = new Set<string>()
  const once = (text: string) => {
    if (said.has(text)) return undefined
    said.add(text)
    return text
  }
  return diagnostics.map((diagnostic) => ({
    diagnostic,
    help: diagnostic.help?.includes('\n') === true ? once(diagnostic.help) : diagnostic.help,
    more: quiet ? undefined : once(`npx botgen explain ${diagnostic.code}`),
  }))
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

function showDiagnostic({ diagnostic, help, more }: Shown, report: Report, readSource: SourceReader): string {
  const colours = report.colours.stderr
  const paint = diagnostic.severity === 'error' ? colours.red : colours.yellow
  const parts = [
    `${colours.cyan(showPlace(diagnostic, report))} ${paint(`${diagnostic.severity} ${diagnostic.code}`)} ${diagnostic.message}`,
    ...codeFrame(diagnostic, colours, readSource),
    ...(help === undefined ? [] : [`${colours.bold('help:')} ${help}`]),
    ...diagnostic.related.flatMap((related) => [
      `${colours.cyan(showPlace(related, report))} ${related.message}`,
      ...codeFrame(related, colours, readSource),
    ]),
    ...(more === undefined ? [] : [colours.dim(`more: ${more}`)]),
  ]
  return `${parts.join('\n')}\n\n`
}

function showPlace(location: Location, report: Report): string {
  const path = shownPath(location.file, report)
  return location.start === undefined ? path : `${path}:${location.start.line}:${location.start.column}`
}

function codeFrame({ file, start, end }: Location, colours: Colours, readSource: SourceReader): readonly string[] {
  const source = start === undefined ? undefined : readSource(file)
  if (start === undefined || source === undefined) return []
  const options = {
    linesAbove: 1,
    linesBelow: 1,
    highlightCode: colours.isColorSupported,
    forceColor: colours.isColorSupported,
  }
  return [codeFrameColumns(source, end === undefined ? { start } : { start, end }, options)]
}

function countProblems(diagnostics: readonly Diagnostic[], colours: Colours): string {
  const errors = countSeverity(diagnostics, 'error')
  const warnings = countSeverity(diagnostics, 'warning')
  const shown = [
    ...(errors === 0 ? [] : [colours.red(countOf(errors, 'error'))]),
    ...(warnings === 0 ? [] : [colours.yellow(countOf(warnings, 'warning'))]),
  ]
  return `${shown.join(', ')}\n`
}

function showDiff(file: GeneratedFile, report: Report): string {
  const path = shownPath(file.path, report)
  const before = file.previous === undefined ? '/dev/null' : `a/${path}`
  const patch = createTwoFilesPatch(before, `b/${path}`, file.previous ?? '', file.text, undefined, undefined, {
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  })
  return colourDiff(patch, report.colours.stdout)
}

function colourDiff(patch: string, colours: Colours): string {
  return patch.replace(/^(?:@@.*|[-+](?![-+]{2} ).*)$/gm, (line) => {
    if (line.startsWith('@@')) return colours.cyan(line)
    return line.startsWith('+') ? colours.green(line) : colours.red(line)
  })
}

function showStale(file: GeneratedFile, report: Report): string {
  const what = file.previous === undefined ? 'does not exist yet' : 'is stale'
  return `${shownPath(file.path, report)} ${what}; run \`npx botgen generate\`.\n`
}

type SourceReader = (file: string) => string | undefined

/** Reads each source at most once; one that has gone meanwhile is shown without a frame. */
function sourceReader(root: string): SourceReader {
  const read = new Map<string, string | undefined>()
  return (file) => {
    if (!read.has(file)) read.set(file, readText(resolve(root, file)))
    return read.get(file)
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch {
    return undefined
  }
}
