import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from '@jest/globals'
import { describeInChromium, withPage } from './chromium.js'

describeInChromium('what tests see of a page', () => {
  it('shows a text as a file, with its hash', async () => {
    const html = '<!doctype html><title>Map</title><p>Here</p>'
    await withPage({ html, hash: '#there' }, {}, async (page, seen) => {
      expect(await page.title()).toBe('Map')
      expect(new URL(page.url()).protocol).toBe('file:')
      expect(new URL(page.url()).hash).toBe('#there')
      expect(seen).toEqual({ requests: [], complaints: [] })
    })
  })

  it('tells of requests, complaints and what is thrown', async () => {
    const html = `<!doctype html><img src="nowhere.png"><script>console.warn('careful'); throw new Error('no')</script>`
    await withPage({ html }, {}, async (page, seen) => {
      await page.waitForLoadState('load')
      expect(seen.requests.map((url) => url.split('/').at(-1))).toEqual(['nowhere.png'])
      expect(seen.complaints).toEqual(expect.arrayContaining(['careful', 'no']))
    })
  })

  it('opens an address', async () => {
    const server = createServer((_, response) => response.end('<!doctype html><title>Served</title>'))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    try {
      await withPage({ url: `http://127.0.0.1:${port}/` }, {}, async (page) => {
        expect(await page.title()).toBe('Served')
      })
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})
