/** One choice for each of a file's variations. */
export type Choices = readonly number[]

/** The text of a file by its choices; empty when the file is not there. */
type Render = (pick: (...options: readonly [string, ...string[]]) => string) => string

const runtime =
  'ArgParser, CommandHandler, CommonHandler, composeDecorators, Guard, Injectable, InputHandler, ParameterProvider, ' +
  'ParamMapping, RateLimits, Session, SessionQualifier, UnprocessedHandler, UpdateHandler, Word'

const broken = 'export const unfinished = = 1\n'

/** What one handler file can look like. Its names are those of other files too, so that they clash now and then. */
function handlerFile(id: string): Render {
  return (pick) => {
    const name = pick(`Items${id}`, 'Orders', 'Users', 'Update')
    const base =
      id === 'a'
        ? pick(' extends Base', '', ' extends Middle', ' extends Renamed')
        : pick('', ' extends Base', ' extends Middle', ' extends Renamed')
    const build = pick(
      '',
      '',
      '  constructor(clock: Clock, db: Db) {}\n',
      '  constructor(readonly users: Users, clock?: Clock) {}\n',
      '  private constructor() {}\n',
    )
    const command = `@Command(${pick(`'one${id}'`, 'names.start', `\`\${prefix}_${id}\``, `[names.stop, 'two${id}']`, "'clash'", 'elsewhere')}`
    const options = pick(
      '',
      ", { description: 'Does it' }",
      ', { scope: scopes }',
      ', { autoAnswer: true, menu: false }',
    )
    const first = pick(
      '(session: Session, meal: string)',
      "(@SessionQualifier('order') session: Session, @Word() first: string, rest: string[])",
      '(orders: string, users?: number)',
      '(clock: Clock, basket: Basket)',
      "(update: string, size: 's' | 'm')",
      '(ctx: Context, at: Date, ...tags: string[])',
    )
    const second = pick(
      "  @UpdateHandler(['message', 'poll']) see() {}\n",
      `  @CommandHandler.CallbackQuery('press${id}') press(@ParamMapping('n') count: number, basket: Basket) {}\n`,
      `  @CommonHandler.Text('hello${id}', { filters: [Night] }) hello(session: Session<'order'>) {}\n`,
      '  @CommonHandler.Regex(/a(b+)/) matches(match: RegExpMatchArray) {}\n',
      '  @CommonHandler.Regex(/.*/s, { priority: 2 }) matches(match: RegExpMatchArray) {}\n',
      `  @Careful @InputHandler('ask${id}') static ask(answer?: string) {}\n`,
      "  @UpdateHandler(['message', 'poll']) see() {}\n",
      "  @UnprocessedHandler() rest(lone: Session<'lone'>) {}\n",
      '  @Lost() @Guard(Night) handle() {}\n',
      '',
    )
    const override = pick('', '', '  inherited() {}\n', "  @CommandHandler('own') inherited() {}\n")
    const around = pick(
      '',
      '@Guard(Admins)\n',
      '@Careful\n',
      "@RateLimits({ rate: 2, period: '1s' }) @Guard(Night, Admins)\n",
    )
    const exported = pick('export ', 'export ', 'export default ', '')
    const body = pick('', '// A comment above moves everything down.\n', '\n\n')
    const end = pick('', '', '', '', broken)
    if (pick('there', 'there', 'there', 'gone') === 'gone') return ''
    return `import { ${runtime}, type Missing } from '@botgen/runtime'
import type { Context } from 'telegraf'
import { Command } from './kit.js'
import { Base, Middle } from './base.js'
import { Middle as Renamed } from './base.js'
import { Admins, Careful, Night } from './guards.js'
import { Basket, Clock } from './services.js'
import type { Db, Users } from './types.js'
import { names, prefix, scopes } from './names.js'
import { elsewhere } from 'somewhere'
${body}${around}${exported}class ${name}${base} {
${build}  ${command}${options})
  start${first} {}
