import { followingLua, script, timeLua } from './script.js'

/*
 * A value is a hash of `version`, `json` and, where its time is limited, `until`. Redis itself lets it expire somewhat
 * later, so that a time that a test has set decides.
 */

/** `versionOf(key)`: the version of a value whose time is not over. */
const versionLua = `
local function versionOf(key)
  local version, till = unpack(redis.call('HMGET', key, 'version', 'until'))
  if version and not (till and tonumber(till) <= now) then return version end
  return false
end
`

/** KEYS value; ARGV time. */
export const get = script(
  timeLua,
  versionLua,
  `
local version = versionOf(KEYS[1])
if not version then return false end
return { version, redis.call('HGET', KEYS[1], 'json') }
`,
)

/** KEYS value, last; ARGV time, json, ttl or nothing, version that must be the present one or nothing. */
export const set = script(
  timeLua,
  followingLua,
  versionLua,
  `
if ARGV[4] ~= '' and (versionOf(KEYS[1]) or '0') ~= ARGV[4] then return false end
local version = following(KEYS[2])
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'version', version, 'json', ARGV[2])
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + ARGV[3]))
  redis.call('PEXPIRE', KEYS[1], string.format('%.0f', ARGV[3] + 60000))
end
return version
`,
)

/** KEYS value. */
export const remove = script(`redis.call('UNLINK', KEYS[1])`)
