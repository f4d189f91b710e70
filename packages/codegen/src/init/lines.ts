import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InitStep } from './contract.js'

/** What must not be committed, and what must be set. */
export function planLines(folder: string): InitStep[] {
  return [
    ...withLines(folder, '.gitignore', ['node_modules/', 'dist/', '.env'], (line) => line.replace(/^\/|\/$/g, '')),
    ...withLines(folder, '.env.example', ['BOT_TOKEN='], (line) => line.replace(/=.*/, '')),
  ]
}

/** @param nameOf - what of a line counts when two are compared */
function withLines(
  folder: string,
  file: string,
  lines: readonly string[],
  nameOf: (line: string) => string,
): InitStep[] {
  const path = join(folder, file)
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined
  const there = new Set((before ?? '').split(/\r?\n/).map((line) => nameOf(line.trim())))
  const missing = lines.filter((line) => !there.has(nameOf(line)))
  if (missing.length === 0) return []
  const eol = before?.includes('\r\n') === true ? '\r\n' : '\n'
  const start = before === undefined || before === '' || before.endsWith('\n') ? (before ?? '') : `${before}${eol}`
  const text = start + missing.map((line) => `${line}${eol}`).join('')
  return [{ kind: before === undefined ? 'create' : 'change', file, what: missing.join(', '), text }]
}
