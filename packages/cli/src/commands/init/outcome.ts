import { relative } from 'node:path'
import type { InitPlan, InitStep } from '@botgen/codegen'
import type { Colours } from '../../colours.js'

/** How an `init` ended. */
export interface Outcome {
  readonly plan: InitPlan
  readonly kind: 'planned' | 'done'
  readonly installed: boolean
  /** Why the package manager could not install. */
  readonly problem?: string | undefined
}

/** For people: what was done, what was left alone, and how to go on. */
export function outcomeText({ plan, kind, installed }: Outcome, cwd: string, colours: Colours): string {
  return [
    doneText(plan, kind, colours),
    leftText(plan, colours),
    nextText({ plan, kind, installed }, cwd, colours),
  ].join('')
}

/** What is made and changed, a line each. */
export function doneText({ steps, folder }: InitPlan, kind: Outcome['kind'], colours: Colours): string {
  const done = steps.filter((step) => step.kind !== 'leave')
  if (done.length === 0) return `Nothing to do: ${folder} has all that init adds.\n`
  const width = Math.max(...done.map(({ file }) => file.length))
  const verbs = kind === 'done' ? { create: 'created', change: 'changed' } : { create: 'create ', change: 'change ' }
  const lines = done.map(
    (step) => `  ${colours.green(verbs[step.kind])}  ${step.file.padEnd(width)}  ${colours.dim(step.what)}\n`,
  )
  return `${kind === 'done' ? 'In' : 'botgen init would do this in'} ${folder}:\n\n${lines.join('')}`
}

function leftText({ steps }: InitPlan, colours: Colours): string {
  return steps.flatMap((step) => (step.kind === 'leave' ? [leftLine(step, colours)] : [])).join('')
}

function leftLine({ file, what, paste }: Extract<InitStep, { kind: 'leave' }>, colours: Colours): string {
  const shown = paste === undefined ? '.\n' : `:\n\n${paste.trimEnd().replace(/^(?=.)/gm, '    ')}\n`
  return `\n${colours.yellow(file)} ${what}${shown}`
}

function nextText({ plan, kind, installed }: Outcome, cwd: string, colours: Colours): string {
  if (kind === 'planned') return '\nNothing was done. Run it without --dry-run to do it.\n'
  const folder = relative(cwd, plan.folder)
  const steps = [
    ...(folder === '' ? [] : [{ command: `cd ${quoted(folder)}`, what: '' }]),
    ...(plan.needsInstall && !installed
      ? [{ command: `${plan.packageManager} install`, what: 'installs the dependencies' }]
      : []),
    ...plan.next,
  ]
  const width = Math.max(...steps.map(({ command }) => command.length))
  const lines = steps.map(({ command, what }) => `  ${colours.bold(command.padEnd(width))}  ${what}`.trimEnd())
  return `\nNext:\n\n${lines.join('\n')}\n`
}

/** As a shell takes it for one word. */
function quoted(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
