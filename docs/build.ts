/** `pnpm run docs`: the site, in docs/.vitepress/dist. It reads sources only; nothing comes over the network. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const docs = dirname(fileURLToPath(import.meta.url))
const root = dirname(docs)
const require = createRequire(import.meta.url)

/** Pages that are made from other files of the repository, and not kept in it. */
const made = ['api', 'packages', 'examples']

for (const folder of made) rmSync(join(docs, folder), { recursive: true, force: true })
writePackagePages()
writeExamplePages()
run(join(dirname(require.resolve('typedoc/package.json')), 'bin/typedoc'), '--logLevel', 'Warn')
run(join(dirname(require.resolve('vitepress/package.json')), 'bin/vitepress.js'), 'build')

function run(program: string, ...args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [program, ...args], { cwd: docs, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

function writePage(path: string, source: string, text: string): void {
  mkdirSync(dirname(join(docs, path)), { recursive: true })
  writeFileSync(join(docs, path), `---\nsource: ${source}\n---\n\n${text}`)
}

/** What packages say of themselves. */
function writePackagePages(): void {
  for (const name of readdirSync(join(root, 'packages'))) {
    const source = `packages/${name}/README.md`
    const text = textOf(source)
    if (text !== undefined) writePage(`packages/${name}.md`, source, text)
  }
}

/** The fixtures: each bot's sources and the conversation that tests play with it. */
function writeExamplePages(): void {
  for (const { name } of readdirSync(join(root, 'fixtures'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )) {
    const files = ['src', 'test'].flatMap((part) => sourcesIn(`fixtures/${name}/${part}`))
    const blocks = files.map(
      (file) => `## ${file.slice(`fixtures/${name}/`.length)}\n\n\`\`\`\`ts\n${textOf(file) ?? ''}\`\`\`\`\n`,
    )
    const title = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`
    const intro = `A bot of the repository's tests: \`fixtures/${name}\`. Its conversation is played with the in-process Bot API server.`
    writePage(`examples/${name}.md`, `fixtures/${name}/README.md`, [`# ${title}`, intro, ...blocks].join('\n\n'))
  }
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .toSorted()
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(join(root, file), 'utf8')
  } catch {
    return undefined
  }
}
