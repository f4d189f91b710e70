import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { handlers, type TempProject, tempProject } from '../../src/testing/projects.js'

export const repository = fileURLToPath(new URL('../../../../', import.meta.url))

/** The command line as it is published. */
export const bin = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

export const table = 'src/botgen.generated.ts'

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts a program; what it prints is collected until it ends. */
export function start(cwd: string, [program, ...argv]: readonly [string, ...string[]]) {
  const child = spawn(program, argv, { cwd, env: { ...process.env, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[code], stdout, stderr]: [unknown[], string, string]): Ended => ({ code: code as number | null, stdout, stderr }),
  )
  return { child, ended }
}

/** Runs `botgen` to its end. */
export async function botgen(cwd: string, ...argv: readonly string[]): Promise<Ended> {
  return start(cwd, [process.execPath, bin, ...argv]).ended
}

/** A project that keeps what a run finds for the next one. */
export function cachingProject(commands: readonly string[]): TempProject {
  const project = tempProject(commands)
  mkdirSync(project.path('node_modules'))
  return project
}

/** The sources of a bot with so many commands in ten files, all of them named after `word`. */
export function sourcesNamed(word: string, size: number): Readonly<Record<string, string>> {
  const files = Array.from({ length: 10 }, (_, file) => {
    const commands = Array.from({ length: size / 10 }, (_, index) => `${word}_${file}_${index}`)
    return [`src/handlers-${file}.ts`, handlers(commands).replace('class Handlers', `class Handlers${file}`)] as const
  })
  return Object.fromEntries(files)
}
