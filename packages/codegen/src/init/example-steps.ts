import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InitStep } from './contract.js'
import { botText, handlersText, mainText, nodeTestText, vitestText } from './examples.js'
import { dependsOn } from './manifest.js'
import type { Survey } from './survey.js'

export interface ExampleSteps {
  readonly steps: readonly InitStep[]
  /** The example's main module, relative. */
  readonly main: string
  /** Whether the project has the example's main module and test, now or after this. */
  readonly hasMain: boolean
  readonly hasTest: boolean
}

/** The example bot, as far as it is not in the way of what there is. */
export function planExamples(project: Survey): ExampleSteps {
  const { folder, sources, files } = project
  const path = {
    handlers: `${sources}/handlers/order.ts`,
    bot: `${sources}/bot.ts`,
    main: `${sources}/main.ts`,
    test: 'test/bot.test.ts',
  }
  const none = { steps: [], main: path.main, hasMain: false, hasTest: false }
  const texts = new Map([
    [path.handlers, handlersText],
    [path.bot, botText],
    [path.main, mainText],
  ])
  const others = files.filter(({ file, text }) => texts.get(file) !== text)
  // A bot that is here already needs no example.
  if (others.some(({ text }) => text.includes('@botgen/runtime'))) return none

  const telegraf = others.find(({ text }) => /new\s+Telegraf\b/.test(text) && /['"]telegraf['"]/.test(text))
  const place = (file: string, what: string, text: string): InitStep[] => placed(folder, file, what, text)
  const handlers = place(path.handlers, 'example handlers', handlersText)
  if (telegraf !== undefined) return { ...none, steps: [...handlers, wiring(telegraf.file, sources)] }

  const bot = place(path.bot, 'puts the handlers onto a Telegraf', botText)
  if (isLeft(bot)) return { ...none, steps: [...handlers, ...bot] }
  const main = place(path.main, 'starts the bot', mainText)
  const test = planTest(project, path.test)
  return { ...none, steps: [...handlers, ...bot, ...main, ...test], hasMain: !isLeft(main), hasTest: !isLeft(test) }
}

/** Makes a file; one that is there as it would be made is done, another is in the way. */
function placed(folder: string, file: string, what: string, text: string): InitStep[] {
  const path = join(folder, file)
  if (!existsSync(path)) return [{ kind: 'create', file, what, text }]
  if (readFileSync(path, 'utf8') === text) return []
  return [
    { kind: 'leave', file, what: `is there already and stays as it is; the example (${what}) would be`, paste: text },
  ]
}

function isLeft(steps: readonly InitStep[]): boolean {
  return steps.some(({ kind }) => kind === 'leave')
}

function planTest(project: Survey, file: string): InitStep[] {
  const { folder, sources } = project
  if (dependsOn(project, 'vitest')) return placed(folder, file, 'a test of the bot', vitestText(sources))
  if (!dependsOn(project, 'jest')) return placed(folder, file, 'a test of the bot', nodeTestText(sources))
  const what = 'is not made, for Jest would have to run ES modules first; docs/testing.md says how'
  return [{ kind: 'leave', file, what }]
}

function wiring(file: string, sources: string): InitStep {
  const depth = file.slice(sources.length + 1).split('/').length - 1
  const table = `${depth === 0 ? './' : '../'.repeat(depth)}botgen.generated.js`
  return {
    kind: 'leave',
    file,
    what: 'makes a Telegraf already and stays as it is; put the handlers onto it, before launch() or the webhook',
    paste: `import { botgen } from '@botgen/runtime'
import { createDispatchTable } from '${table}'

botgen(bot, createDispatchTable())
`,
  }
}
