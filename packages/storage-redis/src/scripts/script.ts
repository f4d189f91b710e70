import { createHash } from 'node:crypto'

/** What Redis runs in one step: `KEYS` are all the keys that it touches. */
export interface Script {
  readonly lua: string
  /** By which Redis knows a script that it has seen. */
  readonly sha: string
}

export function script(...parts: readonly string[]): Script {
  const lua = parts.map((part) => part.trim()).join('\n')
  return { lua, sha: createHash('sha1').update(lua).digest('hex') }
}

/** `now` in milliseconds and `micros`, by the server's clock unless `ARGV[1]` says what time it is. */
export const timeLua = `
local now = tonumber(ARGV[1])
local micros
if now then
  now = math.floor(now)
  micros = now * 1000
else
  local time = redis.call('TIME')
  micros = time[1] * 1000000 + time[2]
  now = math.floor(micros / 1000)
end
`

/**
 * `following(key)`: a number that was never given before, also after the data was lost, unless the clock went back.
 * Lua would print it as 1.9e+15.
 */
export const followingLua = `
local function following(key)
  local number = string.format('%.0f', math.max(micros, (redis.call('GET', key) or 0) + 1))
  redis.call('SET', key, number)
  return number
end
`
