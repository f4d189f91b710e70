import { ConfigError, type GenerateResult } from '@botgen/codegen'
import { describe, expect, it } from '@jest/globals'
import { Generations } from './generations.js'

const good: GenerateResult = {
  ok: true,
  root: '/bot',
  inputs: ['/bot/tsconfig.json', '/bot/src/a.ts'],
  files: [],
  diagnostics: [],
  stats: { files: 1, sources: 1, parsed: 1, classes: 1, handlers: 1, stages: [] },
}

/** A generation that ends when it is told to. */
function controlled() {
  const ends: (() => void)[] = []
  let atOnce = 0
  let most = 0
  const generate = async (): Promise<GenerateResult> => {
    most = Math.max(most, ++atOnce)
    await new Promise<void>((resolve) => ends.push(resolve))
    atOnce--
    return { ...good }
  }
  return { generations: new Generations(generate, {}), ends, most: () => most }
}

describe('Generations', () => {
  it('C6 runs one at a time; whoever asks meanwhile shares the next', async () => {
    const { generations, ends, most } = controlled()

    const first = generations.run()
    const [second, third] = [generations.run(), generations.run()]
    ends[0]?.()
    await first
    ends[1]?.()

    expect(await second).toBe(await third)
    expect(await first).not.toBe(await second)
    expect({ started: ends.length, most: most() }).toEqual({ started: 2, most: 1 })
  })

  it('C6 starts anew once all is done', async () => {
    const { generations, ends } = controlled()

    const first = generations.run()
    ends[0]?.()
    await first
    const second = generations.run()
    ends[1]?.()

    expect(await second).not.toBe(await first)
  })

  it('T8 a wrong configuration is an outcome, with the inputs from before and its own file', async () => {
    let isBroken = false
    const generations = new Generations(async () => {
      if (isBroken) throw new ConfigError('Unknown key "x".', '/bot/botgen.config.ts')
      return good
    }, {})

    await generations.run()
    isBroken = true
    const { errors, inputs } = await generations.run()

    expect(errors).toMatchObject([{ message: 'Unknown key "x".', place: { file: '/bot/botgen.config.ts' } }])
    expect(inputs).toEqual([...good.inputs, '/bot/botgen.config.ts'])
  })

  it('rejects for what is no mistake of the user, and runs again after it', async () => {
    let isBroken = true
    const generations = new Generations(async () => {
      if (isBroken) throw new TypeError('a bug')
      return good
    }, {})

    const [first, second] = [generations.run(), generations.run()]

    await expect(first).rejects.toThrow('a bug')
    await expect(second).rejects.toThrow('a bug')
    isBroken = false
    expect(await generations.run()).toMatchObject({ errors: [] })
  })
})
