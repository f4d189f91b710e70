import type { Settings } from '../settings.js'
import type { Fingerprint } from '../discover/index.js'
import type { FactsStore, KnownFacts } from '../facts-store.js'
import { type RecalledFacts, recallFacts, rememberFacts } from './facts-cache.js'
import { cacheFile, cacheFolder } from './folder.js'
import { recallRun, type RememberedRun, rememberRun } from './run-cache.js'

/** What is kept between the runs of one project with one configuration. */
export interface ProjectCache {
  readonly recallRun: (digest: string) => RememberedRun | undefined
  readonly recallFacts: () => KnownFacts
  readonly remember: (digest: string, reads: readonly Fingerprint[], run: RememberedRun, facts: FactsStore) => void
}

/** The cache of a project; nothing where there is no place for one. */
export function openCache({ project, config, plans }: Settings): ProjectCache | undefined {
  const folder = cacheFolder(project.root)
  if (folder === undefined) return undefined
  const outputs = plans.map(({ output }) => output ?? '')
  const of = [project.tsconfig, config.file ?? '', ...outputs]
  const [run, facts] = [cacheFile(folder, 'run', of), cacheFile(folder, 'facts', of)]
  let recalled: RecalledFacts | undefined
  return {
    recallRun: (digest) => recallRun(run, digest),
    recallFacts: () => {
      recalled = recallFacts(facts)
      return recalled
    },
    remember: (digest, reads, remembered, store) => {
      rememberFacts(facts, store.entries(), recalled)
      rememberRun(run, digest, reads, remembered)
    },
  }
}
