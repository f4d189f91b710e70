import { beforeAll, expect, it } from '@jest/globals'
import { describeInChromium, withPage } from '../../../../test/browser/chromium.js'
import { htmlOf } from './index.js'
import { fixturePage, paramsOf, wide } from './testing/in-browser.js'
import { botWith, project } from './testing/samples.js'

describeInChromium('the address of the page of botgen graph', () => {
  let shop: string
  beforeAll(async () => {
    shop = await fixturePage('shop-bot')
  })

  it('T6 leads to a handler', async () => {
    const hash = '#view=routes&at=handler%3AShopHandlers.shop+command+shop&q=sho'
    await withPage({ html: shop, hash }, wide, async (page) => {
      expect(await page.locator('.details h2').innerText()).toBe('/shop')
      expect(await page.getByLabel('Search').inputValue()).toBe('sho')
      expect(await page.locator('.row.selected .what .node-link').innerText()).toBe('/shop')
    })
  })

  it('T6 follows the way back', async () => {
    await withPage({ html: shop, hash: '#view=routes' }, wide, async (page) => {
      await page.getByRole('link', { name: '/checkout' }).first().click()
      await page.locator('.details').getByRole('link', { name: 'CartProvider' }).first().click()
      expect(await page.locator('.details h2').innerText()).toBe('CartProvider')
      await page.goBack()
      expect(await page.locator('.details h2').innerText()).toBe('/checkout')
      expect(await page.title()).toBe('/checkout · shop-bot · botgen')
      await page.goBack()
      expect(await page.locator('.details h2').innerText()).toBe('shop-bot')
    })
  })

  it('T6 says so when what it leads to is gone', async () => {
    await withPage({ html: shop, hash: '#at=handler%3AShopHandlers.gone' }, wide, async (page) => {
      expect(await page.locator('.details').innerText()).toMatch(
        /Not found\s+ShopHandlers\.gone\s+It was renamed or removed/,
      )
    })
  })

  it('T6 may be any text', async () => {
    for (const hash of [
      '#',
      '#at=%E0%A4%A',
      '#view=nowhere&kind=nothing,command',
      '#bot=%00&class=x&session=y&only=1',
    ]) {
      await withPage({ html: shop, hash }, wide, async (page, seen) => {
        expect(await page.locator('main h1').count()).toBeLessThanOrEqual(1)
        expect(seen.complaints).toEqual([])
      })
    }
  })

  it.each(['</script><img src=x onerror=alert(1)>', '"><b>', '#&=+%', 'ключ 🗝️', ' '])(
    'T6 leads to what is called %j',
    async (name) => {
      await withPage({ html: htmlOf(project(botWith(name))) }, wide, async (page, seen) => {
        await page.locator('.map .node.session').click()
        expect(paramsOf(page)).toEqual({ at: `session:${name}` })
        expect(await page.locator('.details h2').textContent()).toBe(name)
        await page.reload()
        expect(await page.locator('.details h2').textContent()).toBe(name)
        expect(await page.locator('b').count()).toBe(1)
        expect(seen).toEqual({ requests: [], complaints: [] })
      })
    },
  )
})
