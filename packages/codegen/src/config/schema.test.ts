import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { Ajv } from 'ajv'
import { parseConfig } from './schema.js'

const file = new URL('../../../cli/schema/config.schema.json', import.meta.url)
const accepts = new Ajv().compile(JSON.parse(readFileSync(file, 'utf8')) as object)

const shop = { include: ['src/shop/**'], output: 'src/shop/table.ts' }
const admin = { include: ['src/admin/**'], output: 'src/admin/table.ts' }

const right: readonly object[] = [
  {},
  { $schema: './node_modules/botgen/schema/config.schema.json' },
  { project: 'bots/shop', include: ['src/**'], output: 'a.ts', links: 'b.ts' },
  { importExtension: 'none', instances: 'resolve', callbackDelimiter: ':' },
  { callbackDelimiter: '→' },
  { callbackDelimiter: '🛒' },
  { bots: { shop } },
  { project: 'x', instances: 'resolve', bots: { shop: { ...shop, links: 'l.ts', callbackDelimiter: '!' }, b: admin } },
]

const wrong: readonly unknown[] = [
  null,
  [],
  'src',
  { outptu: 'a.ts' },
  { output: '' },
  { output: ' ' },
  { output: null },
  { project: 1 },
  { include: 'src' },
  { include: [] },
  { include: ['a', 5] },
  { include: [''] },
  { importExtension: 'jss' },
  { instances: true },
  { callbackDelimiter: '::' },
  { callbackDelimiter: '' },
  { callbackDelimiter: 'ä' },
  { callbackDelimiter: '7' },
  { callbackDelimiter: ' ' },
  { callbackDelimiter: '&' },
  { callbackDelimiter: '\u0007' },
  { bots: {} },
  { bots: [] },
  { bots: { shop: [] } },
  { bots: { shop: { include: ['a'] } } },
  { bots: { shop: { output: 'a.ts' } } },
  { bots: { shop: { ...shop, project: 'x' } } },
  { bots: { shop: { ...shop, outptu: 'x' } } },
  { bots: { shop: { ...shop, include: ['a', ' '] } } },
  { bots: { shop }, output: 'b.ts' },
  { bots: { shop }, include: ['b'] },
  { bots: { shop }, links: 'b.ts' },
]

describe('the JSON schema of a configuration', () => {
  it.each(right.map((config) => [JSON.stringify(config), config] as const))(
    'T8 takes %s, as botgen does',
    (_, config) => {
      expect(() => parseConfig(config, 'botgen.config.json')).not.toThrow()
      accepts(config)
      expect(accepts.errors).toBeNull()
    },
  )

  it.each(wrong.map((config) => [JSON.stringify(config), config] as const))(
    'T8 refuses %s, as botgen does',
    (_, config) => {
      expect(() => parseConfig(config, 'botgen.config.json')).toThrow()
      expect(accepts(config)).toBe(false)
    },
  )

  it('T8 knows every key that botgen knows', () => {
    const { properties, definitions } = accepts.schema as {
      readonly properties: object
      readonly definitions: { readonly bot: { readonly properties: object } }
    }
    const known = (config: object): string => {
      try {
        parseConfig(config, 'botgen.config.json')
        return ''
      } catch (error) {
        return String(error)
      }
    }

    const ofAll = Object.keys(properties).filter((key) => key !== '$schema')
    expect(known({ '·': 1 })).toContain(`Known keys are ${ofAll.join(', ')}.`)
    expect(known({ bots: { shop: { '·': 1 } } })).toContain(
      `Known keys are ${Object.keys(definitions.bot.properties).join(', ')}.`,
    )
  })
})
