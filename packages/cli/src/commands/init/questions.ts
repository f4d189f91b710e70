import type { Readable, Writable } from 'node:stream'
import { confirm, isCancel, select } from '@clack/prompts'
import { type InitPlan, type PackageManager, packageManagers } from '@botgen/codegen'
import { coloursFor } from '../../colours.js'
import type { Io } from '../../io.js'
import { doneText } from './outcome.js'

interface Asked {
  readonly mayInstall: boolean
  readonly isColoured: boolean
  readonly io: Io
}

/** What nobody could see. */
export interface Answers {
  readonly packageManager?: PackageManager
}

/** Shows the plan and asks for what only the person at the terminal knows. */
export async function askForInit(
  plan: InitPlan,
  { mayInstall, isColoured, io }: Asked,
): Promise<Answers | 'cancelled'> {
  if (plan.steps.every(({ kind }) => kind === 'leave')) return {}
  io.stdout.write(`${doneText(plan, 'planned', coloursFor(io.stdout, io.env, isColoured))}\n`)
  // A terminal's streams; `canAsk` has seen that they are.
  const streams = { input: io.stdin as unknown as Readable, output: io.stdout as unknown as Writable }
  let { packageManager } = plan
  if (!plan.packageManagerIsKnown) {
    const options = packageManagers.map((value) => ({ value }))
    const chosen = await select<PackageManager>({ ...streams, message: 'Which package manager?', options })
    if (isCancel(chosen)) return 'cancelled'
    packageManager = chosen
  }
  const message = mayInstall && plan.needsInstall ? `Do this, and run ${packageManager} install?` : 'Do this?'
  const agreed = await confirm({ ...streams, message })
  return isCancel(agreed) || !agreed ? 'cancelled' : { packageManager }
}
