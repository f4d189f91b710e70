import { describe, expect, it } from '@jest/globals'
import { generate } from './generate.js'
import { compile, tempProject } from './testing/projects.js'

const source = `import { CommandHandler, type Session } from '@botgen/runtime'

export class OrderHandlers {
  @CommandHandler('order')
  start(order: Session<'order'>, meal: string, count?: number): unknown {
    return [order, meal, count]
  }
}
`

const changes = [
  ['renamed', source.replace('start(', 'begin(')],
  ['gone', source.replace(/ {2}@Command[^]*?\n {2}\}\n/, '')],
  ['of another session', source.replace(`Session<'order'>`, `Session<'ordr'>`)],
  ['without a parameter', source.replace('meal: string, ', '')],
  ['with a parameter more', source.replace('count?: number', 'count: number | undefined, more: string')],
  [
    'with its parameters in another order',
    source.replace('meal: string, count?: number', 'count: number | undefined, meal: string'),
  ],
  ['with an incompatible parameter', source.replace('meal: string', 'meal: number')],
  ['with a required parameter that was optional', source.replace('count?: number', 'count: number')],
] as const

describe('a generated module and a handler that has changed since', () => {
  it('C4 is a compile error in the generated file wherever the call has become wrong, and nowhere else', async () => {
    const project = tempProject({ 'src/order.ts': source }, { rootDir: '.' })
    await generate({ cwd: project.root })
    const generated = project.read('src/botgen.generated.ts')
    for (const [name, changed] of [...changes, ['unchanged', source] as const]) {
      const folder = `src/${name.replaceAll(' ', '-')}`
      project.write({ [`${folder}/order.ts`]: changed, [`${folder}/botgen.generated.ts`]: generated })
    }

    const errors = await compile(project.root)

    const places = [...errors.matchAll(/^src\/([\w-]+)\/botgen\.generated\.ts\(\d+,\d+\): error TS/gm)]
    expect([...new Set(places.map((place) => place[1]))].sort()).toEqual(
      changes.map(([name]) => name.replaceAll(' ', '-')).sort(),
    )
  }, 120_000)
})
