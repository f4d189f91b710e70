/** `pnpm build`: builds all packages. */
import { build } from './workspace.mjs'

build()
