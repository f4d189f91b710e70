import { ConfigError, type ImportExtension } from '../config/index.js'
import type { FileFacts } from '../facts.js'
import { isFolder, type Project } from './project.js'

/** Where the table goes unless told otherwise, relative to the project's folder. */
export const defaultOutputs = { insideSrc: 'src/botgen.generated.ts', outsideSrc: 'botgen.generated.ts' } as const

/** Beside the bot's sources: in `src` when all handlers live there. */
export function defaultOutput(handlerFiles: readonly string[]): string {
  const inSrc = handlerFiles.length > 0 && handlerFiles.every((file) => file.startsWith('src/'))
  return inSrc ? defaultOutputs.insideSrc : defaultOutputs.outsideSrc
}

/** Beside the table: `botgen.links.ts` for `botgen.generated.ts`, `table.links.mts` for `table.mts`. */
export function defaultLinks(output: string): string {
  return output.replace(/(?:\.generated)?(\.[mc]?ts)$/, '.links$1')
}

/**
 * Refuses an output that no compiler would take for a TypeScript module.
 *
 * @param said - the configuration file and key that name it, if they do
 * @throws ConfigError
 */
export function checkOutput(
  path: string,
  said: { readonly file: string | undefined; readonly key: string } | undefined,
): void {
  const isModule = /\.[mc]?ts$/.test(path) && !/\.d\.(?:[^./\\]+\.)?[mc]?ts$/.test(path)
  // A folder is what it is whatever it is called; writing says so.
  if (isModule || isFolder(path)) return
  const message = `The output ${path} is no TypeScript module; end its name in .ts, .mts or .cts, and not in .d.ts.`
  throw new ConfigError(message, said?.file, said?.file === undefined ? undefined : said.key)
}

/** How the project's compiler wants relative imports to be written. */
export function importExtension(
  project: Project,
  { importExtension: chosen }: { readonly importExtension?: ImportExtension | undefined },
  files: readonly FileFacts[],
): ImportExtension {
  if (chosen !== undefined) return chosen
  const options = project.config.compilerOptions ?? {}
  if (options.allowImportingTsExtensions === true || options.rewriteRelativeImportExtensions === true) return 'ts'
  if (resolvesLikeNode(options)) return 'js'
  // Such a project may leave extensions out; its own imports say whether it does.
  return files.some(importsWithExtension) ? 'js' : 'none'
}

/** Whether modules are found as Node.js finds them. */
export function resolvesLikeNode(options: { readonly module?: string; readonly moduleResolution?: string }): boolean {
  const nodeLike = /^node(?:16|18|20|next)$/i
  if (options.moduleResolution !== undefined) return nodeLike.test(options.moduleResolution)
  return options.module !== undefined && nodeLike.test(options.module)
}

function importsWithExtension(file: FileFacts): boolean {
  return file.imports.some((imported) => imported.kind !== 'equals' && /^\.{1,2}\/.*\.[mc]?js$/.test(imported.module))
}
