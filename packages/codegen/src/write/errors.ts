import { codeOf, messageOf } from '../causes.js'

/** The generated module cannot be written (or compared with); what was there before is still there. */
export class WriteError extends Error {
  override readonly name = 'WriteError'

  /** @param path - the absolute path of the output file */
  constructor(
    message: string,
    readonly path: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** What a failed file operation means to a person. */
export function writeError(path: string, cause: unknown): WriteError {
  return new WriteError(`Cannot write ${path}: ${reason(cause)}`, path, { cause })
}

function reason(cause: unknown): string {
  switch (codeOf(cause)) {
    case 'EISDIR':
      return 'it is a folder. Name a file as the output.'
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a part of its path is a file, not a folder. Choose another output.'
    case 'EACCES':
    case 'EPERM':
      return 'permission denied. Make the folder writable or choose another output.'
    case 'EROFS':
      return 'the file system is read-only. Choose another output.'
    case 'EFBIG':
      return 'it would be larger than a file may be here (see `ulimit -f`). Raise the limit and run again.'
    case 'ENOSPC':
    case 'EDQUOT':
      return 'no space is left on the device. Free some and run again.'
    case undefined:
    default:
      return messageOf(cause)
  }
}
