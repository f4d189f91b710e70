/** Where a run reads its surroundings from and prints to; tests pass their own. */
export interface Io {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where a person answers, if there is one. */
  readonly stdin?: { readonly isTTY?: boolean | undefined }
  /** Results: the summary, a diff, a report. */
  readonly stdout: Output
  /** Problems. */
  readonly stderr: Output
  /** Takes over what an interrupt does, once: otherwise it ends the process. */
  readonly onInterrupt?: (listener: () => void) => void
}

export interface Output {
  readonly isTTY?: boolean | undefined
  /** How wide a terminal is. */
  readonly columns?: number | undefined
  readonly write: (text: string) => unknown
}

/** What a command prints: results on one stream, problems on the other. */
export interface Printed {
  readonly stdout: string
  readonly stderr: string
}

/** Prints what there is for each stream. */
export function print(printed: Printed, io: Io): void {
  if (printed.stdout !== '') io.stdout.write(printed.stdout)
  if (printed.stderr !== '') io.stderr.write(printed.stderr)
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
