import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { measure } from '../codegen/processes.js'
import { median } from '../lib/compare.js'
import { figure, type Result, result } from '../lib/result.js'
import type { SuiteOptions } from '../suites.js'

/** P6: bytes minified and compressed, without telegraf and reflect-metadata. */
const bytesLimit = 15_000
/** P6: milliseconds beyond telegraf. */
const importLimit = 30

/** P6: what a bot downloads and loads of the runtime. */
export async function size({ isQuick }: SuiteOptions): Promise<readonly Result[]> {
  return [await bytes(), await importing(isQuick ? 11 : 31)]
}

/** A bot with a command, a session and an argument, as bundlers leave it: its bytes, in several ways. */
export async function runtimeBytes(): Promise<Readonly<Record<'minified' | 'gzip' | 'brotli', number>>> {
  const { outputFiles } = await build({
    entryPoints: [program('bot')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: ['telegraf', 'telegraf/*', 'reflect-metadata'],
  })
  const [{ contents }] = outputFiles as [(typeof outputFiles)[0]]
  return {
    minified: contents.length,
    gzip: gzipSync(contents, { level: 9 }).length,
    brotli: brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  }
}

async function bytes(): Promise<Result> {
  const { minified, gzip, brotli } = await runtimeBytes()
  const details = { minified: String(minified), gzip: String(gzip), brotli: String(brotli), of: String(bytesLimit) }
  return result('P6.bytes', { ratio: brotli / bytesLimit, limit: 1 }, details)
}

async function importing(rounds: number): Promise<Result> {
  const beyond: number[] = []
  const bare: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const without = (await measure(import.meta.dirname, [program('telegraf')])).milliseconds
    const withRuntime = (await measure(import.meta.dirname, [program('runtime')])).milliseconds
    bare.push(without)
    beyond.push(withRuntime - without)
  }
  const ratio = median(beyond) / importLimit
  return result(
    'P6.import',
    { ratio, limit: 1 },
    { ms: figure(median(beyond)), of: String(importLimit), telegraf: figure(median(bare)) },
  )
}

function program(name: string): string {
  return fileURLToPath(new URL(`programs/${name}.mjs`, import.meta.url))
}
