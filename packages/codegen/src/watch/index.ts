export { watch, type Watcher, type WatchOptions, type WatchRun } from './watch.js'
