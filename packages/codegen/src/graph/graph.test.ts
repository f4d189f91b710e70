import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type BotDescription, describe as describeProject } from '../description/index.js'
import { tempProject } from '../testing/projects.js'
import { dotOf, graphOf, mermaidOf } from './index.js'

const shop = {
  'src/parts.ts': `import { Guard, Injectable } from '@botgen/runtime'
export interface Clock { now(): number }
@Injectable()
export class Stock { constructor(readonly clock: Clock) {} }
export class Awake extends Guard {
  constructor(readonly stock: Stock) { super() }
  override check(): boolean { return true }
}`,
  'src/handlers.ts': `import { CommandHandler, CommonHandler, Guard, type Session } from '@botgen/runtime'
import { Awake, type Clock, Stock } from './parts.js'
export class Shop {
  constructor(readonly clock: Clock) {}
  @Guard(Awake)
  @CommandHandler('buy')
  buy(shop: Session<'shop'>, stock: Stock): void {}

  @CommandHandler('done')
  @CommonHandler.Text('Done')
  async done(shop: Session<'shop'>): Promise<void> { await shop.clear(); await shop.close() }
}`,
}

async function described(files: Readonly<Record<string, string>> = shop): Promise<BotDescription> {
  const { bots } = await describeProject({ cwd: tempProject(files).root })
  const [bot] = bots
  if (bot === undefined) throw new Error('no bot')
  return bot
}

