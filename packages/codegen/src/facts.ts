/**
 * What one source file says, as plain data: the parser's own types stay behind `parse/`, so that facts can be kept,
 * compared and produced by another parser.
 */

/** A stretch of text; lines and columns count from 1, the end is exclusive. */
export interface Span {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

export interface FileFacts {
  /** Relative to the project's folder, with `/`. */
  readonly file: string
  readonly syntaxErrors: readonly SyntaxErrorFact[]
  readonly imports: readonly ImportFact[]
  readonly exports: readonly ExportFact[]
  /** Variables and functions at the top level. */
  readonly bindings: readonly BindingFact[]
  /** Classes with a base class that has a name, decorated or not. */
  readonly subclasses: readonly SubclassFact[]
  /** Classes, interfaces, aliases and enums at the top level, decorated or not. */
  readonly declarations: readonly DeclarationFact[]
  /** Classes that bear a decorator on a member or a parameter. */
  readonly classes: readonly ClassFact[]
}

export interface SyntaxErrorFact {
  readonly message: string
  readonly span: Span
}

export type ImportFact =
  | { readonly kind: 'named'; readonly local: string; readonly imported: string; readonly module: string }
  | { readonly kind: 'default'; readonly local: string; readonly module: string }
  | { readonly kind: 'namespace'; readonly local: string; readonly module: string }
  /** `import x = require('…')` */
  | { readonly kind: 'require'; readonly local: string; readonly module: string }
  /** `import x = a.b` */
  | { readonly kind: 'equals'; readonly local: string; readonly path: Path }

/** A dotted name by its parts: `Update.MessageUpdate` is `['Update', 'MessageUpdate']`. */
export type Path = readonly [string, ...string[]]

export type ExportFact =
  /** `export { local as exported }`, `export const exported` and `export default local`. */
  | { readonly kind: 'local'; readonly exported: string; readonly local: string }
  /** `export { imported as exported } from 'module'` */
  | { readonly kind: 'from'; readonly exported: string; readonly imported: string; readonly module: string }
  /** `export * as exported from 'module'` */
  | { readonly kind: 'namespace'; readonly exported: string; readonly module: string }
  /** `export * from 'module'` */
  | { readonly kind: 'all'; readonly module: string }

/** What a name at the top level stands for. `export default <expression>` binds the name `default`. */
export interface BindingFact {
  readonly local: string
  readonly value:
    | { readonly kind: 'alias'; readonly path: Path }
    /** Anything else, with the imported and top-level names that it is made from. */
    | { readonly kind: 'made'; readonly mentions: readonly Path[] }
}

export interface SubclassFact {
  readonly name: string | undefined
  readonly base: Path
  /** Methods and properties with plain names that bear no decorator. */
  readonly undecorated: readonly { readonly name: string; readonly static: boolean; readonly span: Span }[]
}

/** Under which name a module hands something out. */
export type Exported =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'default' }
  /** `export = name` */
  | { readonly kind: 'equals' }
  | { readonly kind: 'none' }

export interface DeclarationFact {
  readonly kind: 'class' | 'interface' | 'alias' | 'enum'
  readonly name: string
  readonly exported: Exported
  readonly generic: boolean
}

export interface ClassFact {
  /** Nothing for `export default class { … }`. */
  readonly name: string | undefined
  readonly exported: Exported
  /** A class inside a function, a namespace or an expression cannot be imported. */
  readonly place: 'topLevel' | 'nested'
  readonly abstract: boolean
  readonly generic: boolean
  readonly span: Span
  readonly decorators: readonly DecoratorFact[]
  readonly construction: ConstructionFact
  /** Members that bear a decorator, themselves or on a parameter. */
  readonly members: readonly MemberFact[]
}

export type ConstructionFact =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'declared'
      readonly visibility: Visibility
      readonly span: Span
      readonly parameters: readonly ParameterFact[]
    }
  /** The class has a base class and no constructor of its own. */
  | { readonly kind: 'inherited' }

export type Visibility = 'public' | 'protected' | 'private'

export interface MemberFact {
  readonly kind: 'method' | 'property' | 'getter' | 'setter'
  readonly name: MemberName
  readonly static: boolean
  readonly abstract: boolean
  readonly generic: boolean
  readonly visibility: Visibility
  readonly span: Span
  readonly decorators: readonly DecoratorFact[]
  /** What callers may pass: of the last overload, where there are any. */
  readonly parameters: readonly ParameterFact[]
  /** Decorators on parameters that only the implementation behind overloads has. */
  readonly hidden: readonly DecoratorFact[]
}

export type MemberName =
  | { readonly kind: 'plain'; readonly text: string }
  /** `#name` */
  | { readonly kind: 'hash'; readonly text: string }
  | { readonly kind: 'computed'; readonly text: string }

export interface ParameterFact {
  /** Nothing for a destructured parameter. */
  readonly name: string | undefined
  readonly type: TypeFact
  /** Has a `?`. */
  readonly optional: boolean
  readonly hasDefault: boolean
  readonly rest: boolean
  readonly span: Span
  readonly decorators: readonly DecoratorFact[]
}

export type TypeFact =
  | { readonly kind: 'none' }
  | { readonly kind: 'keyword'; readonly name: string; readonly span: Span }
  /** A string literal type. */
  | { readonly kind: 'literal'; readonly value: string; readonly span: Span }
  | {
      readonly kind: 'reference'
      readonly path: Path
      readonly typeArguments: readonly TypeFact[]
      readonly span: Span
    }
  | { readonly kind: 'union'; readonly members: readonly TypeFact[]; readonly span: Span }
  | {
      readonly kind: 'intersection'
      readonly members: readonly TypeFact[]
      readonly text: string
      readonly span: Span
    }
  | { readonly kind: 'other'; readonly text: string; readonly span: Span }

export interface DecoratorFact {
  /** `@CommandHandler` is `['CommandHandler']`, `@bg.CommandHandler` is `['bg', 'CommandHandler']`. */
  readonly path: Path
  /** Imported and top-level names in the arguments, or in all of it where it is no dotted name. */
  readonly mentions: readonly Path[]
  /** Nothing when the decorator is not called: `@CommandHandler` without parentheses. */
  readonly arguments: readonly ValueFact[] | undefined
  readonly span: Span
}

export type ValueFact =
  | { readonly kind: 'string'; readonly value: string; readonly span: Span }
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'null' | 'undefined'; readonly span: Span }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string; readonly span: Span }
  | { readonly kind: 'array'; readonly elements: readonly ValueFact[]; readonly span: Span }
  | { readonly kind: 'object'; readonly properties: readonly PropertyFact[]; readonly span: Span }
  /** Known only when the program runs; `text` is the source, for messages. */
  | { readonly kind: 'dynamic'; readonly text: string; readonly span: Span }

export interface PropertyFact {
  readonly key: string
  readonly value: ValueFact
  readonly span: Span
}
