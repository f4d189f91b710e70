import { createHash } from 'node:crypto'
import { readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { defineConfig } from './define.js'
import { scriptError } from './script-error.js'

/** What a configuration script exports by default, and the files that decided it. */
export interface LoadedScript {
  readonly exported: { readonly value: unknown } | undefined
  /** The script and the project's own modules that it imports, absolute. */
  readonly files: readonly string[]
}

const importsOwnModule = /\b(?:from|import|require)\s*\(?\s*['"`](?:\.{1,2}(?:\/|['"`])|#)/

const require = createRequire(import.meta.url)

/**
 * Runs a configuration script as it is now, also when it or a module that it imports has changed since the last time.
 *
 * Node itself runs JavaScript that stands alone: it is fresh under an address with its content's hash. Whatever imports
 * modules of the project is left to jiti, as TypeScript is: Node would hand out the modules that it has once loaded.
 *
 * @throws ConfigError that says where it fails
 */
export async function loadScript(file: string): Promise<LoadedScript> {
  const text = readFileSync(file, 'utf8')
  if (!/\.[cm]?js$/.test(file) || importsOwnModule.test(text)) return await transpiled(file, text)
  try {
    // Node keeps a CommonJS module by its path, whatever its address.
    Reflect.deleteProperty(require.cache, realpathSync(file))
    const version = createHash('sha256').update(text).digest('hex')
    const module: unknown = await import(`${pathToFileURL(file).href}?${version}`)
    return { exported: defaultOf(module), files: [file] }
  } catch (cause) {
    // Node keeps the place of a syntax error to itself; jiti names it.
    if (nameOf(cause) === 'SyntaxError') return await transpiled(file, text)
    throw scriptError(cause, file, [file])
  }
}

async function transpiled(file: string, text: string): Promise<LoadedScript> {
  const { createJiti } = await import('jiti')
  // Nothing is kept, on disk or in memory.
  const options = { fsCache: false, moduleCache: false }
  const compiler = createJiti(file, options)
  const seen = new Set([file])
  const jiti = createJiti(file, {
    ...options,
    transform: (module) => {
      if (module.filename !== undefined) seen.add(resolve(module.filename))
      return { code: compiler.transform(module) }
    },
    virtualModules: { 'botgen/config': { defineConfig }, '@botgen/codegen/config': { defineConfig } },
    nativeModules: ['@botgen/codegen'],
  })
  const evaluate = (async: boolean): unknown => jiti.evalModule(text, { filename: file, forceTranspile: true, async })
  const before = new Set(Object.keys(require.cache))
  try {
    let module: unknown
    try {
      // Run synchronously jiti translates every module; otherwise Node imports the ES modules, and keeps them.
      module = evaluate(false)
    } catch (cause) {
      // Code with an `await` of its own has to wait.
      if (nameOf(cause) !== 'SyntaxError') throw cause
      module = await evaluate(true)
    }
    for (const path of forget(before)) seen.add(path)
    return { exported: defaultOf(module), files: [...seen] }
  } catch (cause) {
    for (const path of forget(before)) seen.add(path)
    throw scriptError(cause, file, [...seen])
  }
}

/** Has Node drop the CommonJS and JSON modules of the project that it took in meanwhile, so that they are read again. */
function forget(before: ReadonlySet<string>): readonly string[] {
  const own = Object.keys(require.cache).filter(
    (path) => !before.has(path) && !path.includes(`${sep}node_modules${sep}`),
  )
  for (const path of own) Reflect.deleteProperty(require.cache, path)
  return own
}

/** The default export, or what a CommonJS module exports. */
function defaultOf(module: unknown): LoadedScript['exported'] {
  if (typeof module !== 'object' || module === null) return { value: module }
  if ('default' in module) return { value: module.default }
  const isEsModule = Object.hasOwn(module, '__esModule') || Symbol.toStringTag in module
  return isEsModule ? undefined : { value: module }
}

function nameOf(cause: unknown): string | undefined {
  return typeof cause === 'object' && cause !== null && 'name' in cause ? String(cause.name) : undefined
}
