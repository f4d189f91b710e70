import 'reflect-metadata'

/** What `@CommandHandler` saw on a method. */
export interface RecordedCommand {
  readonly kind: 'command'
  readonly member: string
  readonly names: readonly string[]
  readonly description: string | undefined
}
