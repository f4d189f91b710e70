import { dirname, join, relative, sep } from 'node:path'
import type { Outcome } from './generations.js'

/**
 * The folders where a new file can be a source: `src` of a project, or that of a file outside. Never the project's own
 * folder, since what is built and installed there is no source.
 */
export function sourceFolders({ inputs, root }: Outcome): readonly string[] {
  if (root === undefined) return []
  const folders = inputs.filter(isSource).flatMap((file) => {
    const [first, ...rest] = relative(root, file).split(sep)
    if (first === undefined || rest.length === 0) return []
    return first === '..' ? dirname(file) : join(root, first)
  })
  return [...new Set(folders)]
}

/** Whether a file can hold handlers. */
export function isSource(file: string): boolean {
  return /\.[mc]?tsx?$/.test(file) && !/\.d\.(?:[^./\\]+\.)?[mc]?ts$/.test(file)
}
