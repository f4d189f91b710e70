import { run } from '../run.js'
import type { TempProject } from './projects.js'

/** What a run of the command line sees beside its words. */
export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>
  readonly isTTY?: boolean
  readonly columns?: number
}

/** Runs the command line in a project, and keeps what it prints. */
export async function botgen(
  { root }: Pick<TempProject, 'root'>,
  argv: readonly string[],
  { env = {}, ...terminal }: Surroundings = {},
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  let stdout = ''
  let stderr = ''
  const code = await run(argv, {
    cwd: root,
    env,
    stdout: { ...terminal, write: (text) => (stdout += text) },
    stderr: { ...terminal, write: (text) => (stderr += text) },
  })
  return { code, stdout, stderr }
}