${second}${override}}
${end}`
  }
}

/** The files of a small project, each with its variations. */
export const shiftingFiles: Readonly<Record<string, Render>> = {
  'a.ts': handlerFile('a'),
  'b.ts': handlerFile('b'),
  'c.ts': handlerFile('c'),
  'd.ts': handlerFile('d'),
  'kit.ts': (pick) =>
    pick(
      "export { CommandHandler as Command } from '@botgen/runtime'\n",
      "import { CommandHandler } from '@botgen/runtime'\n\nexport const Command = CommandHandler\n",
      "export * from './more.js'\n",
      "import { InputHandler } from '@botgen/runtime'\nexport { InputHandler as Command }\n",
      'export const Command = (name: string) => () => {}\n',
    ),
  'more.ts': (pick) =>
    pick("export { CommandHandler as Command } from '@botgen/runtime'\n", "export { Command } from './kit.js'\n", ''),
  'base.ts': (pick) => `import { CommandHandler, Guard, Session } from '@botgen/runtime'
import { Night } from './guards.js'
import { Clock } from './services.js'
import { names } from './names.js'
${pick('', '@Guard(Night)\n')}export abstract class Base {
  constructor(${pick('', 'clock: Clock', 'name: string, clock: Clock')}) {}
  ${pick("@CommandHandler('inherited')", '', '@CommandHandler(names.stop)')} inherited(${pick('', 'session: Session', 'what?: string')}) {}
}
export ${pick('abstract ', '')}class Middle extends Base {
${pick('', "  @CommandHandler('middle') middle() {}\n", '  inherited() {}\n')}}
${pick('', '', broken)}`,
  'guards.ts': (pick) => `import { composeDecorators, Guard, RateLimits } from '@botgen/runtime'
import { Clock, Store } from './services.js'
import type { Db } from './types.js'
${pick('', '// Down by one.\n')}export class Admins { constructor(${pick('', 'db: Db', 'store: Store', 'clock: Clock')}) {} }
${pick('export class Night {}', 'class Evening {}\nexport { Evening as Night }', 'export const Night = Admins', 'export abstract class Night {}')}
export const Careful = ${pick("composeDecorators(Guard(Night), RateLimits({ rate: 1, period: '1s' }))", 'composeDecorators(Guard(Admins))', 'Guard(Night)')}
`,
  'services.ts': (pick) => `import { Injectable } from '@botgen/runtime'
import type { Db } from './types.js'
@Injectable() export class Clock { constructor(${pick('', 'db: Db', 'store: Store')}) {} }
${pick('@Injectable() ', '')}export class Store { constructor(${pick('', 'clock: Clock', 'size: number')}) {} }
${pick('', '// Down by one.\n')}@Injectable() export class Basket {}
`,
  'providers.ts': (pick) => {
    const provided = pick('Basket', 'Clock', 'string')
    return `import { Injectable, ParameterProvider } from '@botgen/runtime'
import { Basket, Clock } from './services.js'
${pick('@Injectable() ', '')}export class ${pick('Baskets', 'Maker')} extends ParameterProvider<${provided}> {}
`
  },
  'names.ts': (
    pick,
  ) => `export const names = { start: '${pick('start', 'begin', 'one')}', stop: 'stop' }${pick(' as const', '')}
export ${pick('const', 'const', 'let')} prefix = ${pick("'p'", "'q'", 'names.stop')}
export const scopes = ${pick("['message']", "['message', 'edited_message']", "['nothing']")}
${pick('', "names.start = 'changed'\n")}`,
  'types.ts': (pick) =>
    pick('export interface Db {}\nexport class Users {}\n', 'export class Db {}\nexport interface Users {}\n', ''),
}

/** The text of a file, with a note of how many variations it has. */
export function render(file: string, choices: Choices): { readonly text: string; readonly variations: number } {
  let variations = 0
  const text = shiftingFiles[file]?.((...options) => {
    const choice = choices[variations++] ?? 0
    return options[choice % options.length] ?? options[0]
  })
  return { text: text ?? '', variations }
}
