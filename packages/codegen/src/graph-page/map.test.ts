import { beforeAll, expect, it } from '@jest/globals'
import { describeInChromium, withPage } from '../../../../test/browser/chromium.js'
import { counted, drawn, fixturePage, wide } from './testing/in-browser.js'

describeInChromium('the map of the page of botgen graph', () => {
  let shop: string
  let moderation: string
  beforeAll(async () => {
    shop = await fixturePage('shop-bot')
    moderation = await fixturePage('moderation-bot')
  })

  it('T6 draws routes, methods, sessions, components and provided values', async () => {
    await withPage({ html: shop }, wide, async (page) => {
      expect(await drawn(page)).toEqual(
        expect.arrayContaining([
          'class ShopHandlers',
          'command /checkout',
          'callback page',
          'input address',
          'text “Shop”, “Menu”',
          'method ShopHandlers.shop',
          'session shop',
          'provider CartProvider',
          'injectable Goods',
          'provided orderBook',
        ]),
      )
    })
  })

  it('T6 shows what a node is connected with, and what it is', async () => {
    await withPage({ html: moderation }, wide, async (page) => {
      await page.getByRole('button', { name: /^command \/wipe/ }).click()
      const on = await drawn(page, '.node.on')
      expect(on.toSorted()).toEqual([
        'class ModeratorHandlers',
        'command /wipe',
        'guard AdminsOnly',
        'guard GroupsOnly',
        'method ModeratorHandlers.wipe',
        'session notes',
      ])
      expect(await page.locator('.map .arrow.on').count()).toBe(1 + 1 + 2)
      expect(await page.locator('.verbs-label').allTextContents()).toEqual(['opens, clears, closes'])
      const details = await page.locator('.details').innerText()
      expect(details).toContain('/wipe')
      expect(details).toContain('src/handlers/moderators.ts:39:3')
      expect(details).toContain('10 per 1m')
      expect(details).toMatch(/Guards, in this order\s+GroupsOnly\s+AdminsOnly/)
      expect(details).toMatch(/In the menu\s+Remove your notes\s+Administrators of groups/)
    })
  })

  it('T6 draws who takes a part, also by another part', async () => {
    await withPage({ html: shop }, wide, async (page) => {
      await page.getByRole('button', { name: 'injectable Carts' }).click()
      const on = await drawn(page, '.node.on')
      expect(on.toSorted()).toEqual([
        'callback add',
        'class CheckoutHandlers',
        'class ShopHandlers',
        'command /checkout',
        'injectable Carts',
        'method CheckoutHandlers.checkout',
        'method ShopHandlers.add',
        'provider CartProvider',
      ])
    })
  })

  it('T6 shows only what is connected, when asked to', async () => {
    await withPage({ html: moderation, hash: '#at=session%3Anotes' }, wide, async (page) => {
      await page.getByRole('button', { name: 'Show only what is connected' }).click()
      expect(await drawn(page)).toEqual([
        'class ModeratorHandlers',
        'command /note',
        'method ModeratorHandlers.note',
        'command /wipe',
        'method ModeratorHandlers.wipe',
        'session notes',
      ])
      expect(await counted(page)).toBe('2 of 8 handlers')
    })
  })

  it('T6 closes and opens classes', async () => {
    await withPage({ html: shop }, wide, async (page) => {
      const routes = page.locator('.map .node.handler')
      await page.getByRole('button', { name: 'Close all classes' }).click()
      expect(await routes.count()).toBe(0)
      const shopHandlers = page.getByRole('button', { name: 'class ShopHandlers' })
      expect(await shopHandlers.getAttribute('aria-expanded')).toBe('false')
      await shopHandlers.click()
      expect(await routes.count()).toBe(6)
      expect(await shopHandlers.getAttribute('aria-expanded')).toBe('true')
      await shopHandlers.click()
      expect(await routes.count()).toBe(0)
    })
  })
})
