import { followingLua, script, timeLua } from './script.js'

/*
 * A session is a hash: a field for each message, and `@`, the time when it was last opened or appended to. It is gone
 * when Redis lets it expire, and its period is then over. What is open of a chat is another hash: session key to epoch.
 */

/**
 * `keep(session, open, ttl)`: neither is gone before `ttl` milliseconds have passed. They stay somewhat longer, so that this
 * need not be said again with each message.
 */
const keepLua = `
local function keep(session, open, ttl)
  if ttl == '' then
    redis.call('PERSIST', session)
    redis.call('PERSIST', open)
    return
  end
  redis.call('PEXPIRE', session, string.format('%.0f', ttl * 1.1))
  local left = redis.call('PTTL', open)
  if left ~= -2 and left < ttl * 1.1 then
    redis.call('PEXPIRE', open, string.format('%.0f', ttl * 1.25))
  end
end
`

/** `epochOf(session, open, key)`: the epoch of a session that is open and has not expired. */
const epochLua = `
local function epochOf(session, open, key)
  local epoch = redis.call('HGET', open, key)
  if not epoch or redis.call('EXISTS', session) == 1 then return epoch end
  redis.call('HDEL', open, key)
  return false
end
`

/** KEYS session, open, last; ARGV time, ttl, key. */
export const openSession = script(
  timeLua,
  followingLua,
  keepLua,
  epochLua,
  `
local epoch = epochOf(KEYS[1], KEYS[2], ARGV[3])
if not epoch then
  epoch = following(KEYS[3])
  redis.call('HSET', KEYS[2], ARGV[3], epoch)
end
redis.call('HSET', KEYS[1], '@', string.format('%.0f', now))
keep(KEYS[1], KEYS[2], ARGV[2])
return epoch
`,
)

/**
 * KEYS a session and an open for each job; ARGV time, ttl, then for each job its key, epoch or nothing, number of messages,
 * and a field and a value for each of them. Returns whether it was done, job by job.
 */
export const append = script(
  timeLua,
  keepLua,
  `
local time = string.format('%.0f', now)
local longest = tonumber(ARGV[2])
local answers = {}
local at = 3
for job = 1, #KEYS / 2 do
  local session, open = KEYS[2 * job - 1], KEYS[2 * job]
  local key, epoch, last = ARGV[at], ARGV[at + 1], at + 2 + 2 * ARGV[at + 2]
  local isFine = epoch == '' or redis.call('HGET', open, key) == epoch
  if isFine and last > at + 2 then
    local isNew = redis.call('HSET', session, '@', time) == 1
    -- It has expired, if it was open.
    if isNew then redis.call('HDEL', open, key) end
    if isNew and epoch ~= '' then
      redis.call('DEL', session)
      isFine = false
    else
      for field = at + 3, last, 2 do
        redis.call('HSETNX', session, ARGV[field], ARGV[field + 1])
      end
      local left = redis.call('PTTL', session)
      if left < (longest or 0) or (left >= 0 and not longest) then keep(session, open, ARGV[2]) end
    end
  end
  answers[job] = isFine and 1 or 0
  at = last + 1
end
return answers
`,
)

/** KEYS session. */
export const list = script(`return redis.call('HVALS', KEYS[1])`)

/** KEYS session. */
export const count = script(`return math.max(redis.call('HLEN', KEYS[1]) - 1, 0)`)

/** KEYS session, open; ARGV key, then the fields of messages. Returns how many were there. */
export const removeFields = script(`
local removed = 0
for position = 2, #ARGV do
  removed = removed + redis.call('HDEL', KEYS[1], ARGV[position])
end
if redis.call('HLEN', KEYS[1]) == 1 and redis.call('HEXISTS', KEYS[2], ARGV[1]) == 0 then
  redis.call('DEL', KEYS[1])
end
return removed
`)

/** KEYS session, open; ARGV key. */
export const clear = script(`
redis.call('UNLINK', KEYS[1])
redis.call('HDEL', KEYS[2], ARGV[1])
`)

/** KEYS session, open; ARGV key, epoch, time since when it must be idle or nothing. */
export const closeIfIdle = script(`
if redis.call('HGET', KEYS[2], ARGV[1]) ~= ARGV[2] then return 0 end
local active = redis.call('HGET', KEYS[1], '@')
if active and ARGV[3] ~= '' and tonumber(active) >= tonumber(ARGV[3]) then return 0 end
redis.call('UNLINK', KEYS[1])
redis.call('HDEL', KEYS[2], ARGV[1])
return 1
`)

/** KEYS open. */
export const openKeys = script(`return redis.call('HGETALL', KEYS[1])`)
