import { script, timeLua } from './script.js'

/*
 * The claims of a namespace are in one hash: update id to its claim as JSON. Two sorted sets find those that are over
 * (`leases`, by their ends) and those of a lane (`lane`, by update id); what they name is asked of the hash. Updates that
 * were handled are bits, so that a million of them a day stay small.
 */

/** `claimOf(id)`: the claim whose lease runs. `drop(id)` ends it. `KEYS` claims, leases, handled, and lane if there is one. */
const claimLua = `
local function claimOf(id)
  local json = redis.call('HGET', KEYS[1], id)
  local claim = json and cjson.decode(json)
  return claim and claim.till > now and claim or nil
end
local function drop(id)
  redis.call('HDEL', KEYS[1], id)
  redis.call('ZREM', KEYS[2], id)
  if KEYS[4] then redis.call('ZREM', KEYS[4], id) end
end
`

/** ARGV time, update id, its bit, owner, lane, lease. */
export const claimUpdate = script(
  timeLua,
  claimLua,
  `
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 100)) do
  redis.call('HDEL', KEYS[1], id)
  redis.call('ZREM', KEYS[2], id)
end

local id, owner, lane, lease = ARGV[2], ARGV[4], ARGV[5], tonumber(ARGV[6])
local own = claimOf(id)
local isMine = own and own.owner == owner
if redis.call('GETBIT', KEYS[3], ARGV[3]) == 1 then
  if isMine then drop(id) end
  return 'handled'
end
if own and not isMine then return 'waiting' end

local isGranted = true
if KEYS[4] and not (own and own.granted) then
  for _, other in ipairs(redis.call('ZRANGE', KEYS[4], 0, -1)) do
    local claim = claimOf(other)
    if not claim or claim.lane ~= lane then
      redis.call('ZREM', KEYS[4], other)
    elseif other ~= id and (claim.granted or tonumber(other) < tonumber(id)) then
      isGranted = false
    end
  end
end

local till = now + lease
redis.call('HSET', KEYS[1], id, cjson.encode({ owner = owner, lane = lane, granted = isGranted, till = till }))
redis.call('ZADD', KEYS[2], till, id)
if KEYS[4] then redis.call('ZADD', KEYS[4], id, id) end
for position, key in ipairs(KEYS) do
  -- Somewhat later than the last lease, so that a time that a test has set decides.
  if position ~= 3 and redis.call('PTTL', key) < lease + 60000 then
    redis.call('PEXPIRE', key, string.format('%.0f', lease + 120000))
  end
end
return isGranted and 'granted' or 'waiting'
`,
)

/** ARGV time, update id, its bit, owner, outcome, for how long a handled update is known. */
export const finishUpdate = script(
  timeLua,
  claimLua,
  `
local id, owner, isHandled = ARGV[2], ARGV[4], ARGV[5] == 'handled'
if isHandled then
  redis.call('SETBIT', KEYS[3], ARGV[3], 1)
  redis.call('PEXPIRE', KEYS[3], ARGV[6])
end
local claim = claimOf(id)
if claim and (claim.owner == owner or (isHandled and not claim.granted)) then drop(id) end
`,
)
