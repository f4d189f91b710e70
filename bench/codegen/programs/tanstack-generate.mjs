/** TanStack's generator as its own command line calls it. */
import { Generator, getConfig } from '@tanstack/router-generator'

const root = process.cwd()
await new Generator({ config: getConfig({ disableLogging: true }, root), root }).run()
