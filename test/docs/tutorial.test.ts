import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BotApiServer } from '@botgen/testing'
import { mustRun, temporaryFolder } from '../workspace.js'
import { type Block, blocksOf } from './markdown.js'
import { namedFile } from './module.js'
import { type Registry, startRegistry } from './registry.js'

const page = 'docs/tutorial.md'
/** What needs Telegram, root or a container is left to the reader's hands. */
const isByHand = ({ comment }: Block): boolean => comment?.text.trim() === 'by hand'
const isShell = (block: Block): boolean => block.language === 'sh' && !isByHand(block)

const folder = temporaryFolder('tutorial')
/** Where the reader's shell stands: blocks may change it. */
let here = folder.path
let registry: Registry

/** A cache of its own: npx keeps what it installed by name and version, and the packages have the same ones in each run. */
const cache = join(folder.path, 'npm')

/** What was fetched before is taken from where npm keeps it, by its content. */
function shareFetched(): void {
  const shared = /^\/.+$/m.exec(mustRun(folder.path, 'npm', ['config', 'get', 'cache']))?.[0]
  mkdirSync(join(shared ?? cache, '_cacache'), { recursive: true })
  mkdirSync(cache, { recursive: true })
  if (shared !== undefined) symlinkSync(join(shared, '_cacache'), join(cache, '_cacache'), 'dir')
}

/**
 * Runs a block as the reader pastes it. The registry answers meanwhile, so nothing here may block.
 *
 * @throws Error with what it printed, unless it ended well
 */
function shell(script: string): Promise<void> {
  // What the program that runs this test is told of npm, node and CI is not what a reader's shell holds.
  const isForeign = (name: string): boolean => /^(?:npm_|pnpm_|node_|ci$|jest_)/i.test(name)
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isForeign(name)))
  const place = join(folder.path, 'here')
  const child = spawn('bash', ['-e', '-c', `${script}\npwd > '${place}'`], {
    cwd: here,
    env: {
      ...env,
      NO_COLOR: '1',
      npm_config_registry: registry.url,
      npm_config_cache: cache,
      npm_config_audit: 'false',
      npm_config_yes: 'true',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  return new Promise((resolve, reject) => {
    child.once('close', (status) => {
      if (status !== 0) return reject(new Error(`${script}ended with ${status}:\n${output.slice(-4000)}`))
      here = readFileSync(place, 'utf8').trim()
      resolve()
    })
  })
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(here, path)), { recursive: true })
  writeFileSync(join(here, path), text)
}

beforeAll(async () => {
  shareFetched()
  registry = await startRegistry(folder.path, [
    'botgen',
    '@botgen/codegen',
    '@botgen/runtime',
    '@botgen/testing',
    '@botgen/storage-level',
  ])
}, 180_000)

afterAll(async () => {
  await registry.close()
  folder.remove()
})

describe('the tutorial', () => {
  it.each(blocksOf(page).filter((block) => isShell(block) || namedFile(block) !== undefined))(
    'T5 line $line works',
    async (block) => {
      const file = namedFile(block)
      if (file !== undefined) return write(file, block.code.slice(block.code.indexOf('\n') + 1))

      await expect(shell(block.code)).resolves.toBeUndefined()
    },
    300_000,
  )

  it('T5 ends with a bot that takes an order, also over a restart', async () => {
    const main = readFileSync(join(here, 'src/main.ts'), 'utf8')
    // The one change: it runs against the test's own server.
    const telegraf = 'new Telegraf(process.env.BOT_TOKEN!, { telegram: { apiRoot: process.env.API_ROOT! } })'
    const patched = main.replace('new Telegraf(process.env.BOT_TOKEN!)', telegraf)
    expect(patched).not.toBe(main)
    write('src/main.ts', patched)
    await shell('npx tsc')
    const server = await BotApiServer.start()
    try {
      const alice = server.user({ firstName: 'Alice' })
      const chat = server.privateChat(alice)
      const settled = () => server.settled({ within: 20_000 })

      await whileRunning(server, async () => {
        alice.sends(chat, '/order')
        await settled()
        const question = chat.history().at(-1)
        if (question === undefined) throw new Error('The bot asked nothing.')
        alice.presses(question, 'Pizza')
        await settled()
      })
      await whileRunning(server, async () => {
        alice.sends(chat, 'Market Square 3')
        await settled()
      })

      expect(chat.history().map(({ text }) => text)).toEqual(['One Pizza, to Market Square 3. On its way!'])
    } finally {
      await server.stop()
    }
  }, 120_000)
})

/** Runs the bot for the time of some steps; it must end well, and print no problem. */
async function whileRunning({ token, apiRoot }: BotApiServer, steps: () => Promise<void>): Promise<void> {
  const env = { ...process.env, BOT_TOKEN: token, API_ROOT: apiRoot }
  const child = spawn(process.execPath, ['dist/main.js'], { cwd: here, env })
  let output = ''
  child.stderr.on('data', (chunk) => (output += String(chunk)))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  try {
    await Promise.race([steps(), ended.then(() => Promise.reject(new Error(output)))])
  } finally {
    child.kill('SIGTERM')
  }
  expect({ status: await ended, output }).toEqual({ status: 0, output: '' })
}
