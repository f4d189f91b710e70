import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** Rules of accessibility that a page breaks, each with the elements that do. The page must bypass its policy. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  // Beyond WCAG's own rules those of good practice: headings, landmarks, regions.
  const violations = await page.evaluate<axe.Result[]>('axe.run().then(({ violations }) => violations)')
  return violations.map(
    ({ id, help, nodes }) => `${id} (${help}): ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  )
}
