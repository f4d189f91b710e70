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
  /** Classes at the top level, and others that bear a decorator, themselves or on a member or a parameter. */
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
  readonly span: Span
  readonly value: { readonly kind: 'alias'; readonly path: Path } | MadeFact
}

/** Anything but another name. */
export interface MadeFact {
  readonly kind: 'made'
  /** The imported and top-level names that it is made from. */
  readonly mentions: readonly Path[]
  readonly constancy: ConstancyFact
  /** The call that makes it, if a call does and each of its arguments could be a decorator. */
  readonly call: DecoratorFact | undefined
}

/** Whether a name has one value for good. */
export type ConstancyFact =
  | { readonly kind: 'constant'; readonly value: ValueFact }
  /** A `let` or `var`, or a static property without `readonly`. */
  | { readonly kind: 'variable' }
  | { readonly kind: 'function' }
  /** An object or array that the file changes at `span`. */
  | { readonly kind: 'changed'; readonly span: Span }

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

/** A class, interface, alias or enum at the top level. */
export type DeclarationFact = {
  readonly name: string
  readonly exported: Exported
  readonly generic: boolean
} & DeclaredFact

export type DeclaredFact =
  | { readonly kind: 'class' }
  | { readonly kind: 'interface'; readonly bases: readonly TypeFact[] }
  | { readonly kind: 'alias'; readonly type: TypeFact }
  /** A `const enum` is gone when the program runs; one that is only declared has values that nobody reads here. */
  | { readonly kind: 'enum'; readonly constness: 'const' | 'ordinary' | 'declared' }

export interface ClassFact {
  /** Nothing for `export default class { … }`. */
  readonly name: string | undefined
  readonly exported: Exported
  /** A class inside a function, a namespace or an expression cannot be imported. */
  readonly place: 'topLevel' | 'nested'
  readonly abstract: boolean
  readonly generic: boolean
  readonly span: Span
  /** The class that it extends, if that has a name. */
  readonly base: BaseFact | undefined
  readonly decorators: readonly DecoratorFact[]
  readonly construction: ConstructionFact
  /** Members that bear a decorator, themselves or on a parameter. */
  readonly members: readonly MemberFact[]
  /** Static properties with a value. */
  readonly statics: readonly StaticFact[]
}

export interface StaticFact extends Pick<MadeFact, 'mentions' | 'constancy'> {
  readonly name: string
  readonly span: Span
}

export interface BaseFact {
  readonly path: Path
  readonly typeArguments: readonly TypeFact[]
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
  /** A string or number literal type. */
  | { readonly kind: 'literal'; readonly value: string | number; readonly span: Span }
  /** `T[]` and `readonly T[]` */
  | { readonly kind: 'array'; readonly item: TypeFact; readonly span: Span }
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
  /** The arguments as decorators; nothing when there are none, or one of them is neither a name nor a call of one. */
  readonly parts: readonly DecoratorFact[] | undefined
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
  | ReferenceFact
  /** Made of other values in a way that can be followed. */
  | { readonly kind: 'computed'; readonly from: ComputationFact; readonly text: string; readonly span: Span }
  | DynamicFact

/** A dotted name, such as `Commands.Order`. */
export interface ReferenceFact {
  readonly kind: 'reference'
  readonly path: Path
  readonly text: string
  readonly span: Span
  /** The file whose name it is, where that is another than the one it is used in. */
  readonly file?: string
}

/** Known only when the program runs; `text` is the source, for messages. */
export interface DynamicFact {
  readonly kind: 'dynamic'
  readonly text: string
  readonly span: Span
  /** What makes it so, where that stands elsewhere. */
  readonly origin?: { readonly message: string; readonly file: string; readonly span: Span }
}

export type ComputationFact =
  | { readonly kind: 'template'; readonly parts: readonly ValueFact[] }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: ValueFact }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: ValueFact
      readonly right: ValueFact
    }
  /** `object[key]` */
  | { readonly kind: 'member'; readonly object: ValueFact; readonly key: ValueFact }
  | { readonly kind: 'array'; readonly items: readonly (ItemFact | SpreadFact)[] }
  | { readonly kind: 'object'; readonly properties: readonly (KeyedFact | SpreadFact)[] }
  /** `new RegExp(source, flags)` */
  | { readonly kind: 'regex'; readonly source: ValueFact; readonly flags: ValueFact | undefined }
  | { readonly kind: 'enum'; readonly members: readonly EnumMemberFact[] }

export type UnaryOperator = '-' | '+' | '~' | '!'
export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '**' | '<<' | '>>' | '>>>' | '&' | '|' | '^'

export interface ItemFact {
  readonly kind: 'item'
  readonly value: ValueFact
}

export interface KeyedFact {
  readonly kind: 'keyed'
  readonly key: ValueFact
  readonly value: ValueFact
  readonly span: Span
}

/** `...value` */
export interface SpreadFact {
  readonly kind: 'spread'
  readonly value: ValueFact
}

export interface EnumMemberFact {
  readonly name: string
  /** Nothing: one more than the member before. */
  readonly value: ValueFact | undefined
  readonly span: Span
}

export interface PropertyFact {
  readonly key: string
  readonly value: ValueFact
  readonly span: Span
}
