/** Texts in a drawing are not cut off by themselves. */
import { charactersOf } from '../characters.js'

const fontSize = 12.5

let context: CanvasRenderingContext2D | null | undefined

/** As the styles have it: names in `mono`, words in `sans`. */
export function widthOf(text: string, font: 'mono' | 'sans' = 'mono'): number {
  context ??= document.createElement('canvas').getContext('2d')
  if (context === null) return text.length * fontSize * 0.62
  context.font = fonts[font] ??= fontOf(font)
  return context.measureText(text).width
}

const fonts: { mono?: string; sans?: string } = {}

function fontOf(font: 'mono' | 'sans'): string {
  return `${fontSize}px ${getComputedStyle(document.documentElement).getPropertyValue(`--${font}`)}`
}

/** As much of a text as there is room for; `…` stands for what is left out before its last third. */
export function fit(text: string, width: number): string {
  return shortened(text, width, (characters, room) => {
    const end = Math.floor((room - 1) / 3)
    return [...characters.slice(0, room - 1 - end), '…', ...characters.slice(characters.length - end)]
  })
}

/** The end of a path, as many of its folders as there is room for. */
export function fitPath(path: string, width: number): string {
  return shortened(path, width, (characters, room) => {
    const end = characters.slice(characters.length - room + 1)
    return ['…', ...end.slice(Math.max(0, end.indexOf('/')))]
  })
}

/** As many words as there is room for. */
export function fitWords(words: readonly string[], width: number): string {
  const all = words.join(', ')
  if (widthOf(all, 'sans') <= width || words.length === 1) return all
  const fitting = words.findLastIndex((_, index) => widthOf(`${words.slice(0, index).join(', ')} …`, 'sans') <= width)
  return `${words.slice(0, Math.max(1, fitting)).join(', ')} …`
}

function shortened(
  text: string,
  width: number,
  cut: (characters: readonly string[], room: number) => readonly string[],
): string {
  const needed = widthOf(text)
  if (needed <= width) return text
  const characters = charactersOf(text)
  return cut(characters, Math.max(3, Math.floor((width / needed) * characters.length))).join('')
}
