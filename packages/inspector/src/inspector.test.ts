import { connect } from 'node:net'
import { once } from 'node:events'
import { Telegraf } from 'telegraf'
import type { BotOf } from '@botgen/runtime'
import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { basicAuthentication, sessionInspector, type SessionInspectorOptions } from './index.js'
import { authenticate, mount, serve, startBot, stopAll } from './testing/mounted.js'

afterEach(stopAll)

const paths = ['', 'api/status', 'api/sessions', 'api/sessions/Yw', 'api/nothing', 'elsewhere', '%']

describe('who may look', () => {
  it('is told nothing, whatever is asked for, unless authenticate says true', async () => {
    const { get, errors } = await mount({ allowClear: true })
    for (const path of paths) {
      const response = await get(path, {})
      expect([path, response.status, await response.text()]).toEqual([path, 401, '{"error":"Not authenticated."}'])
    }
    expect(errors).toEqual([])
  })

  it.each([
    ['a promise of false', () => Promise.resolve(false)],
    ['what is not a boolean', () => ({ name: 'ops' }) as never],
    ['a promise of what is not a boolean', () => Promise.resolve(1) as never],
  ])('is refused by %s', async (_name, wrong) => {
    const { get } = await mount({ authenticate: wrong })
    expect((await get('api/status')).status).toBe(401)
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('secret of the database')
      },
    ],
    ['rejects', () => Promise.reject(new Error('secret of the database'))],
  ])('is told nothing of an authenticate that %s, which onError hears of', async (_name, fails) => {
    const { get, errors } = await mount({ authenticate: fails })
    const response = await get('api/status')
    expect([response.status, await response.json()]).toEqual([500, { error: 'The inspector failed.' }])
    expect(errors).toEqual([new Error('secret of the database')])
  })

  it('does not take the bot with it when onError fails, too', async () => {
    const printed = jest.spyOn(console, 'error').mockImplementation(() => {})
    const { get } = await mount({
      authenticate: () => Promise.reject(new Error('no')),
      onError: () => {
        throw new Error('neither')
      },
    })
    expect((await get('api/status')).status).toBe(500)
    expect((await get('api/status')).status).toBe(500)
    expect(printed.mock.calls).toEqual([
      ['botgen inspector:', new Error('neither')],
      ['botgen inspector:', new Error('neither')],
    ])
    printed.mockRestore()
  })

  it('is asked for a password where there is a challenge', async () => {
    const { get } = await mount(basicAuthentication('ops', 'pa:ss'))
    const without = await get('api/status', {})
    expect([without.status, without.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Basic /)])
    const with_ = (text: string): Promise<number> =>
      get('api/status', { authorization: `Basic ${Buffer.from(text).toString('base64')}` }).then(({ status }) => status)
    expect(await with_('ops:pa:ss')).toBe(200)
    expect(await with_('ops:pa')).toBe(401)
    expect(await with_('ops:')).toBe(401)
    expect(await with_('Ops:pa:ss')).toBe(401)
    expect((await get('api/status', { authorization: 'Bearer ops:pa:ss' })).status).toBe(401)
  })

  it('is not let in by an empty password', () => {
    expect(() => basicAuthentication('ops', '')).toThrow(RangeError)
    expect(() => basicAuthentication('ops', undefined as unknown as string)).toThrow(RangeError)
    expect(() => basicAuthentication('o:ps', 'x')).toThrow(RangeError)
  })
})

describe('an inspector that cannot be', () => {
  it('refuses to start without authenticate', async () => {
    const { bot } = await startBot()
    expect(() => sessionInspector(bot, {} as SessionInspectorOptions)).toThrow('authenticate')
    expect(() => (sessionInspector as (bot: BotOf) => unknown)(bot)).toThrow('authenticate')
  })

  it('refuses a base path that is none', async () => {
    const { bot } = await startBot()
    for (const basePath of ['inspector', '/inspector/', '/', '/a?b'])
      expect(() => sessionInspector(bot, { authenticate, basePath })).toThrow(RangeError)
  })

  it('refuses a bot without a dispatch table', () => {
    const plain: unknown = new Telegraf('1:a')
    expect(() => sessionInspector(plain as BotOf, { authenticate })).toThrow('dispatch table')
  })
})

describe('every answer', () => {
  it.each(paths)('has the same strict headers: %s', async (path) => {
    const { get } = await mount()
    for (const response of [await get(path), await get(path, {})]) {
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'/),
      })
      expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe|\*/)
    }
  })

  it('is JSON that says so where there is nothing', async () => {
    const { get } = await mount()
    for (const path of ['elsewhere', 'api', 'api/', 'api/nothing', 'api/status/more', 'api/sessions/Yw/a/b', '%']) {
      const response = await get(path)
      expect([path, response.status]).toEqual([path, 404])
      expect(await response.json()).toEqual({ error: expect.any(String) })
    }
  })

  it('names the method that is right', async () => {
    const { post, get, url } = await mount({ allowClear: true })
    const posted = await post('api/status')
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    const got = await get('api/sessions/Yw/clear')
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST'])
    const head = await fetch(url, { method: 'HEAD', headers: { 'x-user': 'ops' } })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it('goes to nobody where the request is gone', async () => {
    let left = (): void => {}
    const gone = new Promise<void>((resolve) => (left = resolve))
    const { url, errors, get } = await mount({
      authenticate: (request) => {
        if (request.url === '/api/status') return true
        return gone.then(() => true)
      },
    })
    const { port } = new URL(url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write('GET /api/sessions HTTP/1.1\r\nHost: x\r\n\r\n')
    await once(socket, 'connect')
    socket.destroy()
    await once(socket, 'close')
    left()
    expect((await get('api/status')).status).toBe(200)
    expect(errors).toEqual([])
  })
})

describe('the page', () => {
  it('is asked for with a slash at the end of its path', async () => {
    const { bot } = await startBot()
    const { origin } = await serve(sessionInspector(bot, { authenticate, basePath: '/ops/inspector' }))
    const ask = (path: string): Promise<Response> =>
      fetch(`${origin}${path}`, { headers: { 'x-user': 'ops' }, redirect: 'manual' })
    const bare = await ask('/ops/inspector')
    expect([bare.status, new URL(bare.headers.get('location') ?? '', `${origin}/ops/inspector`).pathname]).toEqual([
      308,
      '/ops/inspector/',
    ])
    expect((await ask('/ops/inspector/api/status')).status).toBe(200)
    expect((await ask('/ops/inspectors')).status).toBe(404)
    expect((await ask('/')).status).toBe(404)
  })
})
