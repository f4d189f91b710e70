/** What the whole bot is, as plain data: what `link` found out, what `checks` judge and what `emit` prints. */
import type { Exported, MemberFact, Span, Visibility } from './facts.js'

/** A stretch of a source file; `file` is relative to the project's folder. */
export interface Place extends Span {
  readonly file: string
}

/** A value and where it is written. */
export interface Located<T> {
  readonly value: T
  readonly place: Place
}

export interface Bot {
  /** By file, then position. */
  readonly classes: readonly HandlerClass[]
}

export interface HandlerClass {
  readonly name: string | undefined
  readonly file: string
  readonly exported: Exported
  readonly nested: boolean
  readonly abstract: boolean
  readonly generic: boolean
  readonly place: Place
  readonly constructorVisibility: Visibility
  /** What the constructor takes, in its order; a rest parameter is left out. */
  readonly dependencies: readonly Dependency[]
  readonly commands: readonly CommandHandler[]
}

export interface CommandHandler {
  readonly method: Method
  /** Without the leading `/`, as written otherwise. */
  readonly names: Located<readonly Located<string>[]>
  readonly description: Located<string> | undefined
  readonly parameters: readonly HandlerParameter[]
}

export interface Method extends Pick<MemberFact, 'kind' | 'name' | 'static' | 'abstract' | 'generic' | 'visibility'> {
  readonly place: Place
}

export interface HandlerParameter {
  readonly name: string | undefined
  readonly place: Place
  readonly optional: boolean
  readonly source: ParameterSource
  /** What `@SessionQualifier` says. */
  readonly qualifier: Located<string> | undefined
}

/** Where a handler's parameter gets its value. */
export type ParameterSource =
  | { readonly kind: 'session'; readonly flavour: SessionFlavour; readonly qualifier: string | undefined }
  /** `has` is the field that tells the member of `Message` or `Update` apart: `text` for `Message.TextMessage`. */
  | { readonly kind: 'message'; readonly has: string | undefined; readonly commandText: CommandText }
  | { readonly kind: 'update'; readonly has: string | undefined }
  | { readonly kind: 'context' | 'telegraf'; readonly context: TypeReference | undefined }
  | { readonly kind: PlainSource }
  | { readonly kind: 'argument'; readonly type: ArgumentType }
  /** `link` has reported it. */
  | { readonly kind: 'unknown' }

/** Where a message of a kind can carry a command: in its text, in its caption, or nowhere. */
export type CommandText = 'text' | 'caption' | 'none'
export type SessionFlavour = 'session' | 'peekSession' | 'sessionContext'
export type PlainSource = 'user' | 'chat' | 'callbackQuery' | 'telegram' | 'sessions' | 'signal' | 'invocation'
export type ArgumentType = 'text' | 'number'

export interface Dependency {
  /** The constructor parameter's name and position. */
  readonly name: string | undefined
  readonly position: number
  readonly optional: boolean
  /** Nothing when the type has no name that the generated module could import. */
  readonly type: TypeReference | undefined
}

/** A type that the generated module can import. */
export interface TypeReference {
  readonly module: ModuleReference
  /** The exported name. */
  readonly name:
    | { readonly kind: 'named'; readonly name: string }
    | { readonly kind: 'default'; readonly local: string }
  /** Members of the exported namespace that lead to the type: `Scenes.SceneContext`. */
  readonly members: readonly string[]
  readonly typeArguments: readonly TypeArgument[]
}

export type TypeArgument =
  | { readonly kind: 'reference'; readonly type: TypeReference }
  | { readonly kind: 'keyword'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: string }

export type ModuleReference =
  /** A package, `#import` or path alias: kept as written. */
  | { readonly kind: 'bare'; readonly specifier: string }
  /** A relative import as the user wrote it, from the project's folder: `src/kitchen.js`. */
  | { readonly kind: 'relative'; readonly path: string }
  /** A source file of the project: `src/handlers/order.ts`. */
  | { readonly kind: 'source'; readonly file: string }
