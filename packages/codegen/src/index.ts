export {
  type BotConfig,
  type BotgenConfig,
  ConfigError,
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
  type Location,
  type Position,
} from './diagnostics/index.js'
export { type GenerateOptions, type GenerateResult, generate } from './generate.js'
export type { GeneratedContent, GeneratedFile } from './generated-files.js'
export { WriteError } from './write/index.js'
