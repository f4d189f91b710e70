import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The page's code and styles, as the build leaves them. */
export interface PageAsset {
  readonly script: string
  readonly style: string
}

/** From the package's folder. */
const assetFile = 'dist/page.json'

let known: PageAsset | undefined

/** Read when the page is first asked for. @throws Error where the file is not beside the package's code */
export function readAsset(): PageAsset {
  known ??= JSON.parse(readFileSync(join(packageRoot(), assetFile), 'utf8')) as PageAsset
  return known
}

function packageRoot(folder = dirname(fileURLToPath(import.meta.url))): string {
  const parent = dirname(folder)
  if (existsSync(join(folder, 'package.json'))) return folder
  if (parent !== folder) return packageRoot(parent)
  throw new Error(
    `There is no ${assetFile} beside the code of @botgen/inspector: leave the package out of your bundle.`,
  )
}
