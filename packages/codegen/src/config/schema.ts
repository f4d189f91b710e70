import { posix } from 'node:path'
import { closest } from '../diagnostics/index.js'
import { ConfigError } from './errors.js'

/** How the generated module names other source files: `./order.js`, `./order.ts` or `./order`. */
export type ImportExtension = 'js' | 'ts' | 'none'

/** Who makes the instances of handler classes, guards and the like: the generated function, or a container. */
export type Instances = 'construct' | 'resolve'

/** What may be said of one bot, or of all of them. */
interface SharedConfig {
  /** Default: what the tsconfig demands. */
  readonly importExtension?: ImportExtension
  /**
   * `construct` (default): the generated `createDispatchTable(provided)` makes each instance itself. `resolve`:
   * `createDispatchTable(resolve)` asks for each, so that a container can make it.
   *
   * @example
   * createDispatchTable((type) => container.resolve(type as never))
   */
  readonly instances?: Instances
  /** What parts a callback's name from its arguments: one character that is no letter and no digit. Default `?`. */
  readonly callbackDelimiter?: string
}

/** What one bot of several is made from. Paths are relative to the configuration file. */
export interface BotConfig extends SharedConfig {
  /** Globs of the files with this bot's handlers; a class may belong to several bots. */
  readonly include: readonly string[]
  /** The file to write its table to. */
  readonly output: string
  /** The file to write its links to. Default: `botgen.links.ts` beside the table, or the table's name with `.links`. */
  readonly links?: string
}

/** What `botgen.config.{ts,mts,cts,js,mjs,cjs,json}` or `"botgen"` in package.json may say. Paths are relative to that file. */
export interface BotgenConfig extends SharedConfig {
  /** A tsconfig, or a folder that has one. Default `tsconfig.json`. */
  readonly project?: string
  /** Globs of the files to look at, instead of the tsconfig's. */
  readonly include?: readonly string[]
  /** The file to write. Default `src/botgen.generated.ts`, or `botgen.generated.ts` when handlers are outside `src`. */
  readonly output?: string
  /**
   * The file for the builders of callback data and deep links. Default `botgen.links.ts` beside the table, or the
   * table's own name with `.links`.
   */
  readonly links?: string
  /** Several bots by their names, one table each, instead of `include`, `output` and `links`. */
  readonly bots?: Readonly<Record<string, BotConfig>>
}

const importExtensions: readonly ImportExtension[] = ['js', 'ts', 'none']
const instances: readonly Instances[] = ['construct', 'resolve']

type Reader<T> = (value: unknown, key: string, file: string) => T
type Readers<T> = { readonly [K in keyof T]-?: Reader<NonNullable<T[K]>> }

const sharedReaders: Readers<SharedConfig> = {
  importExtension: choiceOf(importExtensions),
  instances: choiceOf(instances),
  callbackDelimiter: readDelimiter,
}

const botReaders: Readers<BotConfig> = { include: readTexts, output: readText, links: readText, ...sharedReaders }

const readers: Readers<BotgenConfig> = { project: readText, ...botReaders, bots: readBots }

/**
 * Checks what a configuration file says.
 *
 * @throws ConfigError that names the file and the path of the key
 */
export function parseConfig(value: unknown, file: string): BotgenConfig {
  if (!isRecord(value)) throw new ConfigError(`The configuration must be an object, not ${describe(value)}.`, file)
  // JSON tooling reads this key; it says nothing to botgen.
  const { $schema: _, ...said } = value
  // The readers have taken each key for what it must be.
  const config = readKeys(said, readers, '', file) as BotgenConfig
  const misplaced = (['include', 'output', 'links'] as const).find((key) => config[key] !== undefined)
  if (config.bots === undefined || misplaced === undefined) return config
  const message = `"${misplaced}" stands beside "bots"; put it into each of the bots.`
  throw new ConfigError(message, file, misplaced)
}

function readKeys<T>(value: Record<string, unknown>, known: Readers<T>, prefix: string, file: string): Partial<T> {
  const read: Partial<T> = {}
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined) continue
    if (!isKeyOf(known, key)) throw unknownKey(key, Object.keys(known), prefix, file)
    read[key] = known[key](entry, `${prefix}${key}`, file)
  }
  return read
}

function readBots(value: unknown, key: string, file: string): Readonly<Record<string, BotConfig>> {
  if (!isRecord(value) || Object.keys(value).length === 0) {
    const example = `{ "shop": { "include": […], "output": "…" } }`
    throw new ConfigError(`"${key}" must be bots by their names, ${example}, not ${describe(value)}.`, file, key)
  }
  const bots = Object.entries(value).map(([name, bot]) => [name, readBot(bot, `${key}.${name}`, file)] as const)
  const places = new Map<string, string>()
  for (const [name, { output, links }] of bots) {
    for (const [kind, path] of Object.entries({ output, links })) {
      if (path === undefined) continue
      const here = `${key}.${name}.${kind}`
      const other = places.get(posix.normalize(path))
      if (other !== undefined) {
        throw new ConfigError(`"${here}" is the same file as "${other}"; choose another.`, file, here)
      }
      places.set(posix.normalize(path), here)
    }
  }
  return Object.fromEntries(bots)
}

function readBot(value: unknown, key: string, file: string): BotConfig {
  if (!isRecord(value)) throw new ConfigError(`"${key}" must be an object, not ${describe(value)}.`, file, key)
  const { include, output, ...rest } = readKeys(value, botReaders, `${key}.`, file)
  if (include !== undefined && output !== undefined) return { include, output, ...rest }
  const missing = include === undefined ? 'include' : 'output'
  throw new ConfigError(`"${key}" needs "${missing}": each of several bots has its own.`, file, `${key}.${missing}`)
}

function isKeyOf<T>(known: Readers<T>, key: string): key is keyof Readers<T> & string {
  return Object.hasOwn(known, key)
}

function unknownKey(key: string, known: readonly string[], prefix: string, file: string): ConfigError {
  const near = closest(key, known)
  const advice = near === undefined ? `Known keys are ${known.join(', ')}.` : `Did you mean "${near}"?`
  return new ConfigError(`Unknown key "${prefix}${key}". ${advice}`, file, `${prefix}${key}`)
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

function choiceOf<T extends string>(choices: readonly T[]): Reader<T> {
  return (value, key, file) => {
    const found = choices.find((choice) => choice === value)
    if (found !== undefined) return found
    const near = typeof value === 'string' ? closest(value, choices) : undefined
    const advice = near === undefined ? '' : ` Did you mean "${near}"?`
    const listed = choices
      .map((choice) => `"${choice}"`)
      .join(', ')
      .replace(/, ([^,]*)$/, ' or $1')
    throw new ConfigError(`"${key}" must be ${listed}, not ${describe(value)}.${advice}`, file, key)
  }
}

function readDelimiter(value: unknown, key: string, file: string): string {
  // A letter or digit would be taken for a part of the name; these others say something inside the arguments.
  if (typeof value === 'string' && /^[^\p{L}\p{N}\p{C}\s&=%+]$/u.test(value)) return value
  const message = `"${key}" must be one character that is no letter, digit or space, nor one of & = % +, not ${describe(value)}.`
  throw new ConfigError(message, file, key)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' || typeof value === 'boolean' || value == null) return String(value)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
