import type { FileFacts } from '../facts.js'
import type { FollowedModule, Lookup } from './follow/index.js'

interface ModuleQuestion {
  readonly specifier: string
  readonly from: string
  readonly answer: FollowedModule
}

/** Everything that was asked of the world while something was found out, with the answers. */
export class Questions {
  readonly #files = new Map<string, FileFacts | undefined>()
  readonly #modules = new Map<string, ModuleQuestion>()
  #asksTypes = false

  /** The world, with note taken of what it is asked. */
  asked(world: Lookup): Lookup {
    return {
      files: {
        get: (path) => {
          const answer = world.files.get(path)
          this.#files.set(path, answer)
          return answer
        },
      },
      moduleOf: (specifier, from) => {
        const answer = world.moduleOf(specifier, from)
        this.#modules.set(`${from}\0${specifier}`, { specifier, from, answer })
        return answer
      },
      typedValue: (path, file) => {
        this.#asksTypes = true
        return world.typedValue(path, file)
      },
    }
  }

  /** Whether the world gives the same answers again. What types say depends on more than can be asked, so it may not. */
  wouldBeAnswered(world: Lookup): boolean {
    if (this.#asksTypes) return false
    for (const [path, answer] of this.#files) if (world.files.get(path) !== answer) return false
    for (const { specifier, from, answer } of this.#modules.values()) {
      if (!isSameModule(world.moduleOf(specifier, from), answer)) return false
    }
    return true
  }
}

function isSameModule(one: FollowedModule, other: FollowedModule): boolean {
  if (one === other) return true
  return one.kind === 'file' ? other.kind === 'file' && one.file === other.file : one.kind === other.kind
}
