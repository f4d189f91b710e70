import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { codeFrameColumns } from '@babel/code-frame'
import type { Diagnostic, Location } from '@botgen/codegen'
import type { Colours } from '../colours.js'
import { countOf, countSeverity, type Findings, shownPath } from './report.js'

/** Each diagnostic with its code frame, then how many there are. */
export function showProblems(report: Findings): string {
  const { diagnostics, root } = report.result
  const readSource = sourceReader(root)
  const problems = withoutRepetition(diagnostics, report.quiet).map((shown) =>
    showDiagnostic(shown, report, readSource),
  )
  return [...problems, countProblems(diagnostics, report.colours.stderr)].join('')
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

function showDiagnostic({ diagnostic, help, more }: Shown, report: Findings, readSource: SourceReader): string {
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

function showPlace(location: Location, report: Findings): string {
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
