/**
 * The sources of a large bot, as a team would write them: areas of fifty handler files that share a service, each file
 * with one class of three handlers.
 */

/** Source files by path, relative to the project's folder. */
export type Sources = Readonly<Record<string, string>>

const filesPerArea = 50

const things = ['order', 'ticket', 'parcel', 'booking', 'invoice', 'coupon', 'survey', 'refund'] as const
const texts = ['Show me more', 'Not today', 'What else is there?', 'Call me back', 'I am done'] as const

/** What a handler file is about; the same for the same number in every run. */
interface Subject {
  readonly index: number
  readonly thing: string
  readonly Thing: string
  readonly area: number
}

/** A change that somebody makes in one handler file. */
export type Edit = 'none' | 'body' | 'command'

export function handlerPath(index: number): string {
  return `src/area-${areaOf(index)}/handlers-${index}.ts`
}

/** So many handler files, and the few that they import. */
export function handlerSources(size: number): Sources {
  const indices = Array.from({ length: size }, (_, index) => index)
  const areas = areasOf(size)
  return Object.fromEntries([
    ...indices.map((index) => [handlerPath(index), handlerSource(index)] as const),
    ...areas.map((area) => [`src/area-${area}/service.ts`, serviceSource(area)] as const),
    ...areas.map((area) => [`src/area-${area}/names.ts`, namesSource(area)] as const),
  ])
}

/** So many files of about a handler file's size that botgen need not read twice. */
export function otherSources(size: number): Sources {
  return Object.fromEntries(
    Array.from({ length: size }, (_, index) => [`src/others-${areaOf(index)}/store-${index}.ts`, otherSource(index)]),
  )
}

/** A bot's main module, with the table of its handlers or with an empty one. */
export function mainSource(size: number, table: 'generated' | 'empty'): Sources {
  const areas = areasOf(size)
  const imports = areas.map((area) => `import { Service${area} } from './area-${area}/service.js'\n`)
  const services = areas.map((area) => `  service${area}: new Service${area}(),\n`)
  const [tableImport, runtime, made] =
    table === 'generated'
      ? [`import { createDispatchTable } from './botgen.generated.js'\n`, 'botgen', 'createDispatchTable(services)']
      : ['', 'botgen, defineDispatchTable', 'defineDispatchTable([])']
  const text = `import { ${runtime} } from '@botgen/runtime'
import { Telegraf } from 'telegraf'
${tableImport}${imports.join('')}
export const services = {
${services.join('')}}

const bot = botgen(new Telegraf('1000:bench'), ${made})
await bot.launch()
`
  return { 'src/main.ts': text }
}

/** About 48 lines and 2.2 KB. */
export function handlerSource(index: number, edit: Edit = 'none'): string {
  const subject = subjectOf(index)
  const { thing, Thing, area } = subject
  const command = edit === 'command' ? `${thing}${index}_renamed` : `${thing}${index}`
  const name = usesConstant(index) ? `names.${thing}${index}` : `'${thing}${index}_more'`
  const imports = usesConstant(index) ? `import { names } from './names.js'\n` : ''
  return `import { CommandHandler, CommonHandler, type Session, SessionQualifier } from '@botgen/runtime'
import type { Context } from 'telegraf'
import type { ${index % 2 === 0 ? 'Message, User' : 'User'} } from 'telegraf/types'
${imports}import type { Service${area} } from './service.js'

/** The conversation about one ${thing}, from the first word to the last; everything else is the service's. */
export class ${Thing}Handlers${index} {
  /** What each user was offered last, to be offered again where a wish is left out. */
  private readonly seen = new Map<number, string>()

  constructor(private readonly service: Service${area}) {}

  @CommandHandler('${command}', { description: 'Begin a new ${thing} of kind ${index}' })
  async begin(
    @SessionQualifier('${thing}${index}') session: Session,
    user: User,
    amount: number,
    note?: string,
  ): Promise<void> {
    // A wish that was said beats the one before it.
    const known = this.seen.get(user.id)
    const offer = await this.service.offer(note ?? known ?? '${thing} ${index}', amount)
    if (offer.length === 0) {
      await session.chat.sendMessage(\`\${user.first_name}, there is nothing left.\`)
      return
    }
    for (const [position, line] of offer.entries()) {
      await session.chat.sendMessage(\`\${position + 1}. \${line}\`)
    }
    this.seen.set(user.id, offer.join(', '))
  }

  @CommandHandler.CallbackQuery(${name}, { autoAnswer: true })
  async more(session: Session<'${thing}${index}'>, ctx: Context, count: number, size?: 's' | 'm' | 'l'): Promise<void> {
    const lines = await this.service.offer(\`${thing}, size \${size ?? 'm'}\`, count)
    const text = lines.map((line) => \`• \${line}\`).join('\\n')
    await ctx.reply(text === '' ? 'There are no more of these today; please come back tomorrow.' : text)
    await session.chat.sendMessage('Press again for more { ${index} }.')
  }

${lastHandler(subject, edit)}
}
`
}

