/**
 * Bundles what runs in every build of a bot and what every bot loads: to find and load some hundred small modules takes
 * Node.js longer than botgen takes to see that nothing has changed. What a run may not need stays in files of its own.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './workspace.mjs'

const bundled = {
  runtime: ['index', 'arguments', 'inspection', 'links', 'opentelemetry'].map((name) => `src/${name}.ts`),
  codegen: ['src/index.ts', 'src/config/entry.ts'],
  cli: ['src/main.ts', 'src/config.ts'],
}

for (const [name, entryPoints] of Object.entries(bundled)) {
  const folder = join(root, 'packages', name)
  // The names of parts change with what is in them.
  for (const file of readdirSync(join(folder, 'dist'))) {
    if (file.endsWith('.js')) rmSync(join(folder, 'dist', file))
  }
  await build({
    absWorkingDir: folder,
    entryPoints,
    outbase: 'src',
    outdir: 'dist',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'warning',
  })
}

await bundlePage('codegen/src/graph-page/browser', ['main.ts', 'style/index.css'], 'codegen/dist/graph-page')
await bundlePage('inspector/src/browser', ['main.ts', 'style.css'], 'inspector/dist')

/** The code and the styles of a page, as one file that is read when the page is first asked for. */
async function bundlePage(source, entryPoints, target) {
  const { outputFiles } = await build({
    absWorkingDir: join(root, 'packages', source),
    entryPoints,
    outdir: 'out',
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    // Browsers of 2024: the first ones with light-dark().
    target: ['chrome123', 'firefox125', 'safari17.5'],
    charset: 'utf8',
    logLevel: 'warning',
  })
  const [script, style] = ['.js', '.css'].map((end) => outputFiles.find(({ path }) => path.endsWith(end)).text)
  const folder = join(root, 'packages', target)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'page.json'), JSON.stringify({ script, style }))
}
