import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { tempProject } from './testing/projects.js'

const child = fileURLToPath(new URL('./testing/every-function.ts', import.meta.url))

describe('the package', () => {
  it('T9 never prints and never exits, whichever function is called and however it ends', async () => {
    const { root } = tempProject({})
    const { code, stdout, stderr, list } = await runToEnd(root)

    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(list.filter((line) => !/ (?:returned|threw (?:ConfigError|WriteError|MenuError))$/.test(line))).toEqual([
      'end',
    ])
    for (const ending of [
      'generate returned',
      'generate threw ConfigError',
      'generate threw WriteError',
      'syncMenu threw MenuError',
    ]) {
      expect(list).toContain(ending)
    }
  }, 120_000)
})

async function runToEnd(root: string) {
  const running = spawn(process.execPath, ['--import', 'tsx', child, root], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const [, stdout, stderr, told] = running.stdio.map((stream) => textOf(stream as Readable | null))
  const [code] = (await once(running, 'close')) as [number | null]
  return { code, stdout: await stdout, stderr: await stderr, list: ((await told) ?? '').trimEnd().split('\n') }
}

async function textOf(stream: Readable | null): Promise<string> {
  let text = ''
  for await (const data of stream ?? []) text += String(data)
  return text
}
