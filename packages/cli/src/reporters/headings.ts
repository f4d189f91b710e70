import { type BotDescription, printable } from '@botgen/codegen'
import type { Colours } from '../colours.js'

/** What stands above all that is told of one of several bots; nothing for the only one. */
export function botHeading({ name }: Pick<BotDescription, 'name'>, colours: Colours): string {
  return name === undefined ? '' : `${colours.bold(colours.underline(`Bot ${printable(name)}`))}\n\n`
}
