import { beforeAll, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { describeInChromium, withPage } from '../../../../test/browser/chromium.js'
import { htmlOf } from './index.js'
import { fixturePage, paramsOf, wide } from './testing/in-browser.js'
import { largeBot, project } from './testing/samples.js'

/** The name of what has the focus. */
async function focused(page: Page): Promise<string> {
  const name = String(
    await page.evaluate(
      '(document.activeElement.querySelector(":scope > title") ?? document.activeElement).textContent',
    ),
  )
  return name.replace(/, (?:handled by|\d+ (?:handler|route)).*/, '').trim()
}

async function press(page: Page, ...keys: readonly string[]): Promise<string> {
  for (const key of keys) await page.keyboard.press(key)
  return focused(page)
}

/** Tab until the focus is on the map. */
async function enterMap(page: Page): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    await page.keyboard.press('Tab')
    if ((await page.locator('.map .node:focus').count()) === 1) return
  }
  throw new Error('Tab does not lead to the map.')
}

describeInChromium('the keyboard on the page of botgen graph', () => {
  let shop: string
  beforeAll(async () => {
    shop = await fixturePage('shop-bot')
  })

  it('T6 walks on the map with arrow keys, one stop for Tab', async () => {
    await withPage({ html: shop }, wide, async (page) => {
      await enterMap(page)
      expect(await focused(page)).toBe('class CheckoutHandlers')
      expect(await press(page, 'ArrowDown')).toBe('method CheckoutHandlers.checkout')
      expect(await press(page, 'ArrowLeft')).toBe('command /checkout')
      expect(await press(page, 'ArrowRight', 'ArrowRight')).toBe('session shop')
      expect(await press(page, 'ArrowDown')).toBe('provider CartProvider')
      expect(await press(page, 'ArrowLeft')).toBe('method CheckoutHandlers.checkout')
      expect(await press(page, 'End')).toBe('method ShopHandlers.add')
      expect(await press(page, 'Home')).toBe('class CheckoutHandlers')
      expect(await page.locator('.map [tabindex="0"]').count()).toBe(1)
      await page.keyboard.press('Tab')
      expect(await page.locator('.map :focus').count()).toBe(0)
    })
  })

  it('T6 goes from a node into its details and back', async () => {
    await withPage({ html: shop }, wide, async (page) => {
      await enterMap(page)
      expect(await press(page, 'ArrowDown', 'Enter')).toBe('CheckoutHandlers.checkout')
      expect(paramsOf(page)).toEqual({ at: 'method:CheckoutHandlers.checkout' })
      expect(await press(page, 'Escape')).toBe('method CheckoutHandlers.checkout')
      expect(paramsOf(page)).toEqual({})
    })
  })

  it('T6 opens and closes a class with the space bar', async () => {
    await withPage({ html: shop }, wide, async (page) => {
      await enterMap(page)
      const isOpen = () => page.locator(':focus').getAttribute('aria-expanded')
      expect(await isOpen()).toBe('true')
      await press(page, 'Space')
      await press(page, 'Space')
      expect(await isOpen()).toBe('false')
      await press(page, 'Space')
      expect(await isOpen()).toBe('true')
      expect(await focused(page)).toBe('class CheckoutHandlers')
    })
  })

  it('T6 goes from a list into details by Enter, and Escape leads back to the link', async () => {
    await withPage({ html: shop, hash: '#view=routes' }, wide, async (page) => {
      await page.locator('.what .node-link', { hasText: '/start' }).focus()
      await page.keyboard.press('Enter')
      await page.locator('.details h2:focus').waitFor()
      expect(await focused(page)).toBe('/start')
      expect(await press(page, 'Escape')).toBe('/start')
      expect(await page.locator('main :focus').count()).toBe(1)
    })
  })

  it('T6 keeps the focus on a filter that is pressed', async () => {
    await withPage({ html: shop }, wide, async (page) => {
      await page.getByRole('button', { name: '3 callbacks' }).focus()
      expect(await press(page, 'Space')).toBe('3 callbacks')
      expect(paramsOf(page)).toEqual({ kind: 'callback' })
    })
  })

  it('T6 walks to what is far out of view, and keeps the focus while the map is scrolled', async () => {
    await withPage({ html: htmlOf(project(largeBot(1000))) }, wide, async (page) => {
      await enterMap(page)
      expect(await press(page, 'End')).toBe('class Team199Handlers')
      const box = await page.locator(':focus').boundingBox()
      expect(box?.y).toBeGreaterThan(100)
      expect(box?.y).toBeLessThan(900)
      await page.evaluate('document.querySelector(".map-scroll").scrollTop = 0')
      await page.locator('.map title', { hasText: 'class Order0Handlers' }).waitFor({ state: 'attached' })
      expect(await focused(page)).toBe('class Team199Handlers')
      expect(await press(page, 'ArrowUp')).toBe('class Schedule198Handlers')
    })
  })

  it('T6 can be skipped to its content', async () => {
    await withPage({ html: shop }, wide, async (page) => {
      expect(await press(page, 'Tab')).toBe('To the content')
      await page.keyboard.press('Enter')
      expect(await page.locator('main:focus').count()).toBe(1)
      expect(paramsOf(page)).toEqual({})
    })
  })

  it('T6 shows where the focus is', async () => {
    await withPage({ html: shop }, wide, async (page) => {
      await page.keyboard.press('Tab')
      for (let stop = 0; stop < 25; stop++) {
        await page.keyboard.press('Tab')
        if ((await page.locator(':focus').count()) === 0) break
        // A node of the map has its own thick line, all else an outline.
        const isSeen = await page.evaluate(`(() => {
          const box = document.activeElement.querySelector(':scope > .head, :scope > .box')
          return box === null
            ? getComputedStyle(document.activeElement).outlineStyle !== 'none'
            : parseFloat(getComputedStyle(box).strokeWidth) >= 2
        })()`)
        expect([await focused(page), isSeen]).toEqual([expect.anything(), true])
      }
    })
  })
})
