import type { Pattern } from '../model.js'

/** One character of a pattern, or a class of them, with its quantifier. */
interface Piece {
  readonly atom: string
  /** The one that it stands for, where it is no class. */
  readonly character: string | undefined
  readonly optional: boolean
  readonly repeated: boolean
}

/**
 * Whether an expression clearly takes time in proportion to the text. It is meant for those that most bots have, in which
 * something that cannot be missed parts what is repeated: `/from (\d+) to (\d+)/`. Of others nothing is known.
 *
 * Texts that two repetitions can take in many ways are made of what both of them take, from the first one to the second.
 * So there are none where a character on the way is one that either does not take.
 */
export function isPlainlyFast({ source, flags }: Pattern): boolean {
  const pieces = piecesOf(source, flags)
  if (pieces === undefined) return false
  return pieces.every(
    (first, start) =>
      !first.repeated ||
      pieces.every((second, end) => end <= start || !second.repeated || areParted(pieces, start, end, flags)),
  )
}

/** The flags that change what a single character means in no way that is not asked of the engine. */
const plainFlags = /^[dgisuy]*$/

/** What opens a group, what closes one that is not repeated, or a character with its quantifier. */
const piece =
  /\((?:\?:|\?<\w+>|(?!\?))|\)(?![*+?{])|(?<atom>\\[dDwWsS]|\\[^A-Za-z0-9]|[^\\^$*+?()[\]{}|]|\[(?:\\.|[^\]\\])*\])(?:(?<quantifier>[*+?]|\{\d+(?:,\d*)?\})\??)?/uy

/** The characters of an expression in their order; nothing where there is more to it, such as a choice. */
function piecesOf(source: string, flags: string): readonly Piece[] | undefined {
  // Without the flag `u` a character may be two for the engine.
  if (!plainFlags.test(flags) || (!flags.includes('u') && /[\ud800-\udfff]/.test(source))) return undefined
  const pieces: Piece[] = []
  // The runtime anchors expressions, so anchors of their own around them change nothing.
  const end = source.endsWith('$') ? source.length - 1 : source.length
  piece.lastIndex = source.startsWith('^') ? 1 : 0
  while (piece.lastIndex < end) {
    const groups = piece.exec(source)?.groups
    if (groups === undefined) return undefined
    const { atom, quantifier = '' } = groups
    if (atom === undefined) continue
    const optional = /^(?:[*?]|\{0)/.test(quantifier)
    const repeated = quantifier !== '' && quantifier !== '?'
    pieces.push({ atom, character: characterOf(atom), optional, repeated })
  }
  return pieces
}

function characterOf(atom: string): string | undefined {
  if (atom.startsWith('\\')) return /[a-z]/i.test(atom) ? undefined : atom.slice(1)
  return atom === '.' || atom.startsWith('[') ? undefined : atom
}

/** Whether each way from one repetition to another has a character that one of them does not take. */
function areParted(pieces: readonly Piece[], start: number, end: number, flags: string): boolean {
  const [first, second] = [pieces[start], pieces[end]]
  return pieces.slice(start, end + 1).some((between) => {
    const { character, optional } = between
    if (character === undefined || (optional && between !== first && between !== second)) return false
    return [first, second].some((repeated) => repeated !== undefined && !takes(repeated, character, flags))
  })
}

function takes({ atom }: Piece, character: string, flags: string): boolean {
  return new RegExp(`^${atom}$`, flags.replace(/[gy]/g, '')).test(character)
}
