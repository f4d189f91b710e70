/** Who installs a project's dependencies. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn'

export const packageManagers: readonly PackageManager[] = ['npm', 'pnpm', 'yarn']

export interface InitOptions {
  /** The project's folder, absolute; it need not exist. */
  readonly folder: string
  /** The version of the botgen packages to depend on. */
  readonly version: string
  /** Default: what the project shows, else who runs this, else npm. */
  readonly packageManager?: PackageManager
  /** `npm_config_user_agent`, by which package managers tell of themselves. */
  readonly userAgent?: string | undefined
  /** Whether the root of a workspace is meant. Default false: it is refused, for a bot is one of its packages. */
  readonly workspaceRoot?: boolean
}

/** What becomes of a file. Paths are relative to the project's folder, with `/`. */
export type InitStep =
  | {
      readonly kind: 'create' | 'change'
      readonly file: string
      /** What is in it, or what changes. */
      readonly what: string
      /** The whole new text. */
      readonly text: string
    }
  | {
      readonly kind: 'leave'
      readonly file: string
      /** Why it is left alone, and what to do about it. */
      readonly what: string
      /** What to put in by hand. */
      readonly paste?: string
    }

/** A command to go on with, and what it does. */
export interface NextStep {
  readonly command: string
  readonly what: string
}

/** What `init` would do to a project; nothing is written yet. */
export interface InitPlan {
  readonly folder: string
  readonly packageManager: PackageManager
  /** Whether the project, or who runs this, told which package manager it is. */
  readonly packageManagerIsKnown: boolean
  /** In the order in which they are done. Empty where everything is there already. */
  readonly steps: readonly InitStep[]
  /** Whether dependencies were added, or those there are were never installed. */
  readonly needsInstall: boolean
  readonly next: readonly NextStep[]
}
