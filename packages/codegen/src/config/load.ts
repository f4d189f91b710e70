import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { messageOf } from '../causes.js'
import { ConfigError } from './errors.js'
import { type BotConfig, type BotgenConfig, parseConfig } from './schema.js'
import { loadScript } from './script.js'

const extensions = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'] as const
const configNames = extensions.map((extension) => `botgen.config.${extension}`)

/** A configuration with its paths made absolute, and the file it came from. */
export interface LoadedConfig extends BotgenConfig {
  /** Absolute; nothing when there is no configuration. */
  readonly file?: string
  /** Absolute: what `include` is relative to. */
  readonly folder: string
  /** What decided it, absolute: the file and the modules of the project that it imports. A change there changes it. */
  readonly files: readonly string[]
}

/**
 * Reads `botgen.config.{ts,mts,cts,js,mjs,cjs,json}` or `"botgen"` of package.json in `folder`, or the file that `path`
 * names, as it is now: nothing is kept from an earlier reading.
 *
 * @throws ConfigError when the file is missing, unreadable, ambiguous or wrong
 */
export async function loadConfig(folder: string, path?: string): Promise<LoadedConfig> {
  const file = path === undefined ? findConfig(folder) : resolve(folder, path)
  if (file === undefined) return { folder, files: [] }
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new ConfigError(`There is no configuration file ${file}; check --config.`, file)
  }
  const { value, files } = await readConfig(file)
  return { ...absolute(parseConfig(value, file), dirname(file)), file, folder: dirname(file), files }
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

/** Where a configuration is looked for in a folder. */
export function candidateConfigs(folder: string): readonly string[] {
  return [...configNames, 'package.json'].map((name) => join(folder, name))
}

function findConfig(folder: string): string | undefined {
  const [first, second] = candidateConfigs(folder).filter(
    (file) => existsSync(file) && (!file.endsWith('package.json') || hasOwnSection(file)),
  )
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

interface ReadConfig {
  readonly value: unknown
  readonly files: readonly string[]
}

async function readConfig(file: string): Promise<ReadConfig> {
  return /\.[cm]?[jt]s$/.test(file) ? await readScript(file) : { value: readJson(file), files: [file] }
}

function readJson(file: string): unknown {
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new ConfigError(`${file} is not valid JSON: ${messageOf(cause)}`, file, undefined, { cause })
  }
  if (!file.endsWith('package.json')) return parsed
  return typeof parsed === 'object' && parsed !== null && 'botgen' in parsed ? parsed.botgen : {}
}

async function readScript(file: string): Promise<ReadConfig> {
  const { exported, files } = await loadScript(file)
  if (exported === undefined) {
    throw new ConfigError(`${file} has no default export; write \`export default { … }\`.`, file)
  }
  const { value } = exported
  if (typeof value === 'object' && value !== null && 'then' in value) {
    throw new ConfigError(`${file} exports a promise; write \`export default await …\`.`, file)
  }
  if (typeof value === 'function') {
    throw new ConfigError(`${file} exports a function; export the object that it returns.`, file)
  }
  return { value, files }
}
