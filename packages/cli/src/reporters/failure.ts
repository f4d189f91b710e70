import { basename } from 'node:path'
import type { Failure } from '../failures.js'
import { exitCodes, type Printed } from '../io.js'
import type { Format } from './index.js'
import { sarifLog, uriOf } from './sarif-log.js'
import { workflowCommand } from './workflow-command.js'

/** What `--format json` prints when a run could not begin or end. */
export interface JsonFailure {
  readonly version: 1
  readonly ok: false
  readonly error: Omit<Failure, 'stack'>
}

/** How each format tells of a failure. Where stdout is for programs, a person still reads a sentence on stderr. */
export const failureReporters: Readonly<Record<Format, (failure: Failure) => Printed>> = {
  pretty: (failure) => ({ stdout: '', stderr: sentence(failure) }),
  json: (failure) => ({
    stdout: `${JSON.stringify(jsonFailure(failure), undefined, 2)}\n`,
    stderr: sentence(failure),
  }),
  // Both streams are one log there.
  github: ({ message, file, stack }) => ({
    stdout: workflowCommand('error', { ...(file === undefined ? {} : { file }), title: 'botgen' }, message),
    stderr: stack === undefined ? '' : `${stack}\n`,
  }),
  sarif: (failure) => ({
    stdout: sarifLog([], { invocations: [invocationOf(failure)], results: [] }),
    stderr: sentence(failure),
  }),
}

export function jsonFailure({ stack: _, ...error }: Failure): JsonFailure {
  return { version: 1, ok: false, error }
}

function sentence({ kind, message, file, stack }: Failure): string {
  const isNamed = kind !== 'configuration' || file === undefined || message.includes(basename(file))
  return `botgen: ${isNamed ? '' : `${file}: `}${message}\n${stack === undefined ? '' : `${stack}\n`}`
}

function invocationOf({ kind, message, file }: Failure) {
  const notification = {
    level: 'error',
    message: { text: message },
    ...(file === undefined ? {} : { locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }] }),
  }
  const isConfiguration = kind === 'usage' || kind === 'configuration'
  return {
    executionSuccessful: false,
    exitCode: exitCodes.usage,
    [isConfiguration ? 'toolConfigurationNotifications' : 'toolExecutionNotifications']: [notification],
  }
}
