import { createEmitMemory, type EmitMemory } from './emit/index.js'
import {
  createLinkMemory,
  type GatherMemory,
  type LinkMemory,
  moduleResolver,
  type ModuleResolver,
} from './link/index.js'
import type { Project } from './discover/index.js'

/** What is kept of a bot that is built again and again under the same settings. */
export interface BotMemory {
  readonly gather: GatherMemory
  readonly link: LinkMemory
  readonly emit: EmitMemory
  /** Where names of modules lead, as long as no file comes or goes. */
  readonly modules: ModuleResolver
}

export function createBotMemory(project: Project): BotMemory {
  return {
    gather: { last: undefined },
    link: createLinkMemory(),
    emit: createEmitMemory(),
    modules: moduleResolver(project),
  }
}

/** The same after files have come or gone. */
export function withNewModules(memory: BotMemory, project: Project): BotMemory {
  return { ...memory, gather: { last: undefined }, modules: moduleResolver(project) }
}
