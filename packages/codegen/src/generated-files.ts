import { importExtension, type Project, relativePath } from './discover/index.js'
import { emit, emitLinks, emitNoLinks, type EmitOptions } from './emit/index.js'
import { packageNames } from './link/index.js'
import type { ReadBot } from './read-bot.js'
import { isOwn, readPrevious, WriteError } from './write/index.js'

export interface GeneratedFile {
  /** Absolute. */
  readonly path: string
  readonly text: string
  /** What stood there before; nothing when there was no file. */
  readonly previous: string | undefined
  /** Whether `text` differs from `previous`. */
  readonly changed: boolean
  readonly content: GeneratedContent
}

/** What a generated module is; `bot` is its key in the configuration's `bots`. */
export type GeneratedContent =
  | {
      readonly kind: 'table'
      readonly bot: string | undefined
      readonly classes: number
      readonly handlers: number
    }
  /** `builders` counts the handlers that can be linked to. */
  | { readonly kind: 'links'; readonly bot: string | undefined; readonly builders: number }

/**
 * A bot's table, and its links where it has any, or had.
 *
 * @param sources - files with handlers, from the project's folder
 * @throws WriteError when a file cannot be compared with, or is not botgen's to replace
 */
export function generatedFiles(
  project: Project,
  read: ReadBot,
  sources: ReadonlySet<string>,
): readonly GeneratedFile[] {
  const { bot, plan, output, links, memory } = read
  const { name } = plan
  const options = emitOptions(project, read)
  const handlers = bot.classes.reduce((sum, each) => sum + each.handlers.length, 0)
  const text = emit(bot, { ...options, output: relativePath(project, output) }, memory?.emit)
  const content = { kind: 'table', bot: name, classes: bot.classes.length, handlers } as const
  const made = (path: string, ...rest: readonly [text: string, content: GeneratedContent]): GeneratedFile => {
    if (sources.has(relativePath(project, path))) {
      throw new WriteError(`The output ${path} is one of the sources with handlers. Choose another output.`, path)
    }
    return generatedFile(path, ...rest)
  }
  const table = made(output, text, content)
  const linked = emitLinks(bot, { ...options, output: relativePath(project, links) }, memory?.emit.links)
  // A module that handlers may still import from is emptied rather than removed: the compiler says what is gone.
  const module = linked ?? (hasOwnText(links) ? emitNoLinks() : undefined)
  if (module === undefined) return [table]
  const builders = { kind: 'links', bot: name, builders: module.builders } as const
  return [table, made(links, module.text, builders)]
}

/** How a bot's modules are written, but for where they go. */
export function emitOptions(
  project: Project,
  { plan, gathered }: Pick<ReadBot, 'plan' | 'gathered'>,
): Omit<EmitOptions, 'output'> {
  const { instances, callbackDelimiter } = plan
  const extension = importExtension(project, plan, gathered.files)
  return { instances, callbackDelimiter, extension, packageOf: packageNames(gathered.world) }
}

function generatedFile(path: string, text: string, content: GeneratedContent): GeneratedFile {
  const previous = readPrevious(path)
  return { path, text, previous, changed: text !== previous, content }
}

/** Whether botgen wrote what stands at `path`. */
function hasOwnText(path: string): boolean {
  return isOwn(path) && (readPrevious(path)?.trim() ?? '') !== ''
}
