import { types } from 'node:util'
import { BotgenError } from '@botgen/runtime'
import { UnreadableValueError } from './values.js'

/**
 * - `closed`: it was closed before.
 * - `in use`: another process, or another thread of this one, has the folder open.
 * - `no folder`: the path leads to a file, through one, or nowhere; or its folder was replaced while it was open.
 * - `no access`: the folder or what is in it may not be written.
 * - `no space`: the disk is full, or a quota or limit is reached.
 * - `corrupted`: files are damaged or missing.
 * - `other format`: something else, or another version of this package, has written it.
 * - `other options`: it is open in this process with other options, or through another version of this package.
 * - `failed`: anything else; `cause` says what.
 */
export type LevelStorageProblem =
  | 'closed'
  | 'in use'
  | 'no folder'
  | 'no access'
  | 'no space'
  | 'corrupted'
  | 'other format'
  | 'other options'
  | 'failed'

/** The folder of a storage could not be opened, read or written; the message says what to do. */
export class LevelStorageError extends BotgenError {
  readonly problem: LevelStorageProblem
  readonly folder: string

  /** @param explanation what is wrong, and what to do */
  constructor(problem: LevelStorageProblem, folder: string, explanation: string, options?: ErrorOptions) {
    super(`The storage ${folder} ${explanation}`, options)
    this.problem = problem
    this.folder = folder
  }
}

export function corrupted(folder: string, what: string, cause?: unknown): LevelStorageError {
  return new LevelStorageError(
    'corrupted',
    folder,
    `is damaged: ${what}. Nothing was deleted. Restore the folder from a backup, or move it away to begin with an empty one. ` +
      "A copy of it may be mended in part with `ClassicLevel.repair(copy)` of the package 'classic-level'.",
    { cause },
  )
}

const noSpace = /no space left|disk quota|quota exceeded|file too large|disk full|not enough space|ENOSPC|EDQUOT|EFBIG/i
const noAccess = /permission denied|read-only file system|operation not permitted|access is denied|EACCES|EPERM|EROFS/i
const noFolder = /^(EEXIST|ENOTDIR|ENOENT|ELOOP|ENAMETOOLONG)$/
/** A file of the database that is named in the list of its files, but is not there or shorter than it should be. */
const damagedFile = /(CURRENT|MANIFEST-\d+|\d+\.(ldb|sst)): (no such file|invalid argument|.*truncated)/i

/** What the database or the file system said, as a sentence for the user. */
export function explain(error: unknown, folder: string): LevelStorageError {
  if (error instanceof LevelStorageError) return error
  if (error instanceof UnreadableValueError) return corrupted(folder, error.message, error)
  const cause = rootOf(error)
  const { code, message } = cause
  if (code === 'LEVEL_LOCKED') {
    return new LevelStorageError(
      'in use',
      folder,
      'is in use by another process, or by another thread of this one. Only one may have it: end the other one, or ' +
        'give each a folder of its own.',
      { cause },
    )
  }
  if (code === 'LEVEL_CORRUPTION' || damagedFile.test(message)) return corrupted(folder, message, cause)
  if (noSpace.test(message)) {
    return new LevelStorageError(
      'no space',
      folder,
      `could not be written: ${message}. Make room on its disk; it goes on by itself then.`,
      { cause },
    )
  }
  if (noAccess.test(message)) {
    return new LevelStorageError(
      'no access',
      folder,
      `may not be written: ${message}. Give the user of this process the right to write the folder and all that is in it.`,
      { cause },
    )
  }
  if (code !== undefined && noFolder.test(code)) {
    return new LevelStorageError('no folder', folder, `is no folder: ${message}. Give the path of a folder.`, { cause })
  }
  return new LevelStorageError('failed', folder, `failed: ${message}`, { cause })
}

interface Cause extends Error {
  readonly code?: string
}

/** The database wraps what happened in an error that only says that it is not open. */
function rootOf(error: unknown): Cause {
  // Those of native modules and of Node may be of another realm than ours.
  const known = types.isNativeError(error) ? error : new Error(String(error))
  return types.isNativeError(known.cause) ? rootOf(known.cause) : known
}
