import picocolors from 'picocolors'
import type { Io, Output } from './io.js'

export type Colours = ReturnType<typeof picocolors.createColors>

/**
 * Colours for one stream: on a terminal that can show them. `--no-color`, `NO_COLOR` and `CI` turn them off,
 * `FORCE_COLOR` turns them on.
 */
export function coloursFor(output: Output, env: Io['env'], wanted: boolean): Colours {
  return picocolors.createColors(wanted && isOn(output, env))
}

function isOn(output: Output, env: Io['env']): boolean {
  if (isSet(env.NO_COLOR)) return false
  if (isSet(env.FORCE_COLOR)) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return output.isTTY === true && !isSet(env.CI) && env.TERM !== 'dumb'
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}
