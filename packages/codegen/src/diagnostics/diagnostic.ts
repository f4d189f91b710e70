import type { Place } from '../model.js'
import { catalogue, type DiagnosticCode } from './catalogue.js'

export interface Position {
  /** Counts from 1. */
  readonly line: number
  /** Counts from 1. */
  readonly column: number
}

/** A place in the sources, or a whole file or folder when there is no `start`. */
export interface Location {
  /** Relative to the project's folder, with `/`. */
  readonly file: string
  readonly start?: Position
  /** Exclusive. */
  readonly end?: Position
}

/** Something that botgen found in the sources and what to do about it. */
export interface Diagnostic extends Location {
  readonly code: DiagnosticCode
  readonly severity: 'error' | 'warning'
  /** What the code is about, in a few words. */
  readonly title: string
  /** A sentence that ends in what to do. */
  readonly message: string
  /** More that helps, such as what is supported. */
  readonly help?: string
  /** Other places that have to do with it. */
  readonly related: readonly (Location & { readonly message: string })[]
}

export interface DiagnosticDetails {
  readonly help?: string | undefined
  readonly related?: readonly { readonly message: string; readonly place: Place }[]
}

/** An error at a place in the sources. */
export function errorAt(
  code: DiagnosticCode,
  place: Place,
  message: string,
  details: DiagnosticDetails = {},
): Diagnostic {
  return {
    code,
    severity: 'error',
    title: catalogue[code],
    message,
    ...locationOf(place),
    ...(details.help === undefined ? {} : { help: details.help }),
    related: (details.related ?? []).map((other) => ({ message: other.message, ...locationOf(other.place) })),
  }
}

/** A warning at a place in the sources: the table is written all the same. */
export function warningAt(code: DiagnosticCode, place: Place, message: string): Diagnostic {
  return { ...errorAt(code, place, message), severity: 'warning' }
}

/** An error about a file or folder as a whole. */
export function errorIn(code: DiagnosticCode, file: string, message: string, help?: string): Diagnostic {
  const base = { code, severity: 'error', title: catalogue[code], message, file, related: [] } as const
  return help === undefined ? base : { ...base, help }
}

/** Each diagnostic once: what a base class says is found again in each class that extends it, and in each bot. */
export function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Map<string, Diagnostic[]>()
  return diagnostics.filter((diagnostic) => {
    const { file, start, message } = diagnostic
    const key = `${file}:${start?.line ?? 0}:${start?.column ?? 0} ${message}`
    const alike = known.get(key)
    if (alike === undefined) {
      known.set(key, [diagnostic])
      return true
    }
    const text = JSON.stringify(diagnostic)
    if (alike.some((other) => JSON.stringify(other) === text)) return false
    alike.push(diagnostic)
    return true
  })
}

/** The order of a report: by file, then position, then code. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    compare(a.file, b.file) ||
    (a.start?.line ?? 0) - (b.start?.line ?? 0) ||
    (a.start?.column ?? 0) - (b.start?.column ?? 0) ||
    compare(a.code, b.code)
  )
}

/** Compares by code units, so that no locale can change an order. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function locationOf(place: Place): Location {
  return {
    file: place.file,
    start: { line: place.line, column: place.column },
    end: { line: place.endLine, column: place.endColumn },
  }
}
