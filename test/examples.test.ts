import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mustRun, packPackages, root, temporaryFolder } from './workspace.js'

/** Each example as its reader has it: outside the workspace, with the packed packages. */
const folder = temporaryFolder('examples')
const packages = [
  '@botgen/codegen',
  '@botgen/runtime',
  '@botgen/storage-level',
  '@botgen/storage-redis',
  '@botgen/testing',
  '@botgen/unplugin',
  'botgen',
]
const examples = readdirSync(join(root, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
let tarballs: Readonly<Record<string, string>>

beforeAll(() => {
  tarballs = packPackages(folder.path, packages)
}, 180_000)

afterAll(() => folder.remove())

type Manifest = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The packages are not published: they come from their tarballs, whoever asks for them. */
function withTarballs(manifest: Manifest): object {
  const local = (kind: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(kind).map(([name, range]) => [name, sources[name] ?? range]))
  const sources = Object.fromEntries(Object.entries(tarballs).map(([name, path]) => [name, `file:${path}`]))
  return {
    ...manifest,
    dependencies: local(manifest.dependencies),
    devDependencies: local(manifest.devDependencies),
    overrides: sources,
  }
}

describe.each(examples)('examples/%s', (name) => {
  it('C3 installs, generates, compiles and passes its own test', () => {
    const path = join(folder.path, name)
    const isSource = (file: string): boolean => !/[\\/](?:node_modules|dist)$|generated\.ts$|links\.ts$/.test(file)
    cpSync(join(root, 'examples', name), path, { recursive: true, filter: isSource })
    const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest
    writeFileSync(join(path, 'package.json'), JSON.stringify(withTarballs(manifest)))
    mustRun(path, 'npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'])

    expect(mustRun(path, 'npm', ['test'])).toMatch(/^(?:# pass|\s+Tests\s+)\s?\d+/m)
  }, 300_000)
})
