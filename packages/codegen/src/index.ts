export { type BotgenConfig, ConfigError, type ImportExtension, type LoadedConfig, loadConfig } from './config/index.js'
export {
  catalogue,
  closest,
  type Diagnostic,
  type DiagnosticCode,
  type Location,
  type Position,
} from './diagnostics/index.js'
export { type GeneratedFile, type GenerateOptions, type GenerateResult, generate } from './generate.js'
export { WriteError } from './write/index.js'
