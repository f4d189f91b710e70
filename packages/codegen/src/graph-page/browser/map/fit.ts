/** Texts in a drawing are not cut off by themselves. */
import { charactersOf } from '../characters.js'

export const fontSize = 12.5

let context: CanvasRenderingContext2D | null | undefined

/** In the font of the map. */
export function widthOf(text: string): number {
  if (context === undefined) {
    context = document.createElement('canvas').getContext('2d')
    // As in the styles.
    const family = getComputedStyle(document.documentElement).getPropertyValue('--mono')
    if (context !== null) context.font = `${fontSize}px ${family}`
  }
  return context?.measureText(text).width ?? text.length * fontSize * 0.62
}

/** As much of a text as there is room for; `…` stands for what is left out before its last third. */
export function fit(text: string, width: number): string {
  return shortened(text, width, (characters, room) => {
    const end = Math.floor((room - 1) / 3)
    return [...characters.slice(0, room - 1 - end), '…', ...characters.slice(characters.length - end)]
  })
}

/** The end of a path, as much of it as there is room for. */
export function fitEnd(text: string, width: number): string {
  return shortened(text, width, (characters, room) => ['…', ...characters.slice(characters.length - room + 1)])
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
