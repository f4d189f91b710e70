export { type Gathered, gather, type GatherMemory, type Parse } from './gather.js'
export { type ModuleResolver, moduleResolver } from './modules.js'
export { type Followed, type FollowedModule, followName, type Lookup, type World } from './names.js'
