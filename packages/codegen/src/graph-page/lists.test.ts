import { beforeAll, expect, it } from '@jest/globals'
import { describeInChromium, withPage } from '../../../../test/browser/chromium.js'
import { htmlOf } from './index.js'
import { drawn, fixturePage, listed, paramsOf, textsOf, wide } from './testing/in-browser.js'
import { emptyBot, handler, place, project } from './testing/samples.js'

describeInChromium('the lists of the page of botgen graph', () => {
  let shop: string
  let moderation: string
  beforeAll(async () => {
    shop = await fixturePage('shop-bot')
    moderation = await fixturePage('moderation-bot')
  })

  it('T6 lists routes with their handlers, places, sessions and what stands around them', async () => {
    await withPage({ html: moderation, hash: '#view=routes' }, wide, async (page) => {
      expect(await listed(page)).toContain('/ban, /kick')
      const wipe = await page.locator('.row', { hasText: '/wipe' }).innerText()
      expect(wipe.split(/\s*\n\s*/)).toEqual([
        '/wipe',
        'command',
        'Remove your notes',
        "wipe(session 'notes', update)",
        'src/handlers/moderators.ts:39',
        'notes',
        'opens',
        'clears',
        'closes',
        'GroupsOnly',
        'AdminsOnly',
        'limit 10 per 1m',
        'menu: all_chat_administrators',
      ])
    })
  })

  it('T6 says who opens, clears, closes, replays and looks at a session', async () => {
    const uses = ['open', 'clear', 'close', 'replay', 'look'].map((method) =>
      handler({ kind: 'command', answers: [method], class: 'Talk', method }),
    )
    const bot = {
      ...emptyBot,
      classes: [{ name: 'Talk', place: place('src/talk.ts', 1), dependencies: [] }],
      handlers: uses,
      sessions: [
        {
          name: 'talk',
          uses: uses.map(({ id, method }) => ({
            handler: id,
            takenAs: method === 'look' ? ('peekSession' as const) : ('session' as const),
            opens: method === 'open',
            clears: method === 'clear',
            closes: method === 'close',
            replays: method === 'replay',
          })),
        },
      ],
    }
    await withPage({ html: htmlOf(project(bot)), hash: '#view=sessions' }, wide, async (page) => {
      expect(await textsOf(page, 'thead th')).toEqual(['Handler', 'opens', 'clears', 'closes', 'replays', 'looks at'])
      const rows = await page
        .locator('tbody tr')
        .evaluateAll((all) =>
          (all as unknown as { children: { textContent: string }[] }[]).map((row) =>
            Array.from(row.children, ({ textContent }) => textContent),
          ),
        )
      expect(rows).toEqual([
        ['/openTalk.open', 'yes', '', '', '', ''],
        ['/clearTalk.clear', '', 'yes', '', '', ''],
        ['/closeTalk.close', '', '', 'yes', '', ''],
        ['/replayTalk.replay', '', '', '', 'yes', ''],
        ['/lookTalk.look', '', '', '', '', 'yes'],
      ])
      await page.getByRole('link', { name: 'talk', exact: true }).click()
      expect(await textsOf(page, '.details h3')).toEqual([
        'Opened by 1',
        'Cleared by 1',
        'Closed by 1',
        'Replayed by 1',
        'Looked at by 1',
      ])
    })
  })

  it('T6 lists parts by what they are, with what they take and who takes them', async () => {
    await withPage({ html: shop, hash: '#view=parts' }, wide, async (page) => {
      expect(await textsOf(page, '.list h2')).toEqual(['Providers', 'Injectables', 'Provided by the main module'])
      const provider = await page.locator('.row', { hasText: 'CartProvider' }).first().innerText()
      expect(provider.replace(/\s+/g, ' ')).toBe('CartProvider src/cart.ts:40 takes Carts taken by /checkout add')
    })
  })

  it('T6 shows the command menu by scope and language', async () => {
    await withPage({ html: shop, hash: '#view=menu' }, wide, async (page) => {
      const menus = await textsOf(page, '.phone')
      expect(
        menus.map((menu) => menu.split(/\s*\n\s*/).filter((line) => !/^(?:S|shop-bot|Menu|Message)$/i.test(line))),
      ).toEqual([
        [
          'All chats',
          'every other language · 2 commands',
          'Order what is in your cart',
          '/checkout',
          'See what we have',
          '/shop',
        ],
        ['All chats', 'German (de) · 2 commands', 'Order what is in your cart', '/checkout', 'Unser Angebot', '/shop'],
      ])
      expect(await page.locator('.menu [lang=de]').count()).toBe(2)
    })
  })

  it('T6 switches between the bots of a project', async () => {
    await withPage({ html: await fixturePage('two-bots') }, wide, async (page) => {
      const bots = page.getByRole('navigation', { name: 'Bots' })
      expect(await bots.getByRole('link').allInnerTexts()).toEqual(['support', 'sales'])
      expect(await drawn(page)).toContain('command /help, /support')
      await bots.getByRole('link', { name: 'sales' }).click()
      expect(await drawn(page)).toContain('command /price')
      expect(await drawn(page)).not.toContain('command /help, /support')
      expect(paramsOf(page)).toEqual({ bot: 'sales' })
    })
  })

  it.each([
    ['map', 'This bot has no handlers yet.'],
    ['routes', 'This bot has no handlers yet.'],
    ['sessions', 'This bot uses no sessions.'],
    ['parts', 'This bot consists of handlers alone.'],
    ['menu', 'This bot shows no command menu.'],
  ])('T6 says in %s what is not there', async (view, text) => {
    await withPage({ html: htmlOf(project(emptyBot)), hash: `#view=${view}` }, wide, async (page, seen) => {
      expect(await page.locator('.empty-title').innerText()).toBe(text)
      expect(seen.complaints).toEqual([])
    })
  })

  it('T6 says that a project has no bots', async () => {
    await withPage({ html: htmlOf(project()) }, wide, async (page, seen) => {
      expect(await page.locator('.empty-title').innerText()).toBe('This project has no bots.')
      expect(seen.complaints).toEqual([])
    })
  })
})
