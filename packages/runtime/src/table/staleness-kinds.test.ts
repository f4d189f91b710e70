import { describe, expect, it } from '@jest/globals'
import ts from 'typescript'
import { number } from '../arguments.js'
import * as runtime from '../index.js'
import {
  ArgParser,
  CommandHandler,
  CommonHandler,
  callback,
  command,
  composeDecorators,
  defineDispatchTable,
  exactText,
  Guard,
  InputHandler,
  input,
  observer,
  ParamMapping,
  pattern,
  type Route,
  RateLimits,
  routes,
  StaleTableError,
  UnprocessedHandler,
  UpdateHandler,
  unprocessed,
} from '../index.js'
import { assertFresh } from './staleness.js'
import type { HandlerClass, RouteLists } from './table.js'

function problemsOf(handlers: HandlerClass, lists: RouteLists): readonly string[] {
  try {
    assertFresh(defineDispatchTable([routes(handlers, 'src/a.ts', lists)]))
  } catch (error) {
    if (error instanceof StaleTableError) return error.problems
    throw error
  }
  return []
}

const invoke = (): void => {}

class Night {
  matches(): boolean {
    return true
  }
}
class Day extends Night {}
class Admins {
  allows(): boolean {
    return true
  }
}
class Members extends Admins {
  readonly isMember = true
}
class Strangers {
  allows(): boolean {
    return false
  }
}
class Words {
  parse(typed: string): readonly string[] {
    return [typed]
  }
}

class AllKinds {
  @CommandHandler('buy', {
    description: 'Buy',
    locales: { de: 'Kaufen', fr: 'Acheter' },
    menu: false,
    autoAnswer: true,
  })
  buy(): void {}

  @CommandHandler.CallbackQuery(['like', 'love'], { autoAnswer: false })
  like(): void {}

  @InputHandler('name', { kinds: ['message', 'callback_query'] })
  name(): void {}

  @CommonHandler.Text(['hi', 'hello'], { scope: ['message', 'edited_message'], priority: 2, filters: [Night] })
  hello(): void {}

  @CommonHandler.Regex(/a(?<id>\d+)/iu, { priority: 1 })
  @CommonHandler.Regex('b.*')
  pattern(): void {}

  @UpdateHandler(['message'], { messageKind: ['photo'] })
  static observe(): void {}

  @UnprocessedHandler()
  rest(): void {}
}

const all = (): Required<RouteLists> => ({
  commands: [
    command(['buy'], 'buy', {
      description: 'Buy',
      locales: { fr: 'Acheter', de: 'Kaufen' },
      menu: false,
      autoAnswer: true,
      invoke,
    }),
  ],
  callbacks: [callback(['like', 'love'], 'like', { autoAnswer: false, invoke })],
  inputs: [input(['name'], 'name', { kinds: ['message', 'callback_query'], invoke })],
  texts: [
    exactText(['hi', 'hello'], 'hello', {
      scope: ['message', 'edited_message'],
      priority: 2,
      filters: [new Night()],
      invoke,
    }),
  ],
  patterns: [pattern(/a(?<id>\d+)/iu, 'pattern', { priority: 1, invoke }), pattern(/b.*/, 'pattern', { invoke })],
  observers: [observer(['message'], 'observe', { messageKind: ['photo'], invoke })],
  unprocessed: [unprocessed([], 'rest', { invoke })],
})

