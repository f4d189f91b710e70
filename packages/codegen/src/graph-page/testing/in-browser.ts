/** What tests in Chromium look at in the page. */
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe } from '../../description/index.js'
import { htmlOf } from '../index.js'

/** Of a desktop. */
export const wide = { viewport: { width: 1440, height: 900 } } as const

/** The page of a bot under `fixtures`. */
export async function fixturePage(name: string): Promise<string> {
  const cwd = fileURLToPath(new URL(`../../../../../fixtures/${name}`, import.meta.url))
  const described = await describe({ cwd })
  if (!described.ok) throw new Error(`fixtures/${name} has errors.`)
  return htmlOf(described)
}

export function textsOf(page: Page, selector: string): Promise<readonly string[]> {
  return page.locator(selector).allInnerTexts()
}

/** What stands on the map: `class OrderHandlers`, `command /order`, `session order`. */
export async function drawn(page: Page, selector = '.node'): Promise<readonly string[]> {
  const titles = await page.locator(`.map ${selector} > title`).allTextContents()
  return titles.map((title) => title.replace(/, (?:handled by|\d+ (?:handler|route)).*/, ''))
}

/** Links at the beginnings of the rows of a list. */
export function listed(page: Page): Promise<readonly string[]> {
  return textsOf(page, '.what .node-link')
}

/** How many handlers the page says that it shows. */
export function counted(page: Page): Promise<string> {
  return page.locator('.count').innerText()
}

/** What is in the page's hash. */
export function paramsOf(page: Page): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(new URL(page.url()).hash.slice(1)))
}
