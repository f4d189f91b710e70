/**
 * The anchor of a heading, as GitHub makes it: links between pages work there and on the site.
 *
 * @param heading - its text without Markdown
 */
export function slug(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}