describe('the graph of a bot', () => {
  it('T6 leads from routes to handlers, and on to sessions, guards and what is injected', async () => {
    const { nodes, edges } = graphOf(await described())

    expect(nodes.map(({ kind, label, parent }) => [kind, label, ...(parent === undefined ? [] : [parent])])).toEqual([
      ['route', '/buy'],
      ['route', '/done'],
      ['route', 'text "Done"'],
      ['class', 'Shop'],
      ['handler', 'buy', 'class Shop'],
      ['handler', 'done', 'class Shop'],
      ['session', 'shop'],
      ['injectable', 'Stock'],
      ['guard', 'Awake'],
      ['provided', 'clock: Clock'],
    ])
    expect(edges.map(({ from, to, label }) => `${from} -> ${to}: ${label ?? ''}`)).toEqual([
      'route Shop.buy command buy -> handler Shop.buy: ',
      'route Shop.buy command buy -> component src/parts.ts#Awake: guarded by',
      'handler Shop.buy -> component src/parts.ts#Stock: takes',
      'route Shop.done command done -> handler Shop.done: ',
      'route Shop.done text Done -> handler Shop.done: ',
      'handler Shop.buy -> session shop: opens',
      'handler Shop.done -> session shop: opens, clears, closes',
      'class Shop -> provided clock: takes',
      'component src/parts.ts#Stock -> provided clock: takes',
      'component src/parts.ts#Awake -> component src/parts.ts#Stock: takes',
    ])
  })

  it('T6 has both ends of every edge, each node once', async () => {
    const { nodes, edges } = graphOf(await described())
    const ids = nodes.map(({ id }) => id)

    expect(new Set(ids).size).toBe(ids.length)
    for (const { from, to } of edges) expect(ids).toEqual(expect.arrayContaining([from, to]))
  })

  it('T6 is drawn as Mermaid', async () => {
    expect(mermaidOf({ bots: [await described()] })).toBe(`flowchart LR
  n0(["/buy"])
  n1(["/done"])
  n2(["text #34;Done#34;"])
  subgraph n3["Shop"]
    n4["buy"]
    n5["done"]
  end
  n6[("shop")]
  n7[["Stock"]]
  n8{{"Awake"}}
  n9[/"clock#58; Clock"/]
  n0 --> n4
  n0 -.->|"guarded by"| n8
  n4 -.->|"takes"| n7
  n1 --> n5
  n2 --> n5
  n4 -->|"opens"| n6
  n5 -->|"opens, clears, closes"| n6
  n3 -.->|"takes"| n9
  n7 -.->|"takes"| n9
  n8 -.->|"takes"| n7
`)
  })

  it('T6 is drawn as DOT', async () => {
    const text = dotOf({ bots: [await described()] })

    expect(text).toMatch(/^digraph botgen \{\n {2}rankdir=LR\n/)
    expect(text).toContain(`
  n2 [label="text \\"Done\\"", shape=box, style=rounded]
  subgraph cluster_n3 {
    label="Shop"
    n4 [label="buy", shape=box]
    n5 [label="done", shape=box]
  }
`)
    expect(text).toContain('\n  n5 -> n6 [label="opens, clears, closes"]\n')
    expect(text).toContain('\n  n4 -> n9 [label="takes", style=dashed, ltail=cluster_n3]\n')
  })

  it('T6 draws several bots beside each other', async () => {
    const bot = await described()
    const bots = [
      { ...bot, name: 'one' },
      { ...bot, name: 'two' },
    ]

    expect(mermaidOf({ bots })).toMatch(/^ {2}subgraph b0\["Bot one"\]\n {4}b0n0\(\["\/buy"\]\)\n/m)
    expect(mermaidOf({ bots })).toMatch(/^ {2}subgraph b1\["Bot two"\]\n {4}b1n0\(\["\/buy"\]\)\n/m)
    expect(dotOf({ bots })).toMatch(/^ {2}subgraph cluster_b1 \{\n {4}label="Bot two"\n {4}b1n0 /m)
  })

  it('T6 draws the graph of a project without bots', () => {
    expect(mermaidOf({ bots: [] })).toBe('flowchart LR\n')
    expect(dotOf({ bots: [] })).toMatch(/^digraph botgen \{\n(?: {2}.*\n)+\}\n$/)
  })
})

/** Text that tries to end a label, and to be a drawing's own language. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '"',
        '\\',
        '#',
        ';',
        '&',
        '<',
        '>',
        '[',
        ']',
        '{',
        '}',
        '|',
        '\n',
        '\r',
        '`',
        "'",
        ':',
        '%%',
        '--',
        '-->',
        'end',
        'subgraph',
        'style',
        'classDef',
        'click',
        '#quot;',
        '&quot;',
        '\\N',
        '\u202e',
        '\u0000',
        '<script>',
        'é',
        '😀',
        ' ',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
)

/** A bot in which every text is hostile. */
const hostileBot = fc.array(hostile, { minLength: 9, maxLength: 9 }).map((texts): BotDescription => {
  const [name = '', method = '', text = '', session = '', guard = '', field = '', type = '', bot = '', file = ''] =
    texts
  const place = { file, line: 1, column: 1 }
  const handler = {
    id: text,
    kind: 'text' as const,
    answers: [text],
    class: name,
    method,
    place,
    parameters: [],
    guards: [guard],
    filters: [],
    argumentParser: undefined,
    limit: undefined,
    description: undefined,
    options: [],
  }
  const use = { handler: text, takenAs: 'session' as const, opens: true, clears: false, closes: false, replays: false }
  return {
    name: bot,
    output: '',
    classes: [{ name, place, dependencies: [field] }],
    handlers: [handler],
    sessions: [{ name: session, uses: [use] }],
    components: [{ id: guard, role: 'guard', name: guard, place, dependencies: [] }],
    provided: [{ name: field, type, usedBy: [name] }],
    menus: [],
  }
})

/** A line of a drawing, with what its labels say in place of `…`. */
function taken(line: string, label: RegExp, decode: (written: string) => string) {
  const labels: string[] = []
  const form = line.trim().replace(label, (_, written: string) => {
    labels.push(decode(written))
    return '"…"'
  })
  return { form, labels }
}

const seed = { seed: 20_240_611, numRuns: 300 }

/** Every text of the bot that is drawn, as a person can see it. */
function drawnTexts(bots: readonly BotDescription[]): readonly string[] {
  const labels = bots.flatMap((bot) => graphOf(bot).nodes.map(({ label }) => label))
  return labels.map((label) =>
    label.replace(/(?!\u200d)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) =>
      character === '\n' ? '\\n' : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    ),
  )
}

describe('labels of drawings', () => {
  it('T6 a label of Mermaid is its text and nothing else, whatever the text', () => {
    const forms = [
      /^flowchart LR$/,
      /^subgraph (?:b\d+)?(?:n\d+)?\["…"\]$/,
      /^end$/,
      /^$/,
      /^(?:b\d+)?n\d+(?:\(\["…"\]\)|\["…"\]|\[\("…"\)\]|\[\/"…"\/\]|\{\{"…"\}\}|\[\["…"\]\])$/,
      /^(?:b\d+)?n\d+ (?:-->|-\.->)(?:\|"…"\|)? (?:b\d+)?n\d+$/,
    ]
    const decode = (written: string) =>
      written.replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))

    fc.assert(
      fc.property(fc.array(hostileBot, { minLength: 1, maxLength: 2 }), (bots) => {
        const lines = mermaidOf({ bots })
          .split('\n')
          .map((line) => taken(line, /"((?:[\p{L}\p{N} _,/]|#\d+;)+)"/gu, decode))

        expect(lines.filter(({ form }) => !forms.some((known) => known.test(form)))).toEqual([])
        expect(lines.flatMap(({ labels }) => labels)).toEqual(
          expect.arrayContaining(drawnTexts(bots).map((text) => text || ' ')),
        )
      }),
      seed,
    )
  })

  it('T6 a label of DOT is its text and nothing else, whatever the text', () => {
    const forms = [
      /^(?:digraph botgen \{|\}|)$/,
      /^(?:rankdir=LR|compound=true)$/,
      /^(?:node|edge|graph) \[fontname="…", fontsize=\d+\]$/,
      /^subgraph cluster_(?:b\d+)?(?:n\d+)? \{$/,
      /^label="…"$/,
      /^(?:b\d+)?n\d+ \[label="…", shape=\w+(?:, style=rounded)?\]$/,
      /^(?:b\d+)?n\d+ -> (?:b\d+)?n\d+(?: \[label="…"(?:, style=dashed)?(?:, ltail=cluster_\w+)?\])?$/,
    ]
    const decode = (written: string) => written.replace(/\\(["\\])/g, '$1').replaceAll('&amp;', '&')

    fc.assert(
      fc.property(fc.array(hostileBot, { minLength: 1, maxLength: 2 }), (bots) => {
        const lines = dotOf({ bots })
          .split('\n')
          .map((line) => taken(line, /"((?:[^"\\&\p{Cc}\p{Zl}\p{Zp}]|&amp;|\\["\\])*)"/gu, decode))

        expect(lines.filter(({ form }) => !forms.some((known) => known.test(form)))).toEqual([])
        expect(lines.flatMap(({ labels }) => labels)).toEqual(expect.arrayContaining([...drawnTexts(bots)]))
      }),
      seed,
    )
  })
})
