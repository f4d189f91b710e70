import { relative, resolve, sep } from 'node:path'
import type { Diagnostic, GeneratedFile, GenerateResult } from '@botgen/codegen'
import type { Colours } from '../colours.js'
import type { Printed } from '../io.js'

/** What happened to a generated file. `stale` is what `check` says of a file that `generate` would change. */
export type FileStatus = 'written' | 'unchanged' | 'stale'

/** What was found in the sources, for a reporter to show. */
export interface Findings {
  readonly result: Pick<GenerateResult, 'root' | 'diagnostics'>
  /** Absolute: what shown paths are relative to. */
  readonly cwd: string
  readonly quiet: boolean
  readonly colours: { readonly stdout: Colours; readonly stderr: Colours }
}

/** A finished run, for a reporter to show. */
export interface Report extends Findings {
  readonly command: 'generate' | 'check'
  readonly result: GenerateResult
  readonly seconds: number
}

/** Shows a run in one format. */
export type Reporter = (report: Report) => Printed | Promise<Printed>

export function statusOf(file: GeneratedFile, command: Report['command']): FileStatus {
  if (!file.changed) return 'unchanged'
  return command === 'check' ? 'stale' : 'written'
}

/** What a stale file means, and what to do. */
export function staleNotice({ content }: GeneratedFile): { readonly title: string; readonly advice: string } {
  const what = content.kind === 'table' ? { noun: 'dispatch table', verb: 'is' } : { noun: 'links', verb: 'are' }
  return {
    title: `Stale ${what.noun}`,
    advice: `The ${what.noun} ${what.verb} stale; run \`npx botgen generate\``,
  }
}

/** A project's path as seen from where the command runs, with `/`. */
export function shownPath(path: string, report: Pick<Findings, 'cwd' | 'result'>): string {
  const absolute = resolve(report.result.root, path)
  return relative(report.cwd, absolute).split(sep).join('/') || '.'
}

export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`
}

export function countSeverity(diagnostics: readonly Diagnostic[], severity: Diagnostic['severity']): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length
}
