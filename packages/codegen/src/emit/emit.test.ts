import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ts } from 'ts-morph'
import type { Bot, Handler, HandlerClass, HandlerDecorator, Located, Place } from '../model.js'
import { emit, type EmitOptions } from './index.js'

const place: Place = { file: 'src/a.ts', line: 1, column: 1, endLine: 1, endColumn: 2 }

const options: EmitOptions = {
  output: 'src/botgen.generated.ts',
  extension: 'js',
  instances: 'construct',
  callbackDelimiter: '?',
}

/** Text that breaks careless generators, and any other. */
const hostile = fc
  .oneof(
    fc.constantFrom(
      `'`,
      '"',
      '`',
      '\\',
      `\\'`,
      '${x}',
      '*/',
      '//',
      '\n',
      '\r\n',
      '\u2028',
      '\u2029',
      '\0',
      '\ud800',
      '</script>',
      '\u202e',
      'ключ',
      '👩‍🍳',
      '__proto__',
    ),
    fc.string({ unit: 'binary' }),
    fc.string(),
  )
  .chain((part) => fc.string().map((other) => part + other))

const handlerText = fc.record({
  names: fc.array(hostile, { minLength: 1, maxLength: 3 }),
  description: hostile,
  method: hostile,
  qualifier: hostile,
  argument: hostile,
})

describe('emit', () => {
  it('C8 a module means exactly the strings that went into it, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(handlerText, { minLength: 1, maxLength: 3 }), hostile, (texts, file) => {
        const bot = botOf(file, texts.map(commandOf))

        const calls = evaluate(emit(bot, options))

        expect(calls).toEqual({
          source: file,
          commands: texts.map(({ names, description, method, qualifier, argument }) => ({
            names,
            method,
            description,
            qualifiers: { 1: qualifier },
            sessions: [qualifier],
            arguments: [argument],
          })),
        })
      }),
      { seed: 20_261_122, numRuns: 150 },
    )
  })

  it('C8 holds for what every kind of handler answers, and for its options', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.oneof(fc.constant('__proto__'), fc.string()), (one, other, language) => {
        const bot = botOf('src/a.ts', decoratorsOf(one, other, language).map(handlerOf))

        const lists = evaluate(emit(bot, options))

        expect(lists).toEqual({
          source: 'src/a.ts',
          commands: [made([one, other], { locales: record(language, one), menu: [other], scope: [one] })],
          callbacks: [made([one, other], { autoAnswer: true })],
          inputs: [made([one, other], { kinds: [other] })],
          texts: [made([one, other], { scope: [other], priority: -1 })],
          observers: [made([one, other], { messageKind: [one] })],
          unprocessed: [made([one, other])],
        })
      }),
      { seed: 20_261_124, numRuns: 150 },
    )
  })

  it('D2 says what parts the name from the arguments in callback data only where it is set', () => {
    const bot = botOf('src/a.ts', [])

    expect(emit(bot, { ...options, callbackDelimiter: "'" })).toContain("], { callbackDelimiter: '\\'' })")
    expect(emit(bot, options)).not.toContain('callbackDelimiter')
  })

  it('C5 gives the same text for equal bots', () => {
    const bot = () =>
      botOf('src/a.ts', [commandOf({ names: ['a'], description: 'b', method: 'c', qualifier: 'd', argument: 'e' })])
    expect(emit(structuredClone(bot()), options)).toBe(emit(bot(), options))
  })
})

/** A decorator of each kind that answers strings. */
function decoratorsOf(one: string, other: string, language: string): readonly HandlerDecorator[] {
  const both = at([at(one), at(other)])
  const only = (text: string) => at([at(text)])
  const locales = at([{ language: at(language), description: at(one) }])
  const unsaid = { description: undefined, autoAnswer: undefined }
  return [
    { kind: 'command', names: both, locales, menu: only(other), scope: only(one), ...unsaid },
    { kind: 'callback', names: both, autoAnswer: at(true) },
    { kind: 'input', ids: both, kinds: only(other), autoAnswer: undefined },
    { kind: 'text', texts: both, scope: only(other), priority: at(-1), filters: [], autoAnswer: undefined },
    { kind: 'observer', kinds: both, messageKinds: only(one), autoAnswer: undefined },
    { kind: 'unprocessed', kinds: both, autoAnswer: undefined },
  ]
}

function handlerOf(decorator: HandlerDecorator): Handler {
  const texts = { names: [], description: '', method: 'method', qualifier: '', argument: '' }
  return { ...commandOf(texts), decorator, parameters: [] }
}

/** What a stand-in gets from a route of `handlerOf`. */
function made(names: readonly string[], options: object = {}): object {
  return { names, method: 'method', ...options }
}

/** An object with one key of its own, whatever that is. */
function record(key: string, value: string): object {
  return Object.defineProperty({}, key, { value, enumerable: true, configurable: true, writable: true })
}

interface Texts {
  readonly names: readonly string[]
  readonly description: string
  readonly method: string
  readonly qualifier: string
  readonly argument: string
}

function commandOf({ names, description, method, qualifier, argument }: Texts): Handler {
  const unsaid = { locales: undefined, menu: undefined, scope: undefined, autoAnswer: undefined }
  return {
    decorator: { kind: 'command', names: at(names.map(at)), description: at(description), ...unsaid },
    place,
    guards: [],
    limit: undefined,
    argumentParser: undefined,
    method: {
      kind: 'method',
      name: { kind: 'plain', text: method },
      static: false,
      abstract: false,
      generic: false,
      visibility: 'public',
      place,
    },
    parameters: [
      { name: argument, place, optional: false, source: { kind: 'argument', type: { kind: 'text' } }, ...unmarked },
      {
        name: 'session',
        place,
        optional: false,
        source: { kind: 'session', flavour: 'session', qualifier: undefined },
        ...unmarked,
        qualifier: at(qualifier),
      },
    ],
  }
}

const unmarked = { qualifier: undefined, mapping: undefined, word: undefined }

function botOf(file: string, all: readonly Handler[]): Bot {
  const handlers: HandlerClass = {
    name: 'Handlers',
    file,
    exported: { kind: 'named', name: 'Handlers' },
    nested: false,
    abstract: false,
    generic: false,
    place,
    constructorVisibility: 'public',
    dependencies: [],
    handlers: all,
  }
  return { classes: [handlers], components: [] }
}

function at<T>(value: T): Located<T> {
  return { value, place }
}

/** Runs the module with stand-ins for what it imports, and returns what it passed to them. */
function evaluate(text: string): unknown {
  const { outputText, diagnostics } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    reportDiagnostics: true,
  })
  expect(diagnostics).toEqual([])
  const route = (names: unknown, method: unknown, { invoke, ...options }: { readonly invoke: unknown }) => ({
    names,
    method,
    ...options,
  })
  const runtime = {
    command: route,
    callback: route,
    input: route,
    exactText: route,
    observer: route,
    unprocessed: route,
    routes: (_: unknown, source: unknown, lists: object) => ({ source, ...lists }),
    defineDispatchTable: ([only]: readonly unknown[]) => only,
    text: (name: unknown) => name,
    Handlers: class {},
  }
  const exports: { createDispatchTable?: () => unknown } = {}
  // The only way to learn what code means is to run it.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function('exports', 'require', outputText) as (exports: object, require: () => object) => void
  run(exports, () => runtime)
  return exports.createDispatchTable?.()
}
