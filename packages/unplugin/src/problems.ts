import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { codeFrameColumns } from '@babel/code-frame'
import type { Diagnostic, Location, Position } from '@botgen/codegen'

/** A place in a file that is named from anywhere. */
export interface Place {
  /** Absolute. */
  readonly file: string
  readonly start: Position | undefined
  readonly end: Position | undefined
}

/** What stands in the way of a table, or beside it, as every bundler can show it. */
export interface Problem {
  readonly severity: 'error' | 'warning'
  /** The code, then a sentence that ends in what to do. */
  readonly message: string
  readonly code: string | undefined
  readonly help: string | undefined
  readonly place: Place | undefined
  readonly related: readonly { readonly message: string; readonly place: Place }[]
}

/** A diagnostic whose paths start from `root`. */
export function problemOf({ code, severity, message, help, related, ...location }: Diagnostic, root: string): Problem {
  return {
    severity,
    message: `${code} ${message}`,
    code,
    help,
    place: placeOf(location, root),
    related: related.map((other) => ({ message: other.message, place: placeOf(other, root) })),
  }
}

/** `src/order.ts:4:19`, as seen from `folder`. */
export function showPlace({ file, start }: Place, folder: string): string {
  const path = file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file
  return start === undefined ? path : `${path}:${start.line}:${start.column}`
}

/** The lines around a place, without colours; nothing for a whole file. */
export function frameOf({ file, start, end }: Place): string | undefined {
  const source = start === undefined ? undefined : readText(file)
  if (start === undefined || source === undefined) return undefined
  return codeFrameColumns(source, end === undefined ? { start } : { start, end }, { linesAbove: 1, linesBelow: 1 })
}

/** The text of a file; nothing when it has gone meanwhile. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch {
    return undefined
  }
}

function placeOf({ file, start, end }: Location, root: string): Place {
  return { file: resolve(root, file), start, end }
}
