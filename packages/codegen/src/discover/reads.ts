import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'

/** What was read, or looked for, at a path: by its content, or by when it was written where content says too much. */
export interface Fingerprint {
  /** Absolute. */
  readonly path: string
  readonly kind: 'content' | 'time'
  readonly mark: string
}

/**
 * What a run reads beyond its sources: configuration, manifests, declarations of packages. It decides whether a later
 * run would come to the same, and what a watcher follows.
 */
export class Reads {
  readonly #kinds = new Map<string, Fingerprint['kind']>()

  /** A file whose content counts; it need not be there. @param path - absolute */
  noteContent(path: string): void {
    this.#kinds.set(path, 'content')
  }

  /** A file or folder that others write as a whole, such as a package's. @param path - absolute */
  noteTime(path: string): void {
    if (!this.#kinds.has(path)) this.#kinds.set(path, 'time')
  }

  paths(): readonly string[] {
    return [...this.#kinds.keys()]
  }

  /** How things are now. */
  fingerprints(): readonly Fingerprint[] {
    return [...this.#kinds].map(([path, kind]) => ({ path, kind, mark: markOf(path, kind) }))
  }
}

/** Whether everything is as it was. */
export function isUnchanged(prints: readonly Fingerprint[]): boolean {
  return prints.every(({ path, kind, mark }) => markOf(path, kind) === mark)
}

function markOf(path: string, kind: Fingerprint['kind']): string {
  try {
    if (kind === 'content') return createHash('sha1').update(readFileSync(path)).digest('hex')
    const { size, mtimeMs } = statSync(path)
    return `${size}:${mtimeMs}`
  } catch {
    // That nothing is there counts too; so does a folder where a file was looked for.
    return 'none'
  }
}
