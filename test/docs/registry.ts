import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { mustRun, packPackages, root } from '../workspace.js'

export interface Registry {
  readonly url: string
  readonly close: () => Promise<void>
}

/**
 * A registry that has the workspace's packages as they would be published, and sends for all others to the registry that
 * npm is set to: what a user types is run as it is.
 *
 * @param folder - where the tarballs go
 */
export async function startRegistry(folder: string, names: readonly string[]): Promise<Registry> {
  const tarballs = packPackages(folder, names)
  // npm may warn of something beside the answer.
  const upstream = /^https?:\S*[^/\s]/m.exec(mustRun(folder, 'npm', ['config', 'get', 'registry']))?.[0] ?? ''
  const files = new Map(Object.values(tarballs).map((path) => [basename(path), path]))
  const server = createServer(({ url = '' }, response) => {
    const name = decodeURIComponent(url.slice(1))
    const tarball = tarballs[name]
    const file = files.get(basename(url))
    if (tarball !== undefined) sendJson(response, packument(name, tarball, urlOf(server.address())))
    else if (file !== undefined) response.end(readFileSync(file))
    else response.writeHead(302, { location: `${upstream}${url}` }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: urlOf(server.address()),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function urlOf(address: AddressInfo | string | null): string {
  return `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/`
}

/** What a registry says of a package with one version. */
function packument(name: string, tarball: string, url: string): object {
  const manifest = JSON.parse(mustRun(root, 'tar', ['-xzOf', tarball, 'package/package.json'])) as { version: string }
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
  const dist = { tarball: `${url}${join('-', basename(tarball))}`, integrity }
  const { version } = manifest
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } }
}

function sendJson(response: ServerResponse, value: object): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
}
