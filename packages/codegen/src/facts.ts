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
  /** `import x = require('…')` and `import x = a.b`. */
  | { readonly kind: 'equals'; readonly local: string }

/** Under which name a module hands something out. */
export type Exported =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'default' }
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
  readonly parameters: readonly ParameterFact[]
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
      /** `Update.MessageUpdate` is `['Update', 'MessageUpdate']`. */
      readonly path: readonly [string, ...string[]]
      readonly typeArguments: readonly TypeFact[]
      readonly span: Span
    }
  | { readonly kind: 'union'; readonly members: readonly TypeFact[]; readonly span: Span }
  | { readonly kind: 'other'; readonly text: string; readonly span: Span }

export interface DecoratorFact {
  /** `@CommandHandler` is `['CommandHandler']`, `@bg.CommandHandler` is `['bg', 'CommandHandler']`. */
  readonly path: readonly [string, ...string[]]
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
