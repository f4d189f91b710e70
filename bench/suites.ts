import { codegen } from './codegen/index.js'
import { dispatch } from './dispatch/index.js'
import type { Result } from './lib/result.js'
import { sessions } from './sessions/index.js'
import { size } from './size/index.js'
import { storage } from './storage/index.js'

export interface SuiteOptions {
  /** Less of everything, for a run of under a minute. */
  readonly isQuick: boolean
}

type Suite = (options: SuiteOptions) => Promise<readonly Result[]>

export const suites = { dispatch, sessions, codegen, storage, size } satisfies Record<string, Suite>

export type SuiteName = keyof typeof suites

export function isSuiteName(name: string): name is SuiteName {
  return Object.hasOwn(suites, name)
}
