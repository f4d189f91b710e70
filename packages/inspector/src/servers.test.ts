/** The registrations that the documentation shows. */
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import express from 'express'
// @ts-expect-error -- it has no types under this name; those of Express 5 hold for what is used here
import express4 from 'express-4'
import fastify from 'fastify'
import { sessionInspector } from './index.js'
import { authenticate, serve, startBot, stopAll } from './testing/mounted.js'

const cleanUp: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step()
  await stopAll()
})

interface Served {
  readonly origin: string
  readonly chatId: number
  readonly isOpen: () => boolean
}

/** Looks at the page, lists the session and closes it, as the page does. */
async function expectWorking({ origin, chatId, isOpen }: Served, mountedAt: string): Promise<void> {
  const ask = (
    path: string,
    init: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Response> =>
    fetch(`${origin}${mountedAt}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { 'x-user': 'ops', ...init.headers },
    })
  const bare = await ask('')
  expect(bare.status).toBe(308)
  expect(new URL(bare.headers.get('location') ?? '', `${origin}${mountedAt}`).pathname).toBe(`${mountedAt}/`)
  expect((await fetch(`${origin}${mountedAt}/`)).status).toBe(401)
  expect((await ask('/')).headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect((await ask('/nothing')).status).toBe(404)
  const { token } = (await (await ask('/api/status')).json()) as { token: string }
  const { sessions } = (await (await ask('/api/sessions?search=')).json()) as {
    sessions: { id: string; chatId: number }[]
  }
  expect(sessions).toMatchObject([{ chatId }])
  const headers = { 'sec-fetch-site': 'same-origin', 'x-inspector-token': token }
  const closed = await ask(`/api/sessions/${sessions[0]?.id}/close`, { method: 'POST', headers })
  expect([closed.status, isOpen()]).toEqual([200, false])
  expect(closed.headers.get('cache-control')).toBe('no-store')
}

async function startWithSession() {
  const { bot, chat } = await startBot()
  const session = bot.sessions.get({ chatId: chat.id })
  return { bot, chatId: chat.id, isOpen: () => session.isOpen }
}

describe('an inspector', () => {
  it.each([
    ['5', express],
    ['4', express4 as unknown as typeof express],
  ])('is a middleware of Express %s under a path', async (_version, make) => {
    const { bot, ...session } = await startWithSession()
    const app = make()
    app.use(make.json())
    app.use('/ops/inspector', sessionInspector(bot, { authenticate, allowClear: true }))
    app.get('/', (_request, response) => void response.send('the rest of the application'))
    const { origin } = await serve(app)
    await expectWorking({ origin, ...session }, '/ops/inspector')
    expect(await (await fetch(`${origin}/`)).text()).toBe('the rest of the application')
  })

  it('is a router of Express at the root of a router', async () => {
    const { bot, ...session } = await startWithSession()
    const router = express.Router()
    router.use(sessionInspector(bot, { authenticate, allowClear: true }))
    const app = express()
    app.use('/inspector', router)
    const { origin } = await serve(app)
    await expectWorking({ origin, ...session }, '/inspector')
  })

  it('is registered with Fastify', async () => {
    const { bot, ...session } = await startWithSession()
    const app = fastify()
    const inspector = sessionInspector(bot, { authenticate, allowClear: true, basePath: '/inspector' })
    for (const url of ['/inspector', '/inspector/*']) {
      app.all(url, (request, reply) => {
        reply.hijack()
        inspector(request.raw, reply.raw)
      })
    }
    app.get('/', () => 'the rest of the application')
    await app.listen({ host: '127.0.0.1', port: 0 })
    cleanUp.push(() => app.close())
    const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
    await expectWorking({ origin, ...session }, '/inspector')
    expect(await (await fetch(`${origin}/`)).text()).toBe('the rest of the application')
  })

  it("shares Node's own server with a webhook", async () => {
    const { bot, ...session } = await startWithSession()
    const inspector = sessionInspector(bot, { authenticate, allowClear: true, basePath: '/inspector' })
    const { origin } = await serve((request, response) => {
      if (request.url?.startsWith('/inspector')) inspector(request, response)
      else response.end('the webhook')
    })
    await expectWorking({ origin, ...session }, '/inspector')
    expect(await (await fetch(`${origin}/hook`)).text()).toBe('the webhook')
  })
})
