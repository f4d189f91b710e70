import { applyInit, type InitPlan, type PackageManager, planInit } from '@botgen/codegen'
import { coloursFor } from '../../colours.js'
import { type ExitCode, exitCodes, type Io } from '../../io.js'
import { version } from '../../version.js'
import type { InitCommandOptions } from './init.js'
import { install } from './install.js'
import { type Outcome, outcomeText } from './outcome.js'
import type { Answers } from './questions.js'

/** Plans, asks, writes and installs, in this order. */
export async function runInit(folder: string, options: InitCommandOptions, io: Io): Promise<ExitCode> {
  const planFor = ({ packageManager }: Answers): Promise<InitPlan> =>
    planInit({
      folder,
      version,
      userAgent: io.env.npm_config_user_agent,
      ...(packageManager !== undefined && { packageManager }),
      ...(options.workspaceRoot !== undefined && { workspaceRoot: options.workspaceRoot }),
    })
  const seen = await planFor(options)
  if (options.dryRun === true) return finish({ plan: seen, kind: 'planned', installed: false }, options, io)

  const answers = canAsk(options, io) ? await ask(seen, options, io) : options
  if (answers === 'cancelled') return exitCodes.interrupted
  const plan = answers.packageManager === undefined ? seen : await planFor(answers)
  await applyInit(plan)
  const isToInstall = options.install && plan.needsInstall
  const problem = isToInstall ? await install(plan, io, options) : undefined
  return finish({ plan, kind: 'done', installed: isToInstall && problem === undefined, problem }, options, io)
}

function finish(outcome: Outcome, options: InitCommandOptions, io: Io): ExitCode {
  if (options.format === 'json') {
    io.stdout.write(`${JSON.stringify(jsonOutcome(outcome), undefined, 2)}\n`)
  } else if (options.quiet !== true) {
    io.stdout.write(outcomeText(outcome, io.cwd, coloursFor(io.stdout, io.env, options.color)))
  }
  if (outcome.problem === undefined) return exitCodes.fine
  io.stderr.write(`botgen: ${outcome.problem}\n`)
  return exitCodes.problems
}

/** What `--format json` prints. */
export interface JsonInit {
  readonly version: 1
  readonly command: 'init'
  readonly ok: boolean
  /** Whether it was only asked what would be done. */
  readonly dryRun: boolean
  readonly installed: boolean
  readonly folder: string
  readonly packageManager: PackageManager
  readonly steps: readonly {
    readonly kind: string
    readonly file: string
    readonly what: string
    readonly paste?: string
  }[]
  readonly next: InitPlan['next']
}

function jsonOutcome({ plan, kind, installed, problem }: Outcome): JsonInit {
  const { folder, packageManager, next } = plan
  // The texts of files are in the files.
  const steps = plan.steps.map((step) => ({
    kind: step.kind,
    file: step.file,
    what: step.what,
    ...(step.kind === 'leave' && step.paste !== undefined && { paste: step.paste }),
  }))
  return {
    version: 1,
    command: 'init',
    ok: problem === undefined,
    dryRun: kind === 'planned',
    installed,
    folder,
    packageManager,
    steps,
    next,
  }
}

/** Only a person at a terminal can answer. */
function canAsk({ yes, format, quiet }: InitCommandOptions, { env, stdin, stdout }: Io): boolean {
  const isTerminal = stdin?.isTTY === true && stdout.isTTY === true
  const wantsNone = yes === true || quiet === true || format !== 'pretty'
  return isTerminal && !wantsNone && (env.CI ?? '') === ''
}

async function ask(plan: InitPlan, options: InitCommandOptions, io: Io): Promise<Answers | 'cancelled'> {
  const { askForInit } = await import('./questions.js')
  return askForInit(plan, { mayInstall: options.install, io, isColoured: options.color })
}
