import { closest } from '../diagnostics/index.js'
import { ConfigError } from './errors.js'

/** How the generated module names other source files: `./order.js`, `./order.ts` or `./order`. */
export type ImportExtension = 'js' | 'ts' | 'none'

/** What `botgen.config.{json,js,mjs,cjs}` or `"botgen"` in package.json may say. Paths are relative to that file. */
export interface BotgenConfig {
  /** A tsconfig, or a folder that has one. Default `tsconfig.json`. */
  readonly project?: string
  /** Globs of the files to look at, instead of the tsconfig's. */
  readonly include?: readonly string[]
  /** The file to write. Default `src/botgen.generated.ts`, or `botgen.generated.ts` when handlers are outside `src`. */
  readonly output?: string
  /** Default: what the tsconfig demands. */
  readonly importExtension?: ImportExtension
}

const importExtensions: readonly ImportExtension[] = ['js', 'ts', 'none']

const readers = {
  project: readText,
  include: readTexts,
  output: readText,
  importExtension: readImportExtension,
} satisfies { readonly [K in keyof BotgenConfig]-?: Reader<NonNullable<BotgenConfig[K]>> }

type Reader<T> = (value: unknown, key: string, file: string) => T

/**
 * Checks what a configuration file says.
 *
 * @throws ConfigError that names the file and the path of the key
 */
export function parseConfig(value: unknown, file: string): BotgenConfig {
  if (!isRecord(value)) throw new ConfigError(`The configuration must be an object, not ${describe(value)}.`, file)
  const config: Record<string, unknown> = {}
  for (const [key, entry] of Object.entries(value)) {
    // JSON tooling reads this key; it says nothing to botgen.
    if (key === '$schema' || entry === undefined) continue
    if (!isKnownKey(key)) throw unknownKey(key, file)
    config[key] = readers[key](entry, key, file)
  }
  return config
}

function isKnownKey(key: string): key is keyof typeof readers {
  return Object.hasOwn(readers, key)
}

function unknownKey(key: string, file: string): ConfigError {
  const known = Object.keys(readers)
  const near = closest(key, known)
  const advice = near === undefined ? `Known keys are ${known.join(', ')}.` : `Did you mean "${near}"?`
  return new ConfigError(`Unknown key "${key}". ${advice}`, file, key)
}

function readText(value: unknown, key: string, file: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value
  throw new ConfigError(`"${key}" must be a string that is not empty, not ${describe(value)}.`, file, key)
}

function readTexts(value: unknown, key: string, file: string): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new ConfigError(`"${key}" must be a list of globs that is not empty, not ${describe(value)}.`, file, key)
  }
  return value.map((entry: unknown, index) => readText(entry, `${key}[${index}]`, file))
}

function readImportExtension(value: unknown, key: string, file: string): ImportExtension {
  const found = importExtensions.find((extension) => extension === value)
  if (found !== undefined) return found
  const near = typeof value === 'string' ? closest(value, importExtensions) : undefined
  const advice = near === undefined ? '' : ` Did you mean "${near}"?`
  throw new ConfigError(`"${key}" must be "js", "ts" or "none", not ${describe(value)}.${advice}`, file, key)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
