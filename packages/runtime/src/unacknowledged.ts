/** What becomes of an update that is neither handled nor acknowledged: Telegram delivers it again, to the next process. */
export function neverAcknowledged(): Promise<never> {
  return new Promise(() => {})
}
