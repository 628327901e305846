-- Included after channel.lua in scripts that change the members of a channel.
-- KEYS  7 members  8 users  9 the node's last calls
-- ARGV  3 PUBLISH or SPUBLISH  4 time to live of the call number (ms)  5 call number, '' for a call that is never outdated
-- Replies -1 if the call is outdated: a newer one of this node was executed before.
local members, users = KEYS[7], KEYS[8]

if ARGV[5] ~= '' then
  if tonumber(ARGV[5]) <= tonumber(redis.call('HGET', KEYS[9], 'presence') or 0) then
    return -1
  end
  redis.call('HSET', KEYS[9], 'presence', ARGV[5])
  redis.call('PEXPIRE', KEYS[9], ARGV[4])
end

local changes = {}

local function add_change(kind, field, presence)
  local lease, user = string.match(field, '^([^/]*)/(.*)$')
  changes[#changes + 1] = 'p ' .. epoch .. ' ' .. next_revision() .. ' ' .. kind .. ' ' .. redis.call('HLEN', users)
    .. ' ' .. lease .. ' ' .. user .. presence
end

-- Changes the number of nodes with connections of a user, and returns it. A number that cannot be parsed counts as 0.
local function count(user, difference)
  local nodes = math.max(0, (tonumber(redis.call('HGET', users, user) or 0) or 0) + difference)
  if nodes == 0 then
    redis.call('HDEL', users, user)
  else
    redis.call('HSET', users, user, int(nodes))
  end
  return nodes
end

-- Adds a user under a lease, or replaces their presence.
local function add_member(field, user, presence)
  local before = redis.call('HGET', members, field)
  if before ~= presence then
    redis.call('HSET', members, field, presence)
    local first = not before and count(user, 1) == 1
    add_change(first and 'JOINED' or 'CHANGED', field, ' here\n' .. presence)
  end
end

-- Removes a user under a lease, if they are a member.
local function remove_member(field, user)
  local before = redis.call('HGET', members, field)
  if before then
    redis.call('HDEL', members, field)
    local last = count(user, -1) == 0
    add_change(last and 'LEFT' or 'CHANGED', field, ' gone\n' .. before)
  end
end

-- Publishes the changes: a single change as it is, several as one payload with the first line 'P' and two lines per change.
local function finish()
  if #changes == 1 then
    redis.call(ARGV[3], channel, changes[1])
  else
    for from = 1, #changes, 500 do
      redis.call(ARGV[3], channel, 'P\n' .. table.concat(changes, '\n', from, math.min(from + 499, #changes)))
    end
  end
  redis.call('PEXPIRE', members, ARGV[2])
  redis.call('PEXPIRE', users, ARGV[2])
  return 1
end
