import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { command, CommandHandler, defineDispatchTable, type DispatchTable, routes } from '@botgen/runtime'
import { faultyStorage, SharedInMemoryStorage } from '@botgen/testing'
import { afterEach, expect, it } from '@jest/globals'
import axe from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describeInChromium, type Seen, withPage } from '../../../test/browser/chromium.js'
import { type Mounted, mount, startBot, stopAll } from './testing/mounted.js'

afterEach(stopAll)

const never = Number.POSITIVE_INFINITY
const wide = { width: 1280, height: 900 }
const narrow = { width: 390, height: 844 }

/** Where pictures of the page go, for whoever wants to look at them. */
const pictures = process.env.BOTGEN_PICTURES

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}

function look<T>(
  { url }: Mounted,
  options: BrowserContextOptions,
  task: (page: Page, seen: Seen) => Promise<T>,
): Promise<T> {
  return withPage(
    { url },
    { viewport: wide, extraHTTPHeaders: { 'x-user': 'ops' }, ...options },
    async (page, seen) => {
      await page.getByRole('heading', { name: 'botgen inspector' }).waitFor()
      return task(page, seen)
    },
  )
}

/** What axe finds wrong. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ content: axe.source })
  return page.evaluate(async () => {
    const { axe: run } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations: found } = await run.run()
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`)
  })
}

class OrderHandlers {
  start(): void {}
}
Object.defineProperty(OrderHandlers.prototype, 'start', { value: () => undefined, configurable: true })
CommandHandler('order')(OrderHandlers.prototype, 'start', {})

function gate(): { readonly promise: Promise<void>; readonly open: () => void } {
  let open = (): void => {}
  const promise = new Promise<void>((resolve) => (open = resolve))
  return { promise, open }
}

function tableWith(start: () => Promise<void>): DispatchTable {
  return defineDispatchTable([
    routes(OrderHandlers, 'src/orders.ts', { commands: [command(['order'], 'start', { invoke: start })] }),
  ])
}

/** A bot with something of everything that there is to show. */
async function mountBusy(options: { readonly allowClear?: boolean } = {}) {
  const [begun, finished] = [gate(), gate()]
  const faulty = faultyStorage(new SharedInMemoryStorage())
  const table = tableWith(() => {
    begun.open()
    return finished.promise
  })
  const started = await startBot({ sessions: { storage: faulty.storage } }, table)
  const { bot, chat, alice, api, says } = started
  const mounted = await mount(options, started)
  const session = bot.sessions.get({ chatId: chat.id, userId: alice.id, qualifier: 'order' })
  await says('a meal')
  await session.chat.sendMessage('which one?')
  for (let index = 0; index < 40; index += 1) {
    bot.sessions.get({
      chatId: -1_001_000_000_000 - index,
      userId: 5000 + index,
      ...(index % 3 === 0 && { qualifier: 'support' }),
    })
  }
  alice.sends(chat, '/order')
  await begun.promise
  await bot.sessions.settled()
  alice.sends(chat, 'now')
  api.clock.advance(75_000)
  return { ...mounted, session, faulty, finish: finished.open }
}

