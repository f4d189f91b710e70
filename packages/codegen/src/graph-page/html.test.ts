import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { ProjectDescription } from '../description/description.js'
import { readAsset } from './asset.js'
import { htmlOf } from './index.js'
import { botWith, largeBot, project } from './testing/samples.js'

/** What a browser finds in the page: a script ends at the first `</script`, whatever stands around it. */
function scriptsOf(html: string): readonly { readonly attributes: string; readonly text: string }[] {
  return [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script/gi)].map(([, attributes = '', text = '']) => ({
    attributes,
    text,
  }))
}

function dataOf(html: string): unknown {
  const [data] = scriptsOf(html)
  return JSON.parse(data?.text ?? '')
}

function policyOf(html: string): string {
  return /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? ''
}

const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

describe('the page of botgen graph', () => {
  const html = htmlOf(project(largeBot(10)))

  it('T6 holds the bots that it shows, and says nothing of where the project lies', () => {
    const bot = largeBot(10)
    expect(dataOf(html)).toEqual({ project: 'sample-bot', bots: JSON.parse(JSON.stringify([bot])) as unknown })
    expect(html).not.toContain('/home/somebody')
    expect(html).toContain('<title>sample-bot · botgen</title>')
  })

  it.each([
    ['C:\\bots\\shop', 'shop'],
    ['/bots/shop/', 'shop'],
    ['/', 'bot'],
  ])('T6 calls the project at %s %s', (root, name) => {
    expect(dataOf(htmlOf({ root, bots: [] }))).toEqual({ project: name, bots: [] })
  })

  it('T6 lets nothing run but its own script and style, and nothing be asked for', () => {
    const { script, style } = readAsset()
    const policy = policyOf(html).split('; ')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`script-src ${sha256(script)}`)
    expect(policy).toContain(`style-src ${sha256(style)}`)
    expect(policyOf(html)).not.toMatch(/unsafe|https?:|\*/)
    const [data, own, ...others] = scriptsOf(html)
    expect(data?.attributes).toContain('application/json')
    expect(own).toEqual({ attributes: '', text: script })
    expect(others).toEqual([])
  })

  it('T6 names no address outside itself', () => {
    const addresses = [...html.matchAll(/\bhttps?:\/\/[^\s'"`)]+/g)].map(([address]) => address)
    expect(new Set(addresses)).toEqual(new Set(['http://www.w3.org/2000/svg']))
  })

  it('T6 keeps its code and styles below 60 kB', () => {
    const { script, style } = readAsset()
    expect(Buffer.byteLength(script) + Buffer.byteLength(style)).toBeLessThan(60_000)
    // What would end the elements early.
    expect(script).not.toMatch(/<\/script|<!--/i)
    expect(style).not.toMatch(/<\/style/i)
  })

  it('T6 is the same page for the same bots', () => {
    expect(htmlOf(project(largeBot(10)))).toBe(html)
  })

  it('T6 shows whatever name a bot has, and stays the page that it is', () => {
    const markup = fc.constantFrom(
      '</script>',
      '</SCRIPT >',
      '<script>',
      '<!--',
      '-->',
      ']]>',
      '"',
      "'",
      '\\',
      '&lt;',
      '\u2028',
      '\u2029',
      '\0',
      '\ud800',
      '</title>',
      '<meta http-equiv=refresh>',
    )
    const name = fc
      .array(fc.oneof(markup, fc.string({ unit: 'binary' })), { maxLength: 6 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(name, (hostile) => {
        const described: ProjectDescription = {
          ...project(botWith(hostile)),
          root: `/bots/${hostile.replace(/[\\/]/g, '')}`,
        }
        const page = htmlOf(described)
        const [data, own, ...others] = scriptsOf(page)
        expect(others).toEqual([])
        expect(own?.text).toBe(readAsset().script)
        expect(data?.text).not.toMatch(/[<>&\u2028\u2029]/)
        const { bots } = dataOf(page) as { readonly bots: unknown }
        expect(bots).toEqual(JSON.parse(JSON.stringify(described.bots)))
        // The head is as long as ever: the title alone is the project's.
        expect(page.match(/<(?:meta|title|link|style|noscript)\b/g)).toEqual(
          html.match(/<(?:meta|title|link|style|noscript)\b/g),
        )
      }),
      { seed: 6, numRuns: 300 },
    )
  })
})
