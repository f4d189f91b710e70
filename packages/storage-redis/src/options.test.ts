import { describe, expect, it } from '@jest/globals'
import { inspect } from 'node:util'
import { RedisStorage, type RedisTarget } from './index.js'

async function thrownFor(target: string | RedisTarget): Promise<unknown> {
  try {
    await RedisStorage.connect(target)
  } catch (error) {
    return error
  }
  throw new Error('It connected.')
}

describe('what connect is given', () => {
  it.each([
    ['redis://user:s3cret@host:port', 'is not the URL'],
    ['user:s3cret@host', 'does not begin'],
    ['https://user:s3cret@host', 'does not begin'],
    ['redis://user:s3cret@host/s3cret', 'database is a number'],
    ['redis://user:s3cret%@host', 'escaped wrongly'],
    ['redis://', 'names no server'],
    ['s3cret:something', 'does not begin'],
    ['unix://user:s3cret@', 'not the URL'],
    ['s3cret', 'is not the URL'],
    ['', 'is not the URL'],
  ])('P5 is no URL (%#): says so without showing it', async (url, what) => {
    for (const target of [url, { nodes: [url] }]) {
      const error = await thrownFor(target)
      expect(error).toBeInstanceOf(TypeError)
      expect(String(error)).toContain(what)
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('s3cret')
    }
  })

  it('S31 is a wrong option', async () => {
    const url = 'redis://localhost'
    for (const options of [
      { prefix: 'a{b}' },
      { prefix: 'é' },
      { expiresAfter: 0 },
      { expiresAfter: NaN },
      { timeout: -1 },
    ]) {
      expect(await thrownFor({ url, ...options })).toBeInstanceOf(RangeError)
    }
    expect(await thrownFor({ nodes: [] })).toBeInstanceOf(TypeError)
    expect(String(await thrownFor({ nodes: ['redis://localhost/1'] }))).toContain('neither databases')
  })
})
