import type { InitOptions, InitPlan } from './contract.js'

export {
  type InitOptions,
  type InitPlan,
  type InitStep,
  type NextStep,
  type PackageManager,
  packageManagers,
} from './contract.js'

// Loaded when asked for: runs that generate have no use for it.

/**
 * Looks at a project, or at where one is to be, and says what makes a bot of it. Writes nothing.
 *
 * @throws ConfigError where it cannot be done: a broken package.json, the root of a workspace, …
 */
export async function planInit(options: InitOptions): Promise<InitPlan> {
  const plan = await import('./plan.js')
  return plan.planInit(options)
}

/**
 * Does what a plan says, file by file. Whatever ends it early, each file is the old one or the new one, and the next plan
 * goes on where this one ended.
 *
 * @throws WriteError naming the file that cannot be written
 */
export async function applyInit(plan: InitPlan): Promise<void> {
  const apply = await import('./apply.js')
  apply.applyInit(plan)
}
