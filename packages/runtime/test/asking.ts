/** Bots that ask for a name. */
import { text } from '../src/arguments.js'
import { command, type ExpectOptions, input } from '../src/index.js'
import type { RouteLists } from '../src/table/index.js'
import type { TestOptions } from './harness.js'
import { type Heard, type HeardSetup, startHeard } from './table.js'

/** Routes of a bot that asks for a name on /ask, with these options. */
export function asking(options: ExpectOptions = {}, more: (heard: Heard) => RouteLists = () => ({})) {
  return (heard: Heard): RouteLists => ({
    inputs: [
      input(['name'], 'onName', {
        kinds: ['message', 'callback_query'],
        arguments: [text('name')],
        invoke: (update, name) => void heard.calls.push(['name', name, update.pendingInput().payload]),
      }),
    ],
    commands: [
      command(['ask'], 'ask', { invoke: (update) => update.inputs().expect(update.context(), 'name', options) }),
      command(['help'], 'help', { invoke: heard.by('help') }),
    ],
    ...more(heard),
  })
}

/** A bot of these routes, which stops when the test has ended. */
export function startAsking(
  options?: ExpectOptions,
  more?: (heard: Heard) => RouteLists,
  bot?: TestOptions,
): Promise<HeardSetup> {
  return startHeard(asking(options, more), bot)
}

/** Alice says all of it; tells which handlers ran. */
export async function saysAll(setup: HeardSetup, ...words: readonly string[]): Promise<readonly unknown[]> {
  for (const word of words) await setup.says(word)
  return setup.heard.take()
}
