import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { violationsOf } from '../../../../test/browser/axe.js'
import { describeInChromium, withPage } from '../../../../test/browser/chromium.js'
import { htmlOf } from './index.js'
import { fixturePage, textsOf, wide } from './testing/in-browser.js'
import { botWith, emptyBot, largeBot, project } from './testing/samples.js'

const views = ['map', 'routes', 'sessions', 'parts', 'menu'] as const

async function backgroundOf(page: Page): Promise<string> {
  return String(await page.evaluate('getComputedStyle(document.body).backgroundColor'))
}

describeInChromium('how the page of botgen graph looks', () => {
  let shop: string
  let moderation: string
  beforeAll(async () => {
    shop = await fixturePage('shop-bot')
    moderation = await fixturePage('moderation-bot')
  })

  it('T6 asks for nothing and complains of nothing, in any view, under its policy', async () => {
    await withPage({ html: shop }, wide, async (page, seen) => {
      for (const view of ['Routes', 'Sessions', 'Parts', 'Menu', 'Map']) {
        await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click()
        await page.locator(`body[data-view=${view.toLowerCase()}]`).waitFor()
      }
      await page.getByRole('button', { name: /^command \/shop/ }).click()
      await page.getByRole('button', { name: /^Theme/ }).click()
      await page.emulateMedia({ media: 'print' })
      expect(seen).toEqual({ requests: [], complaints: [] })
      // The policy is in force: what would leave the page does not, and not for want of a network.
      const refused = await page.evaluate(`new Promise((resolve) => {
        addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective))
        fetch('https://example.org/').then(() => resolve('nothing'), () => {})
      })`)
      expect(refused).toBe('connect-src')
    })
  })

  it('T6 is the same page where a server hands it out', async () => {
    const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(shop))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    try {
      await withPage({ url: `http://127.0.0.1:${port}/#view=routes` }, wide, async (page, seen) => {
        await page.locator('.what .node-link').first().click()
        await page.locator('.details h2').waitFor()
        expect(seen).toEqual({ requests: [], complaints: [] })
      })
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('T6 is light or dark as the system is, or as somebody chooses', async () => {
    await withPage({ html: shop }, { ...wide, colorScheme: 'dark' }, async (page) => {
      const dark = await backgroundOf(page)
      const theme = page.getByRole('button', { name: /^Theme/ })
      expect(await theme.innerText()).toBe('Theme: system')
      await theme.click()
      expect(await theme.innerText()).toBe('Theme: light')
      const light = await backgroundOf(page)
      expect(light).not.toBe(dark)
      await page.reload()
      expect(await backgroundOf(page)).toBe(light)
      await theme.click()
      await page.emulateMedia({ colorScheme: 'light' })
      expect(await backgroundOf(page)).toBe(dark)
      await theme.click()
      expect(await backgroundOf(page)).toBe(light)
    })
  })

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each(views)('T6 breaks no rule of accessibility in %s', async (view) => {
      const options = { ...wide, colorScheme, bypassCSP: true }
      const hash = `#view=${view}&at=handler%3AModeratorHandlers.wipe+command+wipe`
      await withPage({ html: moderation, hash }, options, async (page) => {
        expect(await violationsOf(page)).toEqual([])
      })
    })

    it('T6 breaks none on a telephone, with filters, with nothing to show, and with a session in the details', async () => {
      const options = { viewport: { width: 390, height: 844 }, colorScheme, bypassCSP: true }
      const pages = [
        { html: moderation, hash: '' },
        { html: moderation, hash: '#view=map&at=session%3Anotes&only=1' },
        { html: moderation, hash: '#view=sessions&q=nothing+at+all&kind=command&class=MemberHandlers' },
        { html: htmlOf(project(emptyBot)), hash: '' },
        { html: htmlOf(project()), hash: '' },
      ]
      for (const source of pages) {
        await withPage(source, options, async (page) => expect(await violationsOf(page)).toEqual([]))
      }
    })
  })

  it('T6 prints all that is shown as a list, in light', async () => {
    await withPage(
      { html: htmlOf(project(largeBot(250))), hash: '#view=map' },
      { ...wide, colorScheme: 'dark' },
      async (page) => {
        await page.emulateMedia({ media: 'print' })
        expect(await textsOf(page, '.print h1')).toEqual(['Routes', 'Sessions', 'Parts', 'Menu'])
        expect(await page.locator('.print .what .node-link.command').count()).toBe(100)
        expect(await page.locator('.print .card').first().isVisible()).toBe(true)
        expect(await page.locator('main, .top, .toolbar, .details').filter({ visible: true }).count()).toBe(0)
        expect(await backgroundOf(page)).toBe('rgb(255, 255, 255)')
        await page.emulateMedia({ media: 'screen' })
        await page.locator('.print > *').first().waitFor({ state: 'detached' })
      },
    )
  })

  it('T6 prints what is filtered, and says so', async () => {
    await withPage({ html: shop, hash: '#kind=callback&q=shop' }, wide, async (page) => {
      await page.emulateMedia({ media: 'print' })
      expect(await textsOf(page, '.print > p')).toEqual(['shop-bot', '3 of 8 handlers: “shop”, callback'])
      expect(await textsOf(page, '.print .list:nth-of-type(1) .what .node-link')).toEqual(['page', 'product', 'add'])
    })
  })

  it.each(['an ordinary bot', 'a bot with long names'])(
    'T6 shows %s in windows from 320 to 2560 pixels',
    async (bot) => {
      const long = 'AVeryLongNameThatNobodyWouldGiveAnythingButSomebodyDid'.repeat(3)
      const html = bot === 'an ordinary bot' ? shop : htmlOf(project(botWith(long)))
      await withPage({ html }, wide, async (page) => {
        for (const width of [320, 390, 768, 1024, 2560]) {
          await page.setViewportSize({ width, height: 800 })
          for (const view of views) {
            await page.evaluate(`location.hash = 'view=${view}&at=' + encodeURIComponent('session:${long}')`)
            await page.locator(`body[data-view=${view}]`).waitFor()
            // Only the map may be wider, and it scrolls within itself.
            expect([view, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([view, width])
          }
        }
      })
    },
  )
})
