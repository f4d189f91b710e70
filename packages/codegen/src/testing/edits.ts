import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { TempProject } from './projects.js'

/** A bot whose files depend on each other in all the ways that are followed. */
export const bot: Readonly<Record<string, string>> = {
  'shared/limits.ts': `export const prefix = 'far'\n`,
  'src/names.ts': `export const names = { cart: 'cart', pay: 'pay' } as const\n`,
  'src/deco.ts': `import { CommandHandler } from '@botgen/runtime'\n\nexport const Cmd = CommandHandler\n`,
  'src/base.ts': `import { CommandHandler } from '@botgen/runtime'\n\nexport abstract class Base {\n  @CommandHandler('help')\n  help(): void {}\n}\n`,
  'src/kitchen.ts': `import { Injectable } from '@botgen/runtime'\n\n@Injectable()\nexport class Kitchen {}\n`,
  'src/util.ts': `export function pad(text: string): string {\n  return text\n}\n`,
  'src/handlers/order.ts': `import { CommandHandler, type Session } from '@botgen/runtime'\nimport { Base } from '../base.js'\nimport type { Kitchen } from '../kitchen.js'\n\nexport class Order extends Base {\n  constructor(private readonly kitchen: Kitchen) {\n    super()\n  }\n\n  @CommandHandler('order')\n  async start(session: Session<'order'>, meal?: string): Promise<void> {\n    await session.chat.sendMessage(String(this.kitchen) + meal)\n  }\n}\n`,
  'src/handlers/cart.ts': `import { CommandHandler } from '@botgen/runtime'\nimport { names } from '../names.js'\n\nexport class Cart {\n  @CommandHandler(names.cart)\n  show(size: 's' | 'l'): void {\n    void size\n  }\n\n  @CommandHandler.CallbackQuery('add')\n  add(count: number): void {\n    void count\n  }\n}\n`,
  'src/handlers/pay.ts': `import { Cmd } from '../deco.js'\nimport { names } from '../names.js'\n\nexport class Pay {\n  @Cmd(names.pay)\n  pay(): void {}\n}\n`,
  'src/handlers/far.ts': `import { CommandHandler } from '@botgen/runtime'\nimport { prefix } from '../../shared/limits.js'\n\nexport class Far {\n  @CommandHandler(\`\${prefix}_away\`)\n  far(): void {}\n}\n`,
}

/** One thing that somebody does to the files of a project. */
export interface Edit {
  readonly name: string
  readonly apply: () => void
}

/** The same edits for the same seed, each of which may build on those before. */
export class Editor {
  readonly #project: TempProject
  readonly #random: () => number
  #made = 0

  constructor(project: TempProject, seed: number) {
    this.#project = project
    this.#random = randomNumbers(seed)
  }

  next(): Edit {
    const file = this.#pick(this.#files())
    const edits: readonly Edit[] = [
      this.#edit('rename a command', file, (text) => text.replace(/'(\w+)'\)\n/, `'${this.#name()}')\n`)),
      this.#edit('rename a method', file, (text) => text.replace(/^ {2}(\w+)\(/m, `  ${this.#name()}(`)),
      this.#edit('write inside a method', file, (text) => text.replace('{\n    ', `{\n    // ${this.#name()}\n    `)),
      this.#edit('write above everything', file, (text) => `// ${this.#name()}\n${text}`),
      this.#edit('break', file, (text) => `${text}class {\n`),
      this.#edit('mend', file, (text) => text.replaceAll(/^class \{\n/gm, '')),
      this.#edit('write as it was', file, (text) => bot[file] ?? text),
      this.#edit('change a value', 'src/names.ts', (text) => text.replace(/'\w+'/, `'${this.#name()}'`)),
      this.#edit('change a value far away', 'shared/limits.ts', () => `export const prefix = '${this.#name()}'\n`),
      this.#edit('rename what decorates', 'src/deco.ts', (text) =>
        text.replace(/const \w+/, `const ${this.#pick(['Cmd', 'Dec'])}`),
      ),
      this.#edit('give the base class another command', 'src/base.ts', (text) =>
        text.replace(/^}/m, `\n  @CommandHandler('${this.#name()}')\n  ${this.#name()}(): void {}\n}`),
      ),
      this.#edit('take the decorator of the kitchen away', 'src/kitchen.ts', (text) =>
        text.replace('@Injectable()\n', ''),
      ),
      this.#edit('let a constructor take more', file, (text) =>
        text.replace(/^(export class \w+ \{)/m, `$1\n  constructor(readonly ${this.#name()}: string) {}\n`),
      ),
      { name: `delete ${file}`, apply: () => rmSync(this.#project.path(file)) },
      { name: `move ${file}`, apply: () => this.#move(file) },
      { name: 'bring back what is gone', apply: () => this.#restore() },
      { name: 'write everything as it was', apply: () => this.#project.write(bot) },
      { name: `copy ${file}`, apply: () => this.#copy(file) },
      {
        name: 'take the copies away',
        apply: () => rmSync(this.#project.path('src/more'), { recursive: true, force: true }),
      },
      { name: 'change the configuration', apply: () => this.#configure() },
      { name: 'change the tsconfig', apply: () => this.#changeTsconfig() },
    ]
    return this.#pick(edits)
  }

  #edit(what: string, file: string, change: (text: string) => string): Edit {
    return {
      name: `${what}: ${file}`,
      apply: () => {
        if (!existsSync(this.#project.path(file))) return
        this.#project.write({ [file]: change(this.#project.read(file)) })
      },
    }
  }

  #move(file: string): void {
    const target = file.startsWith('src/handlers/')
      ? file.replace('handlers', 'moved')
      : file.replace('moved', 'handlers')
    mkdirSync(dirname(this.#project.path(target)), { recursive: true })
    renameSync(this.#project.path(file), this.#project.path(target))
  }

  #restore(): void {
    for (const [file, text] of Object.entries(bot)) {
      if (!existsSync(this.#project.path(file))) this.#project.write({ [file]: text })
    }
  }

  #copy(file: string): void {
    const name = this.#name()
    const text = this.#project
      .read(file)
      .replace(/class \w+/, `class ${name}`)
      .replace(/'\w+'\)\n/, `'${name}')\n`)
    this.#project.write({ [`src/more/${name}.ts`]: text })
  }

  #configure(): void {
    const file = this.#project.path('botgen.config.json')
    const configurations = [
      '{ "importExtension": "ts" }',
      '{ "callbackDelimiter": ":" }',
      '{ "callbackDelimitr": ":" }',
      '{',
    ]
    if (existsSync(file) && this.#random() < 0.7) rmSync(file)
    else this.#project.write({ 'botgen.config.json': this.#pick(configurations) })
  }

  #changeTsconfig(): void {
    const { include: _, ...rest } = JSON.parse(this.#project.read('tsconfig.json')) as { readonly include: unknown }
    const include = this.#pick([['src'], ['src'], ['src', 'shared'], ['src/handlers', 'src/more']])
    this.#project.write({ 'tsconfig.json': JSON.stringify({ ...rest, include }) })
  }

  #files(): readonly string[] {
    const sources = ['src', 'shared'].flatMap((folder) =>
      readdirSync(this.#project.path(folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    return sources.filter((file) => file.endsWith('.ts') && !file.includes('botgen.')).sort()
  }

  #name(): string {
    this.#made += 1
    return `n${this.#made % 50}`
  }

  #pick<T>(items: readonly T[]): T {
    const picked = items[Math.floor(this.#random() * items.length)]
    if (picked === undefined) throw new Error('There is nothing to pick from.')
    return picked
  }
}

/** Numbers from 0 to 1 (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