describe('a table of every kind of handler at start', () => {
  it('D20 fits the class that it was generated from, in whatever order it says it', () => {
    expect(problemsOf(AllKinds, all())).toEqual([])
  })

  it.each<[string, Partial<RouteLists>, RegExp]>([
    [
      'callback',
      { callbacks: [callback(['like'], 'like', { autoAnswer: false, invoke })] },
      /callback "like", "love" with autoAnswer false/,
    ],
    ['answer', { callbacks: [callback(['like', 'love'], 'like', { invoke })] }, /with autoAnswer false/],
    ['input', { inputs: [input(['name'], 'name', { invoke })] }, /input "name" of message, callback_query/],
    [
      'text',
      { texts: [exactText(['hi'], 'hello', { invoke })] },
      /text "hi", "hello" of message, edited_message with priority 2, filters Night/,
    ],
    [
      'pattern',
      { patterns: [pattern(/a(?<id>\d+)/i, 'pattern', { priority: 1, invoke })] },
      /regex \/a\(\?<id>\\d\+\)\/iu of message with priority 1/,
    ],
    ['observer', { observers: [observer(['message'], 'observe', { invoke })] }, /updates message, photo/],
    ['rest', { unprocessed: [unprocessed(['poll'], 'rest', { invoke })] }, /unprocessed updates/],
    ['menu', { commands: [command(['buy'], 'buy', { description: 'Buy', autoAnswer: true, invoke })] }, /menu none/],
  ])('D20 names a changed %s', (_what, changed, message) => {
    const problems = problemsOf(AllKinds, { ...all(), ...changed })
    expect(problems.join('\n')).toMatch(message)
    expect(problems.every((problem) => problem.startsWith('AllKinds.') && problem.includes('(src/a.ts)'))).toBe(true)
  })

  it('D20 names every kind that the table lacks', () => {
    expect(problemsOf(AllKinds, {})).toHaveLength(8)
  })

  it('D20 tells filters apart by what they are, not by name', () => {
    const OtherNight = { Night: class Night extends Words {} }.Night
    const wrong = Object.assign(new OtherNight(), { matches: () => true })
    const texts = (filter: { matches: () => boolean }): Route[] => [
      exactText(['hi', 'hello'], 'hello', {
        scope: ['message', 'edited_message'],
        priority: 2,
        filters: [filter],
        invoke,
      }),
    ]
    expect(problemsOf(AllKinds, { ...all(), texts: texts(wrong) })).toHaveLength(2)
    expect(problemsOf(AllKinds, { ...all(), texts: texts(new Day()) })).toEqual([])
  })
})

describe('what stands around handlers at start', () => {
  @Guard(Admins)
  @RateLimits({ rate: 5, period: '1m' })
  class Shop {
    @Guard(Strangers)
    @Guard(Words as never)
    @CommandHandler('buy')
    buy(): void {}

    @RateLimits({ rate: 1, period: '1s' })
    @ArgParser(Words)
    @CommandHandler('add')
    add(@ParamMapping('n') _count: number): void {}
  }

  const limit = { rate: 5, period: '1m' } as const
  const own = { rate: 1, period: '1s' } as const
  const buy = (guards: readonly object[], more: object = { limit }): Route =>
    command(['buy'], 'buy', { guards: guards as never, ...more, invoke })
  const add = (more: object = {}): Route =>
    command(['add'], 'add', {
      guards: [new Admins()],
      limit: own,
      argumentParser: new Words(),
      arguments: [number('n')],
      ...more,
      invoke,
    })
  const right = [new Admins(), new Strangers(), new Words()]

  it('D20 guards add up, those of the class first, each in the order in which it is written', () => {
    expect(problemsOf(Shop, { commands: [buy(right), add()] })).toEqual([])
    expect(problemsOf(Shop, { commands: [buy([new Members(), new Strangers(), new Words()]), add()] })).toEqual([])
    expect(problemsOf(Shop, { commands: [buy(right.toReversed()), add()] })).toEqual([
      'Shop.buy (src/a.ts) has the guards Admins, Strangers, Words, the table has Words, Strangers, Admins.',
    ])
    expect(problemsOf(Shop, { commands: [buy([]), add()] })).toEqual([
      'Shop.buy (src/a.ts) has the guards Admins, Strangers, Words, the table has none.',
    ])
  })

  it('D20 the nearest limit and parser hold', () => {
    expect(problemsOf(Shop, { commands: [buy(right, {}), add({ limit })] })).toEqual([
      'Shop.buy (src/a.ts) has @RateLimits of 5 in 1m, the table has no limit.',
      'Shop.add (src/a.ts) has @RateLimits of 1 in 1s, the table has 5 in 1m.',
    ])
    expect(problemsOf(Shop, { commands: [buy(right), add({ argumentParser: undefined })] })).toEqual([
      'Shop.add (src/a.ts) has another @ArgParser (Words) than the table.',
    ])
  })

  it('D20 names an argument that got another name', () => {
    expect(problemsOf(Shop, { commands: [buy(right), add({ arguments: [number('count')] })] })).toEqual([
      "Shop.add (src/a.ts) names an argument 'n' by @ParamMapping, which the table lacks.",
    ])
  })

  it('D20 composed decorators say what their parts say', () => {
    const AdminCommand = composeDecorators(Guard(Admins), Guard(Strangers), RateLimits(limit))
    class Composed {
      @AdminCommand
      @CommandHandler('buy')
      buy(): void {}
    }
    expect(problemsOf(Composed, { commands: [buy([new Admins(), new Strangers()])] })).toEqual([])
  })
})