describeInChromium('the inspector in Chromium', () => {
  it('shows the bot, its open sessions and what it is at', async () => {
    const mounted = await mountBusy()
    await look(mounted, {}, async (page, seen) => {
      await page.getByRole('table', { name: 'Open sessions' }).waitFor()
      expect(await page.title()).toMatch(/botgen inspector$/)
      expect(await page.getByRole('table', { name: 'Open sessions' }).locator('tbody tr').count()).toBe(25)
      await page.getByText('1 to 25 of 41').waitFor()
      const lanes = page.getByRole('table', { name: 'Busy lanes' })
      await lanes.getByText('OrderHandlers.start').waitFor()
      expect(await lanes.locator('tbody').innerText()).toMatch(/1 min\s+1$/)
      expect(await page.getByRole('table', { name: 'Claims of updates' }).innerText()).toContain('handled here')
      await picture(page, 'wide-light')
      // All that it asks for is asked of the bot, and its policy stops nothing that it needs.
      expect(seen.requests.every((address) => address.startsWith(mounted.url))).toBe(true)
      expect(seen.complaints).toEqual([])
      mounted.finish()
      await mounted.api.settled()
    })
  })

  it('goes from page to page', async () => {
    const mounted = await mountBusy()
    await look(mounted, {}, async (page) => {
      const table = page.getByRole('table', { name: 'Open sessions' })
      await page.getByText('1 to 25 of 41').waitFor()
      await page.getByRole('button', { name: 'Next' }).click()
      await page.getByText('26 to 41 of 41').waitFor()
      expect(await table.locator('tbody tr').count()).toBe(16)
      expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true)
      await page.getByRole('button', { name: 'Previous' }).click()
      await page.getByText('1 to 25 of 41').waitFor()
      mounted.finish()
      await mounted.api.settled()
    })
  })

  it('searches, and says how much it found', async () => {
    const mounted = await mountBusy()
    await look(mounted, {}, async (page) => {
      await page.getByText('1 to 25 of 41').waitFor()
      await page.getByLabel('Search').fill('support 5003')
      await page.getByText('1 session found.').waitFor()
      expect(await page.getByRole('table', { name: 'Open sessions' }).locator('tbody').innerText()).toContain('5003')
      await page.getByLabel('Search').fill('nobody')
      await page.getByText('No open session.').waitFor()
      mounted.finish()
      await mounted.api.settled()
    })
  })

  it('is used with the keyboard alone, and keeps the focus while it refreshes', async () => {
    const mounted = await mountBusy()
    await look(mounted, {}, async (page) => {
      await page.getByText('1 to 25 of 41').waitFor()
      await page.keyboard.press('/')
      await page.keyboard.type('order')
      await page.getByText('1 session found.').waitFor()
      await page.keyboard.press('Escape')
      await page.getByText('1 to 25 of 41').waitFor()
      const focused = (): Promise<string> => page.evaluate('document.activeElement.textContent')
      // Over the field's own stops: the table, then its first row.
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      expect(await focused()).toBe(String(mounted.chat.id))
      await page.keyboard.press('ArrowDown')
      expect(await focused()).toBe('-1001000000000')
      await page.keyboard.press('ArrowUp')
      await Promise.all([page.waitForResponse(/api\/status/), page.waitForResponse(/api\/sessions/)])
      expect(await focused()).toBe(String(mounted.chat.id))
      await page.keyboard.press('Enter')
      await page.getByRole('table', { name: 'Messages of the session' }).waitFor()
      expect(await focused()).toContain('order')
      await page.keyboard.press('Escape')
      expect(await page.getByRole('region', { name: 'Session', exact: true }).isVisible()).toBe(false)
      expect(await focused()).toBe(String(mounted.chat.id))
      mounted.finish()
      await mounted.api.settled()
    })
  })

  it('shows the messages of a session, which its address names', async () => {
    const mounted = await mountBusy()
    await look(mounted, {}, async (page) => {
      await page.getByRole('button', { name: String(mounted.chat.id), exact: true }).click()
      const messages = page.getByRole('table', { name: 'Messages of the session' })
      await messages.waitFor()
      const rows = await messages.locator('tbody tr').allInnerTexts()
      expect(rows.map((row) => row.split('\t').slice(1, 3))).toEqual([
        ['→ in', 'text'],
        ['← out', 'text'],
        ['→ in', 'text'],
      ])
      expect(await page.content()).not.toContain('which one?')
      expect(await page.getByRole('button', { name: 'Clear …' }).isVisible()).toBe(false)
      await picture(page, 'wide-detail')
      const address = page.url()
      await page.goto('about:blank')
      await page.goto(address)
      await messages.waitFor()
      mounted.finish()
      await mounted.api.settled()
      mounted.faulty.clearFaults()
      await mounted.session.close()
      await page.getByText('No such session is open in this process.').waitFor()
      expect(await messages.isVisible()).toBe(false)
    })
  })

  it('S22 clears and S28 closes a session once the reader has agreed', async () => {
    const mounted = await mountBusy({ allowClear: true })
    mounted.finish()
    await mounted.api.settled()
    await look(mounted, {}, async (page) => {
      await page.getByRole('button', { name: String(mounted.chat.id), exact: true }).click()
      await page.getByRole('button', { name: 'Clear …' }).click()
      await picture(page, 'wide-question')
      await page.keyboard.press('Enter')
      expect(await mounted.session.count()).toBe(4)
      await page.getByRole('button', { name: 'Clear …' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Clear' }).click()
      await page.getByText('4 messages deleted.').waitFor()
      expect(await mounted.session.count()).toBe(0)
      await page.getByRole('button', { name: 'Close session …' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Close session' }).click()
      await page.getByText('Closed.').waitFor()
      expect(mounted.session.isOpen).toBe(false)
    })
  })

  it('S15 shows that the storage fails, what waits for it, and not its address', async () => {
    const mounted = await mountBusy()
    mounted.finish()
    await mounted.api.settled()
    const refused = Object.assign(new Error('redis://user:secret@10.0.0.1'), { code: 'ECONNREFUSED' })
    mounted.faulty.failNext('addIfOpen', { rejects: refused }, never)
    await mounted.says('waits')
    await look(mounted, {}, async (page) => {
      await page
        .getByText(/^failing$/)
        .first()
        .waitFor()
      await page.getByText(/Waiting: 1 message\. Last failure .*Error ECONNREFUSED/).waitFor()
      const retries = page.getByRole('table', { name: 'Waiting for the storage' })
      expect(await retries.locator('tbody').innerText()).toContain('order')
      expect(await page.content()).not.toMatch(/secret|10\.0\.0\.1/)
      await picture(page, 'wide-failing')
    })
  })

  it('shows what users name as text', async () => {
    const mounted = await mount()
    const qualifier = '<img src=x onerror="document.title = 1">'
    mounted.bot.sessions.get({ chatId: 1, qualifier })
    await look(mounted, {}, async (page, seen) => {
      await page.getByText(qualifier).waitFor()
      await page.getByRole('button', { name: '1', exact: true }).click()
      await page.getByRole('heading', { name: qualifier }).waitFor()
      expect(seen.complaints).toEqual([])
      expect(await page.locator('img').count()).toBe(0)
    })
  })

  it('says that the bot does not answer, and that one is not signed in any more', async () => {
    let isSignedIn = true
    const mounted = await mount({ authenticate: () => isSignedIn })
    await look(mounted, {}, async (page) => {
      await page.getByText('No open session.').waitFor()
      await page.route('**/api/**', (route) => route.abort())
      await page.getByRole('alert').getByText('The bot does not answer.').waitFor()
      await page.unroute('**/api/**')
      await page.getByRole('alert').waitFor({ state: 'hidden' })
      isSignedIn = false
      await page.getByRole('alert').getByText('You are not signed in any more').waitFor()
    })
  })

  it('asks for nothing while it is paused', async () => {
    const mounted = await mount()
    await look(mounted, {}, async (page, seen) => {
      await page.getByText('No open session.').waitFor()
      await page.getByRole('button', { name: 'Pause' }).click()
      const { length } = seen.requests
      await page.clock.install()
      await page.clock.fastForward(60_000)
      expect(seen.requests).toHaveLength(length)
      await page.getByRole('button', { name: 'Pause' }).click()
      await page.waitForResponse(/api\/status/)
    })
  })

  it.each([
    ['wide', 'light'],
    ['wide', 'dark'],
    ['narrow', 'light'],
    ['narrow', 'dark'],
  ] as const)('breaks no rule of axe: %s, %s', async (width, colorScheme) => {
    const mounted = await mountBusy({ allowClear: true })
    const viewport = width === 'wide' ? wide : narrow
    // axe is a script that the page's policy would stop.
    await look(mounted, { viewport, colorScheme, bypassCSP: true }, async (page) => {
      await page.getByText('1 to 25 of 41').waitFor()
      expect(await violations(page)).toEqual([])
      await picture(page, `${width}-${colorScheme}-list`)
      await page.getByRole('button', { name: String(mounted.chat.id), exact: true }).click()
      await page.getByRole('table', { name: 'Messages of the session' }).waitFor()
      expect(await violations(page)).toEqual([])
      await picture(page, `${width}-${colorScheme}-detail`)
      // Nothing but tables is wider than the page.
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await page.getByRole('button', { name: 'Clear …' }).click()
      expect(await violations(page)).toEqual([])
      mounted.finish()
      await mounted.api.settled()
    })
  })
})
