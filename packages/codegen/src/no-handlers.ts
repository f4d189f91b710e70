import { relative } from 'node:path'
import type { BotPlan } from './config/index.js'
import { type Diagnostic, errorIn } from './diagnostics/index.js'
import { handlersOutside, listJavaScript, type Project } from './discover/index.js'

/** Where handlers were looked for. */
interface Searched {
  /** How many files. */
  readonly searched: number
  /** Those that could have had some, relative. */
  readonly covered: ReadonlySet<string>
}

/** Why a project seems to have no handlers at all, and what to do. */
export function noHandlers(project: Project, { searched: files, covered }: Searched, { include }: BotPlan): Diagnostic {
  const tsconfig = relative(project.root, project.tsconfig)
  const report = (message: string) =>
    errorIn('BG1002', tsconfig, message, 'Nothing was written; a table that exists stays as it is.')
  if (files === 0 && include === undefined) {
    const references = (project.config.references ?? []).map(({ path }) => path)
    if (references.length > 0) {
      const advice = `point --project at the one with your bot: ${references.join(', ')}`
      return report(`${tsconfig} has no files of its own, only references to other projects; ${advice}.`)
    }
    const [script] = listJavaScript(project)
    if (script !== undefined) {
      const advice = `rename those with handlers, such as ${script}, to .ts`
      return report(`${tsconfig} leads to JavaScript files only, and botgen reads TypeScript sources; ${advice}.`)
    }
  }
  const outside = include === undefined ? handlersOutside(project, covered) : undefined
  if (outside !== undefined) {
    return report(`${outside} has handlers, but ${tsconfig} does not cover it; add it to "include" there.`)
  }
  if (files === 0 && include === undefined) {
    return report(
      `${tsconfig} covers no TypeScript files; write a class with a @CommandHandler where it looks, or have \`npx botgen init\` make an example.`,
    )
  }
  const searched = include === undefined ? `of ${tsconfig}` : `that match ${include.join(', ')}`
  const where = files === 1 ? `The 1 file ${searched} has` : `The ${files} files ${searched} have`
  return report(
    `${where} no @CommandHandler or other handler decorator of '@botgen/runtime'; decorate a method, or point --project at your bot.`,
  )
}