describe('base classes at start', () => {
  @Guard(Admins)
  @RateLimits({ rate: 5, period: '1m' })
  class Base {
    @Guard(Strangers)
    @CommandHandler('help')
    help(): void {}

    @Guard(Strangers)
    @CommandHandler('about')
    about(): void {}

    @CommandHandler('terms')
    static terms(): void {}
  }

  @Guard(Members)
  class Shop extends Base {
    @CommandHandler('buy')
    buy(): void {}

    @CommandHandler('info')
    override about(): void {}
  }

  class Silent extends Base {}

  const limit = { rate: 5, period: '1m' } as const
  const guards = [new Admins(), new Members()]
  const commands = [
    command(['help'], 'help', { guards: [...guards, new Strangers()], limit, invoke }),
    command(['terms'], 'terms', { guards, limit, invoke }),
    command(['buy'], 'buy', { guards, limit, invoke }),
    // What is overridden brings nothing along.
    command(['info'], 'about', { guards, limit, invoke }),
  ]

  it('D20 a class has the handlers that it inherits and does not override, behind all classes’ guards', () => {
    expect(problemsOf(Shop, { commands })).toEqual([])
    expect(problemsOf(Shop, { commands: commands.slice(1) })).toEqual([
      'Shop.help (src/a.ts) is decorated with /help, which the table lacks.',
    ])
  })

  it('D20 a class without handlers of its own has none', () => {
    expect(problemsOf(Silent, {})).toEqual([])
    expect(problemsOf(Silent, { commands: commands.slice(0, 1) })).not.toEqual([])
  })

  it('D20 minified names do not matter', () => {
    const minified = { a: class extends Base {} }
    Object.defineProperty(Shop, 'name', { value: 'a' })
    expect(problemsOf(Shop, { commands })).toEqual([])
    expect(problemsOf(Shop, { commands: [] })[0]).toMatch(/^a\.help \(src\/a\.ts\)/)
    expect(problemsOf(minified.a, {})).toEqual([])
  })
})

describe('classes of standard decorators at start', () => {
  const source = `
    const { CommandHandler, CommonHandler, Guard, RateLimits, composeDecorators } = runtime
    const Both = composeDecorators(Guard(Admins), RateLimits({ rate: 1, period: '1s' }))
    @Guard(Members)
    export class Base {
      @CommandHandler('help') help() {}
    }
    @Both
    export class Shop extends Base {
      @Guard(Strangers)
      @CommandHandler('buy', { description: 'Buy' })
      @CommonHandler.Regex(/buy (.+)/)
      buy() {}
      @CommandHandler('about') static about() {}
    }`

  it('D20 are compared like those of legacy decorators', () => {
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.CommonJS,
        experimentalDecorators: false,
      },
    })
    expect(outputText).toContain('__esDecorate')
    const exported: { Shop?: HandlerClass } = {}
    const scope = { exports: exported, runtime, Admins, Members, Strangers }
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- what the compiler made of the text above
    new Function(...Object.keys(scope), outputText)(...Object.values(scope))
    const Shop = exported.Shop!
    const limit = { rate: 1, period: '1s' } as const
    const guards = [new Members(), new Admins()]
    const shop = { guards: [...guards, new Strangers()], limit, invoke }
    const commands = [
      command(['buy'], 'buy', { description: 'Buy', ...shop }),
      command(['help'], 'help', { guards, limit, invoke }),
      command(['about'], 'about', { guards, limit, invoke }),
    ]
    const patterns = [pattern(/buy (.+)/, 'buy', shop)]
    expect(problemsOf(Shop, { commands, patterns })).toEqual([])
    expect(problemsOf(Shop, { commands })).toEqual([
      'Shop.buy (src/a.ts) is decorated with regex /buy (.+)/ of message, which the table lacks.',
    ])
    expect(problemsOf(Shop, { commands: commands.map((route) => ({ ...route, guards: [] })), patterns })).toHaveLength(
      3,
    )
  })
})
