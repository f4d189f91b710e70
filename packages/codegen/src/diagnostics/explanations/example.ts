/** A project that shows something: one whole file. */
export interface Example {
  readonly source: string
  /** Default `src/handlers.ts`. */
  readonly file?: string
  /** Compiler options that it needs. Default: those that `botgen` asks for. */
  readonly compilerOptions?: Readonly<Record<string, string | boolean>>
}

/** A class of handlers, and what it imports from '@botgen/runtime'. */
export function handlers(imports: string, members: string): Example {
  const inside = dedented(members).replace(/^(?=.)/gm, '  ')
  return { source: `import { ${imports} } from '@botgen/runtime'\n\nexport class Handlers {\n${inside}\n}` }
}

/** A text that is written on lines of its own, without the indentation that it has there. */
export function dedented(text: string): string {
  const lines = text.replace(/^\n/, '').split('\n')
  const indent = lines[0]?.search(/\S/) ?? 0
  return lines.map((line) => line.slice(indent)).join('\n')
}
