import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageOf } from '../causes.js'
import { ConfigError } from './errors.js'
import { type BotConfig, type BotgenConfig, parseConfig } from './schema.js'

const readable = ['json', 'js', 'mjs', 'cjs'] as const
/** What people write, and is refused by name: loading it would take a compiler of its own, and its imports too. */
const refused = ['ts', 'mts', 'cts'] as const
const configNames = [...readable, ...refused].map((extension) => `botgen.config.${extension}`)

/** A configuration with its paths made absolute, and the file it came from. */
export interface LoadedConfig extends BotgenConfig {
  /** Absolute; nothing when there is no configuration. */
  readonly file?: string
  /** Absolute: what `include` is relative to. */
  readonly folder: string
}

/**
 * Reads `botgen.config.{json,js,mjs,cjs}` or `"botgen"` of package.json in `folder`, or the file that `path` names.
 *
 * @throws ConfigError when the file is missing, unreadable, ambiguous or wrong
 */
export async function loadConfig(folder: string, path?: string): Promise<LoadedConfig> {
  const file = path === undefined ? findConfig(folder) : resolve(folder, path)
  if (file === undefined) return { folder }
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new ConfigError(`There is no configuration file ${file}; check --config.`, file)
  }
  const config = parseConfig(await readConfig(file), file)
  return { ...absolute(config, dirname(file)), file, folder: dirname(file) }
}

function absolute(config: BotgenConfig, folder: string): BotgenConfig {
  const bots = Object.entries(config.bots ?? {}).map(([name, bot]) => [name, withPaths(bot, folder)] as const)
  return {
    ...withPaths(config, folder),
    ...(config.project === undefined ? {} : { project: resolve(folder, config.project) }),
    ...(config.bots === undefined ? {} : { bots: Object.fromEntries(bots) }),
  }
}

/** Makes the files to write absolute. */
function withPaths<T extends Partial<Pick<BotConfig, 'output' | 'links'>>>(config: T, folder: string): T {
  return {
    ...config,
    ...(config.output === undefined ? {} : { output: resolve(folder, config.output) }),
    ...(config.links === undefined ? {} : { links: resolve(folder, config.links) }),
  }
}

function findConfig(folder: string): string | undefined {
  const found = configNames.map((name) => join(folder, name)).filter((file) => existsSync(file))
  const manifest = join(folder, 'package.json')
  if (existsSync(manifest) && hasOwnSection(manifest)) found.push(manifest)
  const [first, second] = found
  if (second !== undefined) {
    throw new ConfigError(`Both ${first ?? ''} and ${second} configure botgen; keep one of them.`, second)
  }
  return first
}

function hasOwnSection(manifest: string): boolean {
  // A broken package.json is not botgen's to report unless it is asked for by name.
  try {
    const parsed: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
    return typeof parsed === 'object' && parsed !== null && 'botgen' in parsed
  } catch {
    return false
  }
}

async function readConfig(file: string): Promise<unknown> {
  if (/\.[cm]?ts$/.test(file)) {
    const message = `${file} is TypeScript, which is not read; rename it to botgen.config.mjs, with types in a comment: /** @type {import('@botgen/codegen').BotgenConfig} */. Formats are ${readable.join(', ')}, and "botgen" in package.json.`
    throw new ConfigError(message, file)
  }
  if (/\.[cm]?js$/.test(file)) return await importConfig(file)
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new ConfigError(`${file} is not valid JSON: ${messageOf(cause)}`, file, undefined, { cause })
  }
  if (!file.endsWith('package.json')) return parsed
  return typeof parsed === 'object' && parsed !== null && 'botgen' in parsed ? parsed.botgen : {}
}

async function importConfig(file: string): Promise<unknown> {
  let module: unknown
  try {
    module = await import(pathToFileURL(file).href)
  } catch (cause) {
    throw new ConfigError(`${file} failed to load: ${messageOf(cause)}`, file, undefined, { cause })
  }
  if (typeof module === 'object' && module !== null && 'default' in module) return module.default
  throw new ConfigError(`${file} has no default export; write \`export default { … }\`.`, file)
}
