import assert from 'node:assert/strict'
import { join } from 'node:path'
import { createGenerator } from '@botgen/codegen'
import { median } from '../lib/compare.js'
import { figure, type Result, result } from '../lib/result.js'
import type { Part } from '../parts.js'
import { type Edit, handlerPath, handlerSource, handlerSources } from './handler-sources.js'
import { benchProject } from './projects.js'

/** Milliseconds from the event to the written table. */
const budgets = { same: 5, changed: 20 } as const

/** P4: what a watching process takes for one changed file, with the table the same after it and with another table. */
export const part: Part = async ({ size, isQuick }) => {
  const project = benchProject(handlerSources(size))
  try {
    const generator = createGenerator({ cwd: project.root })
    await generator.generate()
    const index = Math.floor(size / 2)
    const update = async (edit: Edit, isChanged: boolean): Promise<number> => {
      project.write({ [handlerPath(index)]: handlerSource(index, edit) })
      const start = performance.now()
      const { ok, files } = await generator.update([join(project.root, handlerPath(index))])
      const elapsed = performance.now() - start
      assert.deepEqual({ ok, isChanged: files.some(({ changed }) => changed) }, { ok: true, isChanged })
      return elapsed
    }

    const times = { same: [] as number[], changed: [] as number[] }
    const rounds = isQuick ? 11 : 51
    for (let round = 0; round < rounds; round += 1) {
      times.same.push(await update('body', false), await update('none', false))
      times.changed.push(await update('command', true), await update('none', true))
    }
    return [watchResult('same', times.same, size), watchResult('changed', times.changed, size)]
  } finally {
    project.remove()
  }
}

function watchResult(name: keyof typeof budgets, all: readonly number[], size: number): Result {
  // The first updates are compiled by V8 as they run; a watching process soon has them behind it.
  const times = all.slice(4)
  const ratio = median(times) / budgets[name]
  const details = { ms: `${figure(median(times))} (${figure(Math.min(...times))})`, of: String(budgets[name]) }
  return result(`P4.watch.${name}.${size}`, { ratio, limit: size === 1000 ? 1 : undefined }, details)
}
