import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join, relative, sep } from 'node:path'
import { parseTsconfig, type TsConfigJsonResolved } from 'get-tsconfig'
import { messageOf } from '../causes.js'
import { ConfigError } from '../config/index.js'
import type { InitOptions, PackageManager } from './contract.js'
import { type JsonFile, readJson, textAt } from './json-file.js'
import { isPnpmWorkspace } from './pnpm.js'
import { packageManagers } from './contract.js'

/** What can be seen of a project before anything is done to it. */
export interface Survey {
  readonly folder: string
  readonly manifest: JsonFile | undefined
  readonly tsconfig: JsonFile | undefined
  /** The tsconfig's options with those it extends. */
  readonly compilerOptions: NonNullable<TsConfigJsonResolved['compilerOptions']>
  readonly packageManager: PackageManager | undefined
  /** The version of TypeScript that is installed, else what package.json says, as far as that settles it. */
  readonly typescript: string | undefined
  /** Relative, such as `src`. */
  readonly sources: string
  readonly files: readonly SourceFile[]
}

export interface SourceFile {
  /** Relative to the project's folder, with `/`. */
  readonly file: string
  readonly text: string
}

/** @throws ConfigError where the project is not one to work in, saying what to do */
export function survey({ folder, userAgent, workspaceRoot = false }: InitOptions): Survey {
  refuseWrongFolder(folder)
  const manifest = readJson(join(folder, 'package.json'), { comments: false })
  if (!workspaceRoot) refuseWorkspaceRoot(folder, manifest)
  const tsconfig = readJson(join(folder, 'tsconfig.json'), { comments: true })
  const config = tsconfig === undefined ? {} : resolved(tsconfig)
  if (config.files?.length === 0 && (config.references?.length ?? 0) > 0) {
    const others = (config.references ?? []).map(({ path }) => path).join(', ')
    throw new ConfigError(
      `${tsconfig?.path} only refers to other projects; run botgen init in the folder of the one with the bot: ${others}.`,
      tsconfig?.path,
    )
  }
  const sources = sourceFolder(config)
  return {
    folder,
    manifest,
    tsconfig,
    compilerOptions: config.compilerOptions ?? {},
    packageManager: packageManagerOf(folder) ?? packageManagers.find((name) => userAgent?.startsWith(`${name}/`)),
    typescript: installedVersion(folder, 'typescript') ?? declaredVersion(manifest, 'typescript'),
    sources,
    files: sourceFiles(folder, sources),
  }
}

function refuseWrongFolder(folder: string): void {
  const isRoot = folder === dirname(folder)
  if (!isRoot && folder !== homedir()) return
  const what = isRoot ? 'the root of the file system' : 'your home folder'
  throw new ConfigError(
    `${folder} is ${what}, which is no place for a bot; name a folder, which may be new: npx botgen init my-bot`,
  )
}

function refuseWorkspaceRoot(folder: string, manifest: JsonFile | undefined): void {
  const isRoot =
    isPnpmWorkspace(folder) ||
    (typeof manifest?.value === 'object' && manifest.value !== null && 'workspaces' in manifest.value)
  if (!isRoot) return
  throw new ConfigError(
    `${folder} is the root of a workspace; run botgen init in the package of the bot, which may be new, such as ` +
      '`npx botgen init packages/bot`, or add --workspace-root if the bot is to live in the root.',
  )
}

function resolved({ path }: JsonFile): TsConfigJsonResolved {
  try {
    return parseTsconfig(path)
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read: ${messageOf(cause)}`, path, undefined, { cause })
  }
}

/** By the tsconfig: where it says that sources are; `src` where it says nothing. */
function sourceFolder({ compilerOptions, include = [] }: TsConfigJsonResolved): string {
  const prefixes = include.map((glob) => glob.split('/').filter((part) => part !== '.'))
  const folders = [
    compilerOptions?.rootDir,
    ...prefixes.map((parts) =>
      parts
        .slice(
          0,
          parts.findIndex((part) => /[*?.]/.test(part)),
        )
        .join('/'),
    ),
    ...prefixes.filter((parts) => parts.every((part) => !/[*?.]/.test(part))).map((parts) => parts.join('/')),
  ].map((path) => path?.replace(/^\.\/|\/$/g, ''))
  const named = folders.filter((path) => path !== undefined && path !== '' && path !== '.' && !path.startsWith('..'))
  return named.includes('src') ? 'src' : (named[0] ?? 'src')
}

const lockFiles: Readonly<Record<string, PackageManager>> = {
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'package-lock.json': 'npm',
  'npm-shrinkwrap.json': 'npm',
}

/** Of the project, or of the workspace that it is in: what `"packageManager"` says, or whose lock file there is. */
function packageManagerOf(folder: string): PackageManager | undefined {
  for (let current = folder; ; current = dirname(current)) {
    const path = join(current, 'package.json')
    // One above that cannot be read is not this project's matter.
    const said = existsSync(path)
      ? /"packageManager"\s*:\s*"(npm|pnpm|yarn)@/.exec(readFileSync(path, 'utf8'))?.[1]
      : undefined
    const named = packageManagers.find((name) => name === said)
    const locked = Object.entries(lockFiles).find(([file]) => existsSync(join(current, file)))?.[1]
    const found = named ?? locked ?? (existsSync(join(current, 'pnpm-workspace.yaml')) ? 'pnpm' : undefined)
    if (found !== undefined) return found
    if (current === dirname(current) || current === homedir()) return undefined
  }
}

/** As Node.js finds it from the folder up. */
export function installedVersion(folder: string, name: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    const path = join(current, 'node_modules', name, 'package.json')
    if (existsSync(path)) return textAt(readJson(path, { comments: false }), 'version')
    if (current === dirname(current)) return undefined
  }
}

function declaredVersion(manifest: JsonFile | undefined, name: string): string | undefined {
  const range = textAt(manifest, 'devDependencies', name) ?? textAt(manifest, 'dependencies', name)
  const [, loose, version] = /^([\^>]?)[~=v\s]*(\d+(?:\.\d+)*)/.exec(range ?? '') ?? []
  // Of a range, the newest of its major version gets installed.
  return loose === '^' || loose === '>' ? version?.split('.')[0] : version
}

/** Enough to see what a project is made of. */
const mostFiles = 500

function sourceFiles(folder: string, sources: string): SourceFile[] {
  const root = join(folder, sources)
  const stats = statSync(root, { throwIfNoEntry: false })
  if (stats === undefined) return []
  if (!stats.isDirectory()) {
    throw new ConfigError(
      `${root} is a file, where the folder of the sources has to be. Move it away and run botgen init again.`,
      root,
    )
  }
  return readdirSync(realpathSync(root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name) && !entry.name.includes('.d.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes(`${sep}node_modules${sep}`))
    .toSorted()
    .slice(0, mostFiles)
    .map((path) => ({
      file: [sources, ...relative(realpathSync(root), path).split(sep)].join('/'),
      text: readFileSync(path, 'utf8'),
    }))
}

/** A package name of a folder's name. */
export function packageNameOf(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|-+$/g, '')
  return name === '' || name === 'node_modules' ? 'bot' : name
}
