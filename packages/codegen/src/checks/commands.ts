import { type Diagnostic, errorAt } from '../diagnostics/index.js'
import type { Bot, CommandDecorator, HandlerClass, Located } from '../model.js'

const maxName = 32
const maxDescription = 256

/** Telegram's rules for a command's name and its line in the menu. */
export function checkCommand({ names, description }: CommandDecorator): readonly Diagnostic[] {
  return [...names.value.flatMap(checkName), ...(description === undefined ? [] : checkDescription(description))]
}

/** One command has one handler. Names are compared as the runtime does: without regard to case. */
export function checkDuplicates(bot: Bot): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const first = new Map<string, { readonly name: Located<string>; readonly handler: string }>()
  for (const { name, handler } of bot.classes.flatMap(namesOf)) {
    const key = name.value.toLowerCase()
    if (key === '') continue
    const other = first.get(key)
    if (other === undefined) {
      first.set(key, { name, handler })
    } else {
      const message =
        other.handler === handler
          ? `Command /${key} is named twice on \`${handler}\`; remove one.`
          : `Command /${key} of \`${handler}\` is already taken by \`${other.handler}\`; rename or remove one of them.`
      const related = [{ message: `/${key} is first declared here.`, place: other.name.place }]
      found.push(errorAt('BG1301', name.place, message, { related }))
    }
  }
  return found
}

function namesOf(handlers: HandlerClass): readonly { readonly name: Located<string>; readonly handler: string }[] {
  return handlers.handlers.flatMap(({ decorator, method }) => {
    if (decorator.kind !== 'command') return []
    return decorator.names.value.map((name) => ({ name, handler: `${handlers.name ?? 'class'}.${method.name.text}` }))
  })
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
