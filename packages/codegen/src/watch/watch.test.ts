import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { generate } from '../generate.js'
import { bot, Editor } from '../testing/edits.js'
import { type TempProject, tempProject } from '../testing/projects.js'
import { watch, type WatchRun } from './index.js'

// BOTGEN_EDITS=2000 makes as many.
const edits = Number(process.env.BOTGEN_EDITS ?? 250)

describe('watch', () => {
  it(
    'T4 C11 ends after each of many random edits with what a run from scratch writes',
    async () => {
      const project = tempProject(bot)
      const editor = new Editor(project, 20_261_125)
      let last: WatchRun | undefined
      const watcher = watch({ cwd: project.root, cache: false, onRun: (run) => (last = run) })
      await watcher.ready
      const done: string[] = []

      for (let count = 0; count < edits; count += 1) {
        const edit = editor.next()
        edit.apply()
        done.push(edit.name)
        const expected = await fromScratch(project)
        await until(() => {
          expect({ ...stateOf(last), edits: done.slice(-5) }).toEqual({ ...expected, edits: done.slice(-5) })
        })
      }

      await watcher.close()
    },
    edits * 2000,
  )
})

describe('a watch and two runs of generate', () => {
  it('T4 C6 end with the right file, whoever writes when', async () => {
    const project = tempProject(bot)
    const watcher = watch({ cwd: project.root, onRun: () => undefined })
    await watcher.ready

    for (let round = 0; round < 15; round += 1) {
      const text = bot['src/handlers/pay.ts'] ?? ''
      project.write({ 'src/handlers/pay.ts': text.replaceAll('Pay', `Pay${round}`) })
      const runs = [generate({ cwd: project.root }), generate({ cwd: project.root, cache: false })]
      if (round % 3 === 0) project.write({ 'src/botgen.generated.ts': '' })
      await Promise.all(runs)
      const { files } = await generate({ cwd: project.root, write: false, cache: false })
      await until(() => {
        expect(files.map(({ path }) => readFileSync(path, 'utf8'))).toEqual(files.map(({ text: wanted }) => wanted))
      })
    }

    await watcher.close()
  }, 120_000)
})

/** What is wrong, and the text of each generated file where nothing is. */
interface State {
  readonly problems: readonly string[]
  readonly files: readonly (readonly [path: string, text: string | undefined])[]
}

async function fromScratch({ root }: TempProject): Promise<State> {
  try {
    const { diagnostics, files } = await generate({ cwd: root, write: false, cache: false })
    return {
      problems: diagnostics.map((each) => JSON.stringify(each)),
      files: files.map(({ path, text }) => [path, text]),
    }
  } catch (error) {
    return { problems: [String(error)], files: [] }
  }
}

function stateOf(run: WatchRun | undefined): State | undefined {
  if (run === undefined) return undefined
  if (run.kind === 'failed') return { problems: [String(run.error)], files: [] }
  const { diagnostics, files } = run.result
  return {
    problems: diagnostics.map((each) => JSON.stringify(each)),
    files: files.map(({ path }) => [path, existsSync(path) ? readFileSync(path, 'utf8') : undefined]),
  }
}

/** Waits until an expectation holds. */
async function until(expectation: () => void): Promise<void> {
  for (let tries = 0; tries < 3000; tries += 1) {
    try {
      expectation()
      return
    } catch {
      await wait(3)
    }
  }
  expectation()
}
