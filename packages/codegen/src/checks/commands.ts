import { type Diagnostic, errorAt } from '../diagnostics/index.js'
import type { CommandDecorator, Located } from '../model.js'

const maxName = 32
const maxDescription = 256

/** Telegram's rules for a command's name and its line in the menu. */
export function checkCommand(decorator: CommandDecorator): readonly Diagnostic[] {
  const { names, description, locales } = decorator
  return [
    ...names.value.flatMap(checkName),
    ...(description === undefined ? [] : checkDescription(description)),
    ...(locales?.value ?? []).flatMap((locale) => [
      ...checkLanguage(locale.language),
      ...checkDescription(locale.description),
    ]),
    ...checkMenu(decorator),
  ]
}

/** A menu shows descriptions. */
function checkMenu({ description, menu, locales }: CommandDecorator): readonly Diagnostic[] {
  if (description !== undefined) return []
  const [said, what] = menu !== undefined && menu.value.length > 0 ? [menu, '`menu`'] : [locales, '`locales`']
  if (said === undefined) return []
  const message = `${what} is for a command's line in the menu, and this one has no description; add \`description\`, or remove ${what}.`
  return [errorAt('BG1304', said.place, message)]
}

function checkLanguage({ value, place }: Located<string>): readonly Diagnostic[] {
  if (/^[a-z]{2}$/.test(value)) return []
  const near = /^([a-z]{2})(?:[-_].*)?$/i.exec(value)?.[1]?.toLowerCase()
  const advice = near === undefined ? "write 'de' or 'fr', for example" : `write '${near}'`
  const message = `${JSON.stringify(value)} is no language that Telegram takes: a two-letter ISO 639-1 code; ${advice}.`
  return [errorAt('BG1305', place, message)]
}

function checkName({ value, place }: Located<string>): readonly Diagnostic[] {
  if (/^[a-z0-9_]{1,32}$/.test(value)) return []
  return [errorAt('BG1302', place, faultOf(value), { help: 'Telegram takes 1 to 32 of a–z, 0–9 and _.' })]
}

function faultOf(name: string): string {
  const shown = JSON.stringify(name)
  if (name === '') return 'The command has no name; write 1 to 32 letters, digits or underscores.'
  if (name.length > maxName) return `Command ${shown} has ${name.length} characters; shorten it to ${maxName}.`
  const lower = name.toLowerCase()
  if (/^[a-z0-9_]+$/.test(lower)) return `Command ${shown} has upper-case letters; write '${lower}'.`
  const cleaned = lower.replace(/[^a-z0-9_]+/g, '_').replace(/^_+|_+$/g, '')
  const advice = cleaned === '' ? 'use a–z, 0–9 and _ only' : `write '${cleaned}', for example`
  return `Command ${shown} has characters that Telegram does not take; ${advice}.`
}

function checkDescription({ value, place }: Located<string>): readonly Diagnostic[] {
  if (value.trim() === '') {
    return [errorAt('BG1304', place, 'The description is empty; write what the command does, or leave it out.')]
  }
  const length = Array.from(value).length
  if (length <= maxDescription) return []
  const message = `The description has ${length} characters; Telegram's menu takes at most ${maxDescription}, so shorten it.`
  return [errorAt('BG1304', place, message)]
}
