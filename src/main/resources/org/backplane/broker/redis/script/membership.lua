-- The beginning, after channel.lua, of every script that changes who is in a channel.
-- KEYS  7 members  8 users  9 the node's last calls
-- ARGV  3 PUBLISH or SPUBLISH  4 life of the last call's number (ms)  5 number of the call, '' if it cannot come too late
-- Replies -1 if the call came too late: a newer one of this node was here before.
local members, users = KEYS[7], KEYS[8]

if ARGV[5] ~= '' then
  if tonumber(ARGV[5]) <= tonumber(redis.call('HGET', KEYS[9], 'presence') or 0) then
    return -1
  end
  redis.call('HSET', KEYS[9], 'presence', ARGV[5])
  redis.call('PEXPIRE', KEYS[9], ARGV[4])
end

local news = {}

local function tell(kind, field, how)
  local lease, user = string.match(field, '^([^/]*)/(.*)$')
  news[#news + 1] = 'p ' .. epoch .. ' ' .. next_revision() .. ' ' .. kind .. ' ' .. redis.call('HLEN', users)
    .. ' ' .. lease .. ' ' .. user .. how
end

-- Adds to the number of nodes that a user is on; what cannot be read counts as none.
local function count(user, more)
  local nodes = math.max(0, (tonumber(redis.call('HGET', users, user) or 0) or 0) + more)
  if nodes == 0 then
    redis.call('HDEL', users, user)
  else
    redis.call('HSET', users, user, int(nodes))
  end
  return nodes
end

-- Enters a user under a lease, or renews how he is shown.
local function enter(field, user, shown)
  local before = redis.call('HGET', members, field)
  if before ~= shown then
    redis.call('HSET', members, field, shown)
    local first = not before and count(user, 1) == 1
    tell(first and 'JOINED' or 'CHANGED', field, ' here\n' .. shown)
  end
end

-- Takes a user out under a lease, if he is in.
local function take_out(field, user)
  local before = redis.call('HGET', members, field)
  if before then
    redis.call('HDEL', members, field)
    local last = count(user, -1) == 0
    tell(last and 'LEFT' or 'CHANGED', field, ' gone\n' .. before)
  end
end

-- Publishes what has changed: one change as it is, several in one go, two lines each, after a line of their own.
local function finish()
  if #news == 1 then
    redis.call(ARGV[3], channel, news[1])
  else
    for from = 1, #news, 500 do
      redis.call(ARGV[3], channel, 'P\n' .. table.concat(news, '\n', from, math.min(from + 499, #news)))
    end
  end
  redis.call('PEXPIRE', members, ARGV[2])
  redis.call('PEXPIRE', users, ARGV[2])
  return 1
end
