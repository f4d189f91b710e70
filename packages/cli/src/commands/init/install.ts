import { spawn } from 'node:child_process'
import type { InitPlan } from '@botgen/codegen'
import type { Io } from '../../io.js'
import type { CommonOptions } from '../options.js'

/** Has the package manager install, which prints for itself. Returns what went wrong. */
export async function install(
  { folder, packageManager }: InitPlan,
  io: Io,
  { quiet, format }: Pick<CommonOptions, 'quiet' | 'format'>,
): Promise<string | undefined> {
  const isShown = quiet !== true && format === 'pretty'
  if (isShown) io.stdout.write(`${packageManager} install\n`)
  const child = spawn(packageManager, ['install'], {
    cwd: folder,
    stdio: ['ignore', isShown ? 'inherit' : 'ignore', 'inherit'],
    // npm is a script there.
    shell: process.platform === 'win32',
  })
  const advice = `The files are written; run \`${packageManager} install\` in ${folder} when that is mended.`
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'ENOENT' ? 'it is not installed' : error.message
      resolve(`${packageManager} could not be run: ${reason}. ${advice}`)
    })
    child.once('close', (code, signal) => {
      resolve(code === 0 ? undefined : `${packageManager} install ended with ${code ?? signal}. ${advice}`)
    })
  })
}
