import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { root, temporaryFolder } from '../workspace.js'
import { compile, installPackages, writeProject } from './compile.js'
import { blocksOf, writtenPages } from './markdown.js'
import { fileOf, fixtureOf, projectsOf } from './projects.js'

const { path, remove } = temporaryFolder('pages')
const folder = realpathSync(path)
afterAll(remove)

installPackages(folder)
const pages = writtenPages()
const projects = await Promise.all(
  pages.flatMap((page) =>
    projectsOf(page).map((project, index) =>
      writeProject(project, join(folder, page.replace(/\.md$/, ''), String(index))),
    ),
  ),
)
const problems = [...projects.flatMap((written) => written.problems), ...compile(projects)]

const wrong = projects.flatMap(({ project }) =>
  project.fragments.flatMap(({ page, wrong: lines }) => (lines === undefined ? [] : [{ page, ...lines }])),
)
const isMeant = ({ page, line }: { readonly page: string; readonly line: number }): boolean =>
  wrong.some((block) => block.page === page && line >= block.from && line <= block.to)

describe('the code of', () => {
  it.each([...new Set([...pages, ...problems.map(({ page }) => page)])])('C3 %s compiles', (page) => {
    const found = problems.filter((problem) => problem.page === page && !isMeant(problem))

    expect(found.map(({ line, message }) => `${page}:${line}: ${message}`)).toEqual([])
  })
})

describe('what is shown as a mistake', () => {
  it.each(wrong)('C4 $page:$from does not compile', ({ page, from, to }) => {
    expect(problems.filter(({ page: at, line }) => at === page && line >= from && line <= to)).not.toEqual([])
  })
})

describe('what is shown as generated', () => {
  const shown = projects.flatMap(({ project, generated }) =>
    project.generated.map((block) => ({ ...block, generated })),
  )

  it.each(shown)('C3 $page:$line is what generate writes', ({ code, generated }) => {
    expect(generated).toContain(code)
  })
})

describe('the blocks of', () => {
  const known = ['ts', 'sh', 'json', 'yaml', 'kotlin', 'dockerfile', 'ini', 'mermaid', 'text', '']

  it.each(pages)('%s are in languages that are checked or cannot be', (page) => {
    expect(blocksOf(page).filter(({ language }) => !known.includes(language))).toEqual([])
  })

  const json = pages.flatMap((page) => blocksOf(page).filter(({ language }) => language === 'json'))
  it.each(json)('$page:$line are JSON', ({ code }) => {
    expect(() => JSON.parse(code) as unknown).not.toThrow()
  })
})

describe('the file of a fixture that is shown in', () => {
  const shown = pages.flatMap((page) => {
    const fixture = fixtureOf(page)
    const files = blocksOf(page).map((block) => ({ ...block, path: fileOf(block) }))
    return fixture === undefined
      ? []
      : files.flatMap(({ path, line, code }) =>
          path !== undefined && existsSync(join(root, fixture, path))
            ? [{ page, line, code, file: `${fixture}/${path}` }]
            : [],
        )
  })

  it.each(shown)('$page:$line is $file as it is played', ({ code, file }) => {
    const text = readFileSync(join(root, file), 'utf8')

    expect(file.endsWith('.json') ? code : code.slice(code.indexOf('\n') + 1)).toBe(text)
  })
})
