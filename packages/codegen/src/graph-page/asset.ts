import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The page's code and styles, as the build leaves them. */
export interface PageAsset {
  readonly script: string
  readonly style: string
}

/** From the package's folder. */
const assetFile = 'dist/graph-page/page.json'

let known: PageAsset | undefined

/** Read when a page is first asked for: whoever only generates does not pay for it. */
export function readAsset(): PageAsset {
  known ??= JSON.parse(readFileSync(join(packageRoot(), assetFile), 'utf8')) as PageAsset
  return known
}

function packageRoot(folder = dirname(fileURLToPath(import.meta.url))): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder))
}
