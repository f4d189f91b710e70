import type { GeneratedFile } from '@botgen/codegen'
import { createTwoFilesPatch } from 'diff'
import type { Colours } from '../colours.js'
import { type Report, shownPath } from './report.js'

/** What `generate` would change in a file, as a unified diff. */
export function showDiff(file: GeneratedFile, report: Report): string {
  const path = shownPath(file.path, report)
  const before = file.previous === undefined ? '/dev/null' : `a/${path}`
  const patch = createTwoFilesPatch(before, `b/${path}`, file.previous ?? '', file.text, undefined, undefined, {
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  })
  return colourDiff(patch, report.colours.stdout)
}

function colourDiff(patch: string, colours: Colours): string {
  return patch.replace(/^(?:@@.*|[-+](?![-+]{2} ).*)$/gm, (line) => {
    if (line.startsWith('@@')) return colours.cyan(line)
    return line.startsWith('+') ? colours.green(line) : colours.red(line)
  })
}
