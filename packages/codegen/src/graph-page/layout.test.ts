import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { indexBot } from './browser/bot/index-bot.js'
import { columnsOfKeys, type Layout, layOut, partsOffset, sizes } from './browser/map/layout.js'
import { placeOfKey } from './browser/map/places.js'
import { type Step, walk } from './browser/map/walk.js'
import { largeBot } from './testing/samples.js'

const cases = fc.record({
  handlers: fc.integer({ min: 0, max: 60 }),
  width: fc.integer({ min: 0, max: 3000 }),
  open: fc.func(fc.boolean()),
})

function laidOut({ handlers, width, open }: { handlers: number; width: number; open: (name: string) => boolean }) {
  const nodes = indexBot(largeBot(handlers))
  const parts = [...nodes.sessions, ...nodes.components, ...nodes.provided]
  const layout = layOut({ width, handlers: nodes.handlers, parts, isOpen: ({ name }) => open(name) })
  return { nodes, layout }
}

/** What stands in one column, from the top. */
function stacks({ classes, parts }: Layout): readonly (readonly { readonly y: number; readonly height: number }[])[] {
  const methods = classes.flatMap((box) => box.methods)
  return [classes, methods, methods.flatMap(({ routes }) => routes), parts.flatMap((group) => group.parts)]
}

describe('the layout of the map', () => {
  it('T6 puts nothing above anything else, and nothing outside', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { layout } = laidOut(given)
        for (const stack of stacks(layout)) {
          let bottom: number = sizes.titles
          for (const { y, height } of stack) {
            expect(y).toBeGreaterThanOrEqual(bottom)
            bottom = y + height
          }
          expect(bottom).toBeLessThanOrEqual(Math.max(layout.classesHeight, layout.partsHeight))
        }
        const { card, routes, handlers, parts } = layout.columns
        expect(routes.x + routes.width).toBeLessThan(handlers.x)
        expect(handlers.x + handlers.width).toBeLessThan(card.x + card.width)
        expect(card.x + card.width).toBeLessThan(parts.x)
        expect(parts.x + parts.width + sizes.margin).toBeLessThanOrEqual(Math.max(given.width, sizes.minWidth))
      }),
      { seed: 6 },
    )
  })

  it('T6 reaches every node by arrow keys, and only what is there', () => {
    fc.assert(
      fc.property(
        cases,
        fc.array(fc.constantFrom<Step>('ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageDown', 'End')),
        (given, steps) => {
          const { nodes, layout } = laidOut(given)
          for (const keys of columnsOfKeys(layout)) {
            keys.forEach((key, index) => {
              expect(walk(nodes, layout, key, 'ArrowDown')).toBe(keys[index + 1] ?? key)
              expect(walk(nodes, layout, key, 'ArrowUp')).toBe(keys[index - 1] ?? key)
            })
          }
          let [key] = columnsOfKeys(layout)[1] ?? []
          for (const step of steps) {
            if (key === undefined) break
            key = walk(nodes, layout, key, step) ?? key
            expect(placeOfKey(layout, key)).toBeDefined()
          }
        },
      ),
      { seed: 6 },
    )
  })

  it('T6 brings both sides to their ends together', () => {
    const { layout } = laidOut({ handlers: 200, width: 1000, open: () => true })
    expect(partsOffset(layout, 0, 400)).toBe(0)
    expect(partsOffset(layout, layout.classesHeight - 400, 400)).toBe(layout.partsHeight - 400)
    expect(partsOffset(layout, layout.classesHeight - 400, layout.partsHeight + 1)).toBe(0)
  })
})
