/** Where a run reads its surroundings from and prints to; tests pass their own. */
export interface Io {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Results: the summary, a diff, a report. */
  readonly stdout: Output
  /** Problems. */
  readonly stderr: Output
}

export interface Output {
  readonly isTTY?: boolean | undefined
  readonly write: (text: string) => unknown
}

/** What botgen's exit codes mean. */
export const exitCodes = {
  fine: 0,
  /** The sources have errors, or `check` found a stale table. */
  problems: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** The command line is wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
