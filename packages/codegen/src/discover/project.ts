import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { parseTsconfig, type TsConfigJsonResolved } from 'get-tsconfig'
import { messageOf } from '../causes.js'
import { ConfigError } from '../config/index.js'
import { projectsBelow } from './nearby.js'
import { Reads } from './reads.js'

/** A TypeScript project: its tsconfig with `extends` resolved. */
export interface Project {
  /** Absolute. */
  readonly tsconfig: string
  /** The tsconfig's folder, absolute: what source paths are relative to. */
  readonly root: string
  readonly config: TsConfigJsonResolved
  /** What was read of it and for it, beyond its sources. */
  readonly reads: Reads
}

/**
 * Reads a tsconfig.
 *
 * @param path - absolute: a tsconfig, or a folder that has a `tsconfig.json`
 * @throws ConfigError when there is none or it cannot be read
 */
export function readProject(path: string): Project {
  const tsconfig = isFolder(path) ? join(path, 'tsconfig.json') : resolve(path)
  if (existsSync(tsconfig) && (!tsconfig.endsWith('.json') || basename(tsconfig) === 'package.json')) {
    throw new ConfigError(`${tsconfig} is no tsconfig; name a tsconfig or its folder with --project.`, tsconfig)
  }
  if (!existsSync(tsconfig)) {
    throw new ConfigError(`There is no ${tsconfig}; name the tsconfig of your bot with --project.`, tsconfig)
  }
  try {
    const asked = new Map<string, string>()
    const config = parseTsconfig(tsconfig, asked)
    return { tsconfig, root: dirname(tsconfig), config, reads: readsOf(asked) }
  } catch (cause) {
    throw new ConfigError(`${tsconfig} cannot be read: ${messageOf(cause)}`, tsconfig, undefined, { cause })
  }
}

/** The tsconfig and what it extends, as the reader of tsconfigs keeps what it asked of the file system. */
function readsOf(asked: ReadonlyMap<string, string>): Reads {
  const reads = new Reads()
  for (const question of asked.keys()) {
    const path = /^readFileSync:(.*):utf8$/.exec(question)?.[1]
    if (path !== undefined) reads.noteContent(path)
  }
  return reads
}

/**
 * The nearest folder with a `tsconfig.json`, from `folder` up, as the compiler looks for it.
 *
 * @throws ConfigError when there is none, naming those below
 */
export function findProject(folder: string): string {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, 'tsconfig.json'))) return current
    if (current === dirname(current)) throw withoutProject(folder)
  }
}

function withoutProject(folder: string): ConfigError {
  const [below] = projectsBelow(folder)
  const advice =
    below === undefined
      ? 'run botgen in the folder of your bot, name its tsconfig with --project, or make a bot with `npx botgen init my-bot`.'
      : `there is one in ${below}: run botgen there, or with --project ${below}.`
  return new ConfigError(`There is no tsconfig.json in ${folder} or above; ${advice}`)
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
