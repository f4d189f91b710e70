/** What `list`, `graph` and `menu` show of a bot, as plain data that survives JSON. */
import type { Diagnostic } from '../diagnostics/index.js'
import type { ComponentRole, HandlerDecorator, SessionFlavour } from '../model.js'

export interface ProjectDescription {
  /** Absolute. Files of descriptions are relative to it, with `/`. */
  readonly root: string
  /** In the order of the configuration. */
  readonly bots: readonly BotDescription[]
}

export interface BotDescription {
  /** Nothing for the only bot of a project. */
  readonly name: string | undefined
  /** The generated module. */
  readonly output: string
  /** Classes with handlers, in the order of the table. */
  readonly classes: readonly DescribedClass[]
  /** In the order of the table: by class, and of each class in the order in which an update is matched. */
  readonly handlers: readonly DescribedHandler[]
  /** By name; those of handlers that name none are `(unqualified)`, in the last place. */
  readonly sessions: readonly DescribedSession[]
  /** Guards, filters, argument parsers, providers and injectables, each after what it depends on. */
  readonly components: readonly DescribedComponent[]
  /** What the main module hands to `createDispatchTable`, by name; nothing where a container makes the instances. */
  readonly provided: readonly ProvidedValue[]
  /** What Telegram shows as the command menu, by scope and language. */
  readonly menus: readonly CommandMenu[]
}

/** Where something stands in the sources. Lines and columns count from 1. */
export interface SourcePlace {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** A class with handlers. */
export interface DescribedClass {
  /** Unique in its bot: with its file where another class has the same name. */
  readonly name: string
  readonly place: SourcePlace
  /** What its constructor takes: ids of components, or names of provided values. */
  readonly dependencies: readonly string[]
}

/** One handler decorator on one method. */
export interface DescribedHandler {
  /** Unique in its bot, and the same as long as the handler is: `OrderHandlers.start command order`. */
  readonly id: string
  readonly kind: HandlerDecorator['kind']
  /**
   * What it answers: names, texts, input ids, update kinds, or one regular expression. Nothing where it takes whatever is
   * left, of all kinds.
   */
  readonly answers: readonly string[]
  /** The name of a described class. A handler may be inherited, and stand in another file than its class. */
  readonly class: string
  readonly method: string
  /** The decorator's. */
  readonly place: SourcePlace
  readonly parameters: readonly DescribedParameter[]
  /** Ids of components, in the order they are asked. */
  readonly guards: readonly string[]
  readonly filters: readonly string[]
  readonly argumentParser: string | undefined
  /** `3 per 10s` */
  readonly limit: string | undefined
  readonly description: string | undefined
  /** Options that differ from their defaults, as a person would write them: `scope: edited_message`, `priority: 5`. */
  readonly options: readonly string[]
}

export interface DescribedParameter {
  readonly name: string | undefined
  /** In words: `session 'order'`, `text?`, `user`, `made by CartProvider`. */
  readonly takes: string
  readonly optional: boolean
  /** Where the value is a session, which. */
  readonly session: string | undefined
  /** Where a component makes it, which. */
  readonly component: string | undefined
}

export interface DescribedSession {
  /** The qualifier, or `(unqualified)`. */
  readonly name: string
  readonly uses: readonly SessionUse[]
}

/**
 * What a handler does with a session, as far as its own body says: calls on the parameter itself, on what it is taken
 * apart into, and on plain constants that stand for it. Not what it hands the session on to.
 */
export interface SessionUse {
  /** The handler's id. */
  readonly handler: string
  readonly takenAs: SessionFlavour
  /** Declaring a session opens it; a peeked one is opened by `open()`. */
  readonly opens: boolean
  readonly clears: boolean
  readonly closes: boolean
  readonly replays: boolean
}

export interface DescribedComponent {
  /** `src/guards.ts#IsAdmin` */
  readonly id: string
  readonly role: ComponentRole
  readonly name: string
  readonly place: SourcePlace
  /** Ids of components, or names of provided values. */
  readonly dependencies: readonly string[]
}

export interface ProvidedValue {
  readonly name: string
  readonly type: string
  /** Names of described classes and ids of components that take it. */
  readonly usedBy: readonly string[]
}

/**
 * The commands that Telegram shows in some chats and for users of some language (Bot API, `setMyCommands`): all commands of
 * the scope that have a description, each by its first name. One without a description in the language has its default one.
 */
export interface CommandMenu {
  /** The type of a `BotCommandScope`: `default`, `all_private_chats` … */
  readonly scope: string
  /** A two-letter ISO 639-1 code; nothing for users of all other languages. */
  readonly language: string | undefined
  readonly commands: readonly MenuCommand[]
}

export interface MenuCommand {
  readonly command: string
  readonly description: string
  /** The handler's id. */
  readonly handler: string
}

/** What came of describing a project. */
export interface DescribeResult extends ProjectDescription {
  /** False when there is an error among the diagnostics; then no bot is described. */
  readonly ok: boolean
  readonly diagnostics: readonly Diagnostic[]
}
