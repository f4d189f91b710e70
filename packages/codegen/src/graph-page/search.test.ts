import { beforeAll, expect, it } from '@jest/globals'
import { describeInChromium, withPage } from '../../../../test/browser/chromium.js'
import { htmlOf } from './index.js'
import { counted, fixturePage, listed, paramsOf, wide } from './testing/in-browser.js'
import { botWith, component, project } from './testing/samples.js'

describeInChromium('search and filters of the page of botgen graph', () => {
  let shop: string
  let moderation: string
  beforeAll(async () => {
    shop = await fixturePage('shop-bot')
    moderation = await fixturePage('moderation-bot')
  })

  it.each([
    ['checkout.ts', ['/checkout', 'address']],
    ['CARTprovider', ['/checkout', 'add']],
    ['see have', ['/shop']],
    ['callback page', ['page']],
    ["session 'shop' menu", ['“Shop”, “Menu”']],
    ['nothing like this', []],
  ])('T6 finds handlers by %s', async (query, found) => {
    await withPage({ html: shop, hash: '#view=routes' }, wide, async (page) => {
      await page.keyboard.press('/')
      await page.keyboard.type(query)
      expect(await listed(page)).toEqual(found)
      expect(await counted(page)).toBe(`${found.length} of 8 handlers`)
      expect(paramsOf(page)).toEqual({ view: 'routes', q: query })
    })
  })

  it('T6 finds a part that no handler takes', async () => {
    const bot = { ...botWith('a'), components: [component('guard', 'Forgotten'), component('guard', 'Other')] }
    await withPage({ html: htmlOf(project(bot)), hash: '#view=parts' }, wide, async (page) => {
      await page.getByLabel('Search').fill('forgot')
      expect(await listed(page)).toEqual(['Forgotten'])
    })
  })

  it('T6 filters by kind, class and session, and takes the filters back', async () => {
    await withPage({ html: moderation, hash: '#view=routes' }, wide, async (page) => {
      const observers = page.getByRole('button', { name: '2 observers' })
      await observers.click()
      expect(await listed(page)).toEqual(['edited_message', 'message'])
      expect(await observers.getAttribute('aria-pressed')).toBe('true')
      await page.getByRole('button', { name: '1 pattern' }).click()
      expect(await listed(page)).toHaveLength(3)
      await page.getByLabel('Class').selectOption('ModeratorHandlers')
      expect(await page.locator('.empty-title').innerText()).toBe('No route matches.')
      await page.getByRole('button', { name: 'Clear filters' }).click()
      expect(await listed(page)).toHaveLength(8)
      await page.getByLabel('Session').selectOption('notes')
      expect(await listed(page)).toEqual(['/note', '/wipe'])
      expect(paramsOf(page)).toEqual({ view: 'routes', session: 'notes' })
    })
  })

  it('T6 keeps the cursor in the search while the page follows it', async () => {
    await withPage({ html: shop }, wide, async (page) => {
      await page.keyboard.press('/')
      await page.keyboard.type('ad/d')
      expect(await page.getByLabel('Search').inputValue()).toBe('ad/d')
      await page.keyboard.press('Escape')
      expect(await page.getByLabel('Search').inputValue()).toBe('')
      expect(await counted(page)).toBe('8 handlers')
    })
  })
})
