import { type Problem, showPlace } from './problems.js'

/** The name of the plugin wherever a bundler shows it. */
export const pluginName = 'botgen'

/** All of a problem but its own place, which bundlers show in their own way. */
export function fullMessage({ message, help, related }: Problem, folder: string): string {
  return [
    message,
    ...(help === undefined ? [] : [`help: ${help}`]),
    ...related.map((other) => `${showPlace(other.place, folder)} ${other.message}`),
  ].join('\n')
}

/** The message with its place before it, for where a bundler shows none. */
export function placedMessage(problem: Problem, folder: string): string {
  const message = fullMessage(problem, folder)
  return problem.place === undefined ? message : `${showPlace(problem.place, folder)} ${message}`
}
