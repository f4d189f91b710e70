export {
  type BotConfig,
  type BotgenConfig,
  defineConfig,
  type ImportExtension,
  type Instances,
} from '@botgen/codegen/config'
