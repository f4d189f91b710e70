/** Tests in a real browser: the Chromium that is installed, without a download. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, it } from '@jest/globals'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const names =
  process.env.CHROMIUM === undefined ? ['chromium', 'chromium-browser', 'google-chrome'] : [process.env.CHROMIUM]
const program = installed(names)

/** What is shown: a page's text, which is opened as a file, or an address. */
export type Source = { readonly html: string; readonly hash?: string } | { readonly url: string }

/** What a page did beyond showing itself. */
export interface Seen {
  /** Addresses that it asked for, itself left out. */
  readonly requests: readonly string[]
  /** What it wrote to the console as a warning or an error, and what it threw. */
  readonly complaints: readonly string[]
}

/**
 * Declares tests in Chromium, which they reach by `withPage`. Where there is none, they are passed over with a line that
 * says so, and fail where all must be there (`CI`).
 */
export function describeInChromium(name: string, declare: () => void): void {
  if (program === undefined) {
    const line = `NO PROGRAM '${names.join("', '")}': NO TESTS OF ${name.toUpperCase()}. Install Chromium, or set CHROMIUM.`
    if (process.env.CI === 'true') throw new Error(line)
    describe.skip(line, () => it('is passed over', () => {}))
    process.stderr.write(`${line}\n`)
    return
  }
  describe(name, () => {
    afterAll(close)
    declare()
  })
}

/**
 * Opens a page with nothing from earlier ones: no storage, no cookies; closes it when the task has ended.
 *
 * @param options of Playwright: `viewport`, `colorScheme`, `bypassCSP` …
 */
export async function withPage<T>(
  source: Source,
  options: BrowserContextOptions,
  task: (page: Page, seen: Seen) => Promise<T>,
): Promise<T> {
  const context = await (await launched()).newContext({ reducedMotion: 'reduce', ...options })
  try {
    const page = await context.newPage()
    const seen = watched(page)
    if ('url' in source) {
      await page.goto(source.url)
      return await task(page, seen)
    }
    const folder = await mkdtemp(join(tmpdir(), 'botgen-page-'))
    try {
      const file = join(folder, 'page.html')
      await writeFile(file, source.html)
      await page.goto(`${pathToFileURL(file).href}${source.hash ?? ''}`)
      return await task(page, seen)
    } finally {
      await rm(folder, { recursive: true })
    }
  } finally {
    await context.close()
  }
}

let browser: Promise<Browser> | undefined

function launched(): Promise<Browser> {
  if (program === undefined) throw new Error('Tests in Chromium are declared by describeInChromium.')
  return (browser ??= chromium.launch({ executablePath: program }))
}

async function close(): Promise<void> {
  const running = browser
  browser = undefined
  await (await running)?.close()
}

/** Playwright does not look into PATH. */
function installed(programs: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return programs.flatMap((name) => folders.map((folder) => resolve(folder, name))).find((path) => existsSync(path))
}

function watched(page: Page): Seen {
  const requests: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => {
    if (!request.isNavigationRequest()) requests.push(request.url())
  })
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { requests, complaints }
}
