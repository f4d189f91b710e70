import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InitOptions, InitPlan, InitStep, NextStep, PackageManager } from './contract.js'
import { planExamples } from './example-steps.js'
import { planLines } from './lines.js'
import { planManifest, planOwnScripts, planScripts, type ScriptNames } from './manifest.js'
import { planNotes } from './notes.js'
import { planPnpm } from './pnpm.js'
import { installedVersion, survey, type Survey } from './survey.js'
import { planTsconfig } from './tsconfig.js'

/**
 * Looks at a project, or at where one is to be, and says what makes a bot of it. Writes nothing.
 *
 * @throws ConfigError where it cannot be done: a broken package.json, the root of a workspace, …
 */
export function planInit(options: InitOptions): InitPlan {
  const project = survey(options)
  const { folder } = project
  const packageManager = options.packageManager ?? project.packageManager ?? 'npm'
  const examples = planExamples(project)
  const scripts = planScripts(project, examples)
  const steps: readonly InitStep[] = [
    ...planManifest(project, options.version, scripts.added),
    ...planTsconfig(project),
    ...examples.steps,
    ...planLines(folder),
    ...(packageManager === 'pnpm' && (examples.hasMain || examples.hasTest) ? planPnpm(folder) : []),
    ...planOwnScripts(project, scripts.names),
    ...planNotes(project),
  ]
  const hasChanges = steps.some(({ kind, file }) => kind !== 'leave' && file === 'package.json')
  const needsInstall = hasChanges || installedVersion(folder, 'botgen') === undefined
  return {
    folder,
    packageManager,
    packageManagerIsKnown: (options.packageManager ?? project.packageManager) !== undefined,
    steps,
    needsInstall,
    next: nextSteps(project, packageManager, scripts.names),
  }
}

function nextSteps({ folder }: Survey, manager: PackageManager, { generate, dev, test }: ScriptNames): NextStep[] {
  const run = (script: string): string => (script === 'test' ? `${manager} test` : `${manager} run ${script}`)
  const env = join(folder, '.env')
  const hasToken = existsSync(env) && /^\s*BOT_TOKEN=./m.test(readFileSync(env, 'utf8'))
  const token = { command: 'cp .env.example .env', what: 'and put in it the token that @BotFather gives you' }
  return [
    test === undefined
      ? { command: run(generate ?? 'generate'), what: 'generates the dispatch table' }
      : { command: run(test), what: 'generates the dispatch table and plays a conversation with the bot, offline' },
    ...(dev === undefined
      ? []
      : [...(hasToken ? [] : [token]), { command: run(dev), what: 'starts the bot, and again after each change' }]),
  ]
}
