/** Telegram's limit for texts, in characters (Bot API, “sendMessage”). */
const longestText = 4096

/** `pattern` for whole texts. The flags `g` and `y` would make the outcome depend on the texts before. */
export function wholeText({ source, flags }: RegExp): RegExp {
  const kept = flags.replace(/[gy]/g, '')
  // Under `m` the usual anchors match at each line.
  return kept.includes('m') ? new RegExp(`(?<![^])(?:${source})(?![^])`, kept) : new RegExp(`^(?:${source})$`, kept)
}

/** No pattern runs on more than Telegram lets through: what some patterns cost grows with the square of the length. */
export function isShortEnough(text: string): boolean {
  if (text.length <= longestText) return true
  return text.length <= 2 * longestText && Array.from(text).length <= longestText
}
