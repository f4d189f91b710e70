export {
  type BotConfig,
  type BotgenConfig,
  ConfigError,
  defineConfig,
  type ImportExtension,
  type Instances,
  type LoadedConfig,
  loadConfig,
} from './config/index.js'
export {
  catalogue,
  closest,
  type Diagnostic,
  type DiagnosticCode,
  type Example,
  explain,
  explainAll,
  type ExplainedCode,
  type Location,
  type Position,
} from './diagnostics/index.js'
export { generate } from './generate.js'
export type { GenerateOptions, GenerateResult, GenerateStats } from './runs.js'
export { createGenerator, type Dependencies, type Generator } from './generator.js'
export type { GeneratedContent, GeneratedFile } from './generated-files.js'
export {
  applyInit,
  type InitOptions,
  type InitPlan,
  type InitStep,
  type NextStep,
  type PackageManager,
  packageManagers,
  planInit,
} from './init/index.js'
export type { ChosenSettings } from './settings.js'
export type { Progress, ProgressListener, Stage, StageTime } from './stages.js'
export { printable } from './printable.js'
export { writeAtomically, WriteError } from './write/index.js'
export { watch, type Watcher, type WatchOptions, type WatchRun } from './watch/index.js'
export { describe, type DescribeOptions, routeLabel } from './description/index.js'
export type {
  BotDescription,
  CommandMenu,
  DescribedClass,
  DescribedComponent,
  DescribedHandler,
  DescribedParameter,
  DescribedSession,
  DescribeResult,
  MenuCommand,
  ProjectDescription,
  ProvidedValue,
  SessionUse,
  SourcePlace,
} from './description/index.js'
export {
  type BotApiOptions,
  maxMenuLines,
  type MenuChange,
  MenuError,
  type MenuErrorReason,
  type MenuLine,
  syncMenu,
  type SyncMenuOptions,
  type SyncMenuResult,
} from './menu/index.js'
export {
  type BotGraph,
  dotOf,
  type GraphEdge,
  type GraphEdgeKind,
  type GraphNode,
  type GraphNodeKind,
  graphOf,
  mermaidOf,
} from './graph/index.js'
export { htmlOf } from './graph-page/index.js'
