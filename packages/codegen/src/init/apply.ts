import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { codeOf, messageOf } from '../causes.js'
import { replaceFile, WriteError } from '../write/index.js'
import type { InitPlan, InitStep } from './contract.js'

/**
 * Does what a plan says, file by file. Whatever ends it early, each file is the old one or the new one, and the next plan
 * goes on where this one ended.
 *
 * @throws WriteError naming the file that cannot be written
 */
export function applyInit({ folder, steps }: InitPlan): void {
  for (const step of steps) if (step.kind !== 'leave') write(folder, step)
}

function write(folder: string, { kind, file, text }: Exclude<InitStep, { kind: 'leave' }>): void {
  const path = join(folder, file)
  if (kind === 'create' && existsSync(path)) {
    throw new WriteError(`${path} has come to be meanwhile and was left alone. Run botgen init again.`, path)
  }
  try {
    replaceFile(path, [text])
  } catch (cause) {
    throw new WriteError(`Cannot write ${path}: ${reason(cause, path)}`, path, { cause })
  }
}

function reason(cause: unknown, path: string): string {
  switch (codeOf(cause)) {
    case 'EACCES':
    case 'EPERM':
      return `permission denied. Make ${dirname(path)} writable, or run botgen init in a folder of your own.`
    case 'EROFS':
      return 'the file system is read-only. Run botgen init in another folder.'
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a part of its path is a file, not a folder. Move that file away and run botgen init again.'
    case 'ENOSPC':
    case 'EDQUOT':
      return 'no space is left on the device. Free some and run botgen init again.'
    case undefined:
    default:
      return messageOf(cause)
  }
}