function lastHandler({ index, thing, Thing }: Subject, edit: Edit): string {
  const farewell = edit === 'body' ? 'See you soon.' : 'Bye.'
  const end = `    await session.clear()
    await session.close()
    this.service.close('${thing}${index}')`
  if (index % 2 === 0) {
    return `  @CommonHandler.Text('${texts[index % texts.length]} (${thing} ${index})')
  async finish(session: Session<'${thing}${index}'>, message: Message, ctx: Context): Promise<void> {
    await ctx.reply(\`${Thing} of message \${message.message_id}: ${farewell}\`)
${end}
  }`
  }
  return `  @CommonHandler.Regex(/${thing} ${index} is (?<rating>\\d+) of (?<most>\\d+)/i, { priority: 1 })
  async rate(session: Session<'${thing}${index}'>, match: RegExpMatchArray, rating: number, most: number): Promise<void> {
    await session.chat.sendMessage(\`\${rating}/\${most} for \${match[0]}: ${farewell}\`)
${end}
  }`
}

function serviceSource(area: number): string {
  return `/** What the handlers of area ${area} ask. */
export class Service${area} {
  readonly #closed = new Set<string>()

  async offer(wish: string, amount: number): Promise<readonly string[]> {
    return Promise.resolve(Array.from({ length: amount }, (_, index) => \`\${wish} #\${index}\`))
  }

  close(name: string): void {
    this.#closed.add(name)
  }
}
`
}

function namesSource(area: number): string {
  const lines = Array.from({ length: filesPerArea }, (_, offset) => subjectOf(area * filesPerArea + offset))
    .filter(({ index }) => usesConstant(index))
    .map(({ index, thing }) => `  ${thing}${index}: '${thing}${index}_more',\n`)
  return `/** The buttons of area ${area}. */\nexport const names = {\n${lines.join('')}} as const\n`
}

function otherSource(index: number): string {
  const { thing, Thing } = subjectOf(index)
  const methods = Array.from(
    { length: 8 },
    (_, method) => `  async ${thing}${method}(id: number, note = '${texts[method % texts.length]}'): Promise<string> {
    const found = this.rows.get(id + ${method})
    return Promise.resolve(found === undefined ? note : \`\${found}: \${note} { ${index} }\`)
  }
`,
  )
  return `/** Where every ${thing} of kind ${index} is kept, by its number, until somebody asks for it again. */
export class ${Thing}Store${index} {
  private readonly rows = new Map<number, string>()

  /** Adds one, and tells how many there are. */
  add(id: number, row: string): number {
    this.rows.set(id, row)
    return this.rows.size
  }

${methods.join('\n')}}
`
}

function subjectOf(index: number): Subject {
  // Knuth's multiplicative hash: neighbours differ, and every run is the same.
  const thing = things[((index * 2_654_435_761) >>> 0) % things.length] ?? things[0]
  return { index, thing, Thing: thing.charAt(0).toUpperCase() + thing.slice(1), area: areaOf(index) }
}

function areasOf(size: number): readonly number[] {
  return Array.from({ length: Math.ceil(size / filesPerArea) }, (_, area) => area)
}

function areaOf(index: number): number {
  return Math.floor(index / filesPerArea)
}

/** Every fourth file takes a name from another file. */
function usesConstant(index: number): boolean {
  return index % 4 === 0
}
