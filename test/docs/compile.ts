import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Diagnostic, generate } from '@botgen/codegen'
import ts from 'typescript'
import { root } from '../workspace.js'
import { type Module, sourceOf } from './module.js'
import type { Project } from './projects.js'

/** What is wrong with a line of a page. */
export interface Problem {
  readonly page: string
  readonly line: number
  readonly message: string
}

/** A project as it lies in a folder, with what botgen wrote into it. */
export interface Written {
  readonly project: Project
  readonly folder: string
  readonly modules: ReadonlyMap<string, Module>
  /** The generated modules' texts. */
  readonly generated: readonly string[]
  readonly problems: readonly Problem[]
}

const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  strict: true,
  experimentalDecorators: true,
  isolatedModules: true,
} as const

/** A folder where the packages can be imported as after `npm install`. */
export function installPackages(folder: string): void {
  const linked = new Map<string, string>()
  const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name))
  // What a package alone depends on, its readme imports as well. Where versions differ, the root's counts.
  for (const owner of [...packages, root]) {
    const modules = join(owner, 'node_modules')
    if (existsSync(modules)) for (const name of namesIn(modules)) linked.set(name, join(modules, name))
  }
  for (const path of packages) {
    const { name } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as { readonly name: string }
    linked.set(name, path)
  }
  for (const [name, target] of linked) {
    const path = join(folder, 'node_modules', name)
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(target, path, 'junction')
  }
}

function namesIn(modules: string): readonly string[] {
  const names = readdirSync(modules).filter((name) => !name.startsWith('.'))
  return names.flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((part) => `${name}/${part}`) : [name],
  )
}

/** Writes a project's files, has botgen generate where the page relies on that, and writes the fragments. */
export async function writeProject(project: Project, folder: string): Promise<Written> {
  const modules = new Map<string, Module>()
  const write = (module: Module): void => {
    const path = join(folder, module.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, sourceOf(module))
    if (/\.[cm]?ts$/.test(path)) modules.set(path, module)
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }))
  for (const module of project.files.values()) write(module)
  const { generated, problems } = await generateIn(project, folder)
  for (const module of project.fragments) write(module)
  return { project, folder, modules, generated, problems }
}

async function generateIn(project: Project, cwd: string): Promise<Pick<Written, 'generated' | 'problems'>> {
  const sources = [...project.files.values(), ...project.fragments].map(sourceOf)
  if (project.generated.length === 0 && !sources.some((text) => /botgen\.(?:generated|links)\.js'/.test(text)))
    return { generated: [], problems: [] }
  const { diagnostics, files } = await generate({ cwd, project: cwd })
  const generated = files.map(({ path }) => readFileSync(path, 'utf8'))
  // A page may show what botgen warns of, such as a session that a later step closes.
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  return { generated, problems: errors.map((diagnostic) => problemOf(diagnostic, project)) }
}

function problemOf({ code, message, file, start }: Diagnostic, { page, files }: Project): Problem {
  const module = files.get(file)
  const line = module?.lines[(start?.line ?? 1) - 1]?.line ?? 1
  return { page: module?.page ?? page, line, message: `${code}: ${message}` }
}

/** Type-checks all modules of all projects in one program; the problems are in lines of the pages. */
export function compile(written: readonly Written[]): readonly Problem[] {
  const modules = new Map(written.flatMap((project) => [...project.modules]))
  const program = ts.createProgram([...modules.keys()], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    strict: compilerOptions.strict,
    experimentalDecorators: compilerOptions.experimentalDecorators,
    isolatedModules: compilerOptions.isolatedModules,
    skipLibCheck: true,
    noEmit: true,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  })
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText, code }) => {
    const message = `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
    if (file === undefined) return { page: 'the compiler options', line: 1, message }
    const module = modules.get(file.fileName)
    const at = file.getLineAndCharacterOfPosition(start ?? 0).line
    if (module !== undefined) return { page: module.page, line: module.lines.at(at)?.line ?? 1, message }
    // A generated module, whose errors are those of what it is generated from.
    const owner = written.find(({ folder }) => file.fileName.startsWith(`${folder}/`))
    return { page: owner?.project.page ?? file.fileName, line: 1, message: `${file.fileName}:${at + 1}: ${message}` }
  })
}
