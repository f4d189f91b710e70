import type { Diagnostic } from './diagnostics/index.js'
import type { GeneratedFile } from './generated-files.js'
import type { ChosenSettings } from './settings.js'
import type { ProgressListener, StageTime } from './stages.js'

/** What to generate from, and whether to write it. What is given here beats the configuration file. */
export interface GenerateOptions extends ChosenSettings {
  /** False compares only, and writes nothing at all. Default true. */
  readonly write?: boolean
  /**
   * Whether what a run finds is kept under `node_modules/.cache/botgen` for the next one. Without a `node_modules`
   * nothing is. Default true.
   */
  readonly cache?: boolean
  /** Hears how far the run has come; called often, and at once. */
  readonly onProgress?: ProgressListener
}

export interface GenerateResult {
  /** False when there is an error among the diagnostics; then nothing was generated or written. */
  readonly ok: boolean
  /** The tsconfig's folder, absolute: what the paths in `diagnostics` are relative to. */
  readonly root: string
  /**
   * Absolute: the configuration with what it imports, the tsconfig, and every source file. A change of one, or a file
   * more, can change the rest of the result.
   */
  readonly inputs: readonly string[]
  /** For each bot its table, then its links if it has any. */
  readonly files: readonly GeneratedFile[]
  readonly diagnostics: readonly Diagnostic[]
  readonly stats: GenerateStats
}

export interface GenerateStats {
  /** Files of the project. */
  readonly files: number
  /** Of these, files that can matter. */
  readonly sources: number
  /** Files that were parsed in this run: those that have changed since the last one. */
  readonly parsed: number
  /** Of all bots; what belongs to several counts once. */
  readonly classes: number
  readonly handlers: number
  /** How long each stage took, in the order in which they begin. */
  readonly stages: readonly StageTime[]
}
