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

/** A list and its items, each with its place. */
export type LocatedList<T> = Located<readonly Located<T>[]>

export interface Bot {
  /** By file, then position. */
  readonly classes: readonly HandlerClass[]
  /** Guards, filters, argument parsers, providers and injectables that the bot uses, each after what it depends on. */
  readonly components: readonly Component[]
}

/** A class of the project that the generated module makes an instance of. */
export interface ConstructedClass {
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
}

export interface HandlerClass extends ConstructedClass {
  /** In the order of their methods; those of base classes first. */
  readonly handlers: readonly Handler[]
}

/** A class whose one instance serves handlers. */
export interface Component extends ConstructedClass {
  readonly role: ComponentRole
}

export type ComponentRole = 'guard' | 'filter' | 'argumentParser' | 'provider' | 'injectable'

/** Names a component: its file, from the project's folder, and the name that the class is declared by there. */
export interface ComponentReference {
  readonly file: string
  readonly name: string
}

/** One handler decorator on one method. */
export interface Handler {
  readonly decorator: HandlerDecorator
  /** Where the decorator stands. */
  readonly place: Place
  readonly method: Method
  readonly parameters: readonly HandlerParameter[]
  /** Those of the class first, base classes before it, then those of the method. */
  readonly guards: readonly Located<ComponentReference>[]
  readonly limit: Located<RateLimit> | undefined
  readonly argumentParser: Located<ComponentReference> | undefined
}

/** What a handler answers. An option that the decorator does not say is `undefined`. */
export type HandlerDecorator =
  | CommandDecorator
  | CallbackDecorator
  | InputDecorator
  | TextDecorator
  | PatternDecorator
  | ObserverDecorator
  | UnprocessedDecorator

export interface CommandDecorator {
  readonly kind: 'command'
  /** Without the leading `/`, as written otherwise. */
  readonly names: LocatedList<string>
  readonly description: Located<string> | undefined
  readonly locales: Located<readonly Locale[]> | undefined
  /** An empty list: in no menu. */
  readonly menu: LocatedList<string> | undefined
  readonly scope: LocatedList<string> | undefined
  readonly autoAnswer: Located<boolean> | undefined
}

/** A command's description in another language. */
export interface Locale {
  readonly language: Located<string>
  readonly description: Located<string>
}

export interface CallbackDecorator {
  readonly kind: 'callback'
  readonly names: LocatedList<string>
  readonly autoAnswer: Located<boolean> | undefined
}

export interface InputDecorator {
  readonly kind: 'input'
  readonly ids: LocatedList<string>
  readonly kinds: LocatedList<string> | undefined
  readonly autoAnswer: Located<boolean> | undefined
}

export interface TextDecorator extends TextOptions {
  readonly kind: 'text'
  readonly texts: LocatedList<string>
}

export interface PatternDecorator extends TextOptions {
  readonly kind: 'pattern'
  /** Nothing where `link` has reported it. */
  readonly pattern: Located<Pattern> | undefined
}

export interface TextOptions {
  readonly scope: LocatedList<string> | undefined
  readonly priority: Located<number> | undefined
  readonly filters: readonly Located<ComponentReference>[]
  readonly autoAnswer: Located<boolean> | undefined
}

/** A regular expression by what `new RegExp` takes. */
export interface Pattern {
  readonly source: string
  readonly flags: string
}

export interface ObserverDecorator {
  readonly kind: 'observer'
  readonly kinds: LocatedList<string>
  readonly messageKinds: LocatedList<string> | undefined
  readonly autoAnswer: Located<boolean> | undefined
}

export interface UnprocessedDecorator {
  readonly kind: 'unprocessed'
  /** None: all kinds. */
  readonly kinds: LocatedList<string>
  readonly autoAnswer: Located<boolean> | undefined
}

export interface RateLimit {
  readonly rate: number
  /** Milliseconds, or a number with a unit such as `10s`. */
  readonly period: number | string
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
  /** What `@ParamMapping` says. */
  readonly mapping: Located<string> | undefined
  /** Where `@Word()` stands. */
  readonly word: Place | undefined
}

/** Where a handler's parameter gets its value. */
export type ParameterSource =
  | { readonly kind: 'session'; readonly flavour: SessionFlavour; readonly qualifier: string | undefined }
  /** `has` is the field that tells the member of `Message` or `Update` apart: `text` for `Message.TextMessage`. */
  | { readonly kind: 'message'; readonly has: string | undefined; readonly commandText: CommandText }
  | { readonly kind: 'update'; readonly has: string | undefined }
  | { readonly kind: 'context' | 'telegraf' | 'bot'; readonly context: TypeReference | undefined }
  /** No payload type where the generated module cannot name it; the compiler infers it then. */
  | { readonly kind: 'pendingInput'; readonly payload: TypeArgument | undefined }
  | { readonly kind: PlainSource }
  /** An injectable's instance, or what a provider makes. */
  | {
      readonly kind: 'component'
      readonly component: ComponentReference
      readonly role: Extract<ComponentRole, 'provider' | 'injectable'>
    }
  | { readonly kind: 'argument'; readonly type: ArgumentType }
  /** `link` has reported it. */
  | { readonly kind: 'unknown' }

/** Where a message of a kind can carry a command: in its text, in its caption, or nowhere. */
export type CommandText = 'text' | 'caption' | 'none'
export type SessionFlavour = 'session' | 'peekSession' | 'sessionContext'
export type PlainSource =
  | 'user'
  | 'chat'
  | 'callbackQuery'
  | 'telegram'
  | 'sessions'
  | 'inputs'
  | 'match'
  | 'signal'
  | 'invocation'

export type ArgumentType = ItemType | ListType

/** What reads one value. */
export type ItemType =
  | { readonly kind: 'text' | 'word' | 'number' | 'bigint' | 'boolean' | 'date' }
  | { readonly kind: 'oneOf'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'enum'; readonly type: TypeReference; readonly values: readonly (string | number)[] }

export interface ListType {
  readonly kind: 'list'
  readonly item: ItemType
  /** How the handler takes it: `...tags: string[]` or `tags: string[]`. */
  readonly passed: 'spread' | 'array'
}

export interface Dependency {
  /** The constructor parameter's name and position. */
  readonly name: string | undefined
  readonly position: number
  readonly place: Place
  /** Whether the parameter says a type, itself or by its default. */
  readonly declared: 'typed' | 'untyped'
  readonly optional: boolean
  /** Nothing when the type has no name that the generated module could import. */
  readonly type: TypeReference | undefined
  /** An `@Injectable()` class of the project, whose instance the generated module makes. */
  readonly component: ComponentReference | undefined
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
