import { expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { describeInChromium, withPage } from '../../../../test/browser/chromium.js'
import { htmlOf } from './index.js'
import { counted, drawn, wide } from './testing/in-browser.js'
import { largeBot, project } from './testing/samples.js'

/** What typing and scrolling may leave to lay out. All of the bot would be some 30 000. */
const fewElements = 2500

const elements = (page: Page): Promise<number> => page.locator('body *').count()

describeInChromium('the page of botgen graph with 1000 handlers', () => {
  const html = htmlOf(project(largeBot(1000)))

  it.each(['map', 'routes', 'sessions', 'parts', 'menu'])(
    'T6 has few elements in %s, whatever is typed',
    async (view) => {
      await withPage({ html, hash: `#view=${view}` }, wide, async (page) => {
        const counts = [await elements(page)]
        await page.keyboard.press('/')
        for (const key of ['o', 'r', 'd', 'Backspace', 'Backspace', 'e']) {
          await page.keyboard.press(key)
          counts.push(await elements(page))
        }
        expect(Math.max(...counts)).toBeLessThan(fewElements)
      })
    },
  )

  it('T6 draws few elements when all classes are open, wherever the map is scrolled', async () => {
    await withPage({ html }, wide, async (page) => {
      await page.getByRole('button', { name: 'Open all classes' }).click()
      for (const place of [0, 0.5, 1]) {
        await page.evaluate(`(() => {
          const scroller = document.querySelector('.map-scroll')
          scroller.scrollTop = ${place} * scroller.scrollHeight
        })()`)
        const name = place === 0 ? 'Order0' : place === 1 ? 'Team199' : /(?:Team9[89]|10[0-3])/
        await page.locator('.map title', { hasText: name }).first().waitFor({ state: 'attached' })
        expect(await elements(page)).toBeLessThan(fewElements)
      }
    })
  })

  it('T6 groups by class, opens what is few, and leads to what is out of view', async () => {
    await withPage({ html }, wide, async (page) => {
      expect(await page.locator('.map .node.handler').count()).toBe(0)
      await page.getByLabel('Search').fill('Voucher46')
      expect(await counted(page)).toBe('5 of 1000 handlers')
      expect(await drawn(page, '.node.handler')).toEqual([
        'command /open_voucher_46',
        'command /list_voucher_46',
        'callback show_voucher_46',
        'text “edit_voucher_46”',
        'input cancel_voucher_46',
      ])
      await page.getByLabel('Search').fill('')
      await page.getByRole('button', { name: 'session voucher' }).click()
      await page.getByRole('button', { name: /connected below/ }).click()
      await page.locator('.map .node.on', { hasText: 'Voucher' }).first().waitFor()
      expect(await page.evaluate('document.querySelector(".map-scroll").scrollTop')).toBeGreaterThan(0)
    })
  })

  it('T6 shows more rows of a list when asked to', async () => {
    await withPage({ html, hash: '#view=routes' }, wide, async (page) => {
      const rows = page.locator('.row')
      expect(await rows.count()).toBe(60)
      await page.getByRole('button', { name: 'Show 60 more of 940' }).click()
      expect(await rows.count()).toBe(120)
      await page.getByLabel('Search').fill('order')
      expect(await rows.count()).toBe(60)
    })
  })

  it('T6 draws once for many turns of the wheel between two frames', async () => {
    await withPage({ html }, wide, async (page) => {
      const redrawn = await page.evaluate(`new Promise((resolve) => {
        const scroller = document.querySelector('.map-scroll')
        let count = 0
        new MutationObserver(() => count++).observe(document.querySelector('.map'), { childList: true })
        requestAnimationFrame(() => {
          for (let step = 1; step <= 20; step++) {
            scroller.scrollTop = step * 30
            scroller.dispatchEvent(new Event('scroll'))
          }
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(count)))
        })
      })`)
      expect(redrawn).toBeGreaterThan(0)
      expect(redrawn).toBeLessThanOrEqual(2)
    })
  })
})
