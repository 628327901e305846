-- Stores one batch of messages as one stream entry and publishes the same bytes.
-- KEYS  7 the node's last batch
-- ARGV  3 batch number  4 history/size  5 history/age (ms)  6 publish/key-age (ms)  7 life of the batch's reply (ms)
--       8 PUBLISH or SPUBLISH, then for each message: user and key or ''  its id  its body
-- Replies 'epoch base at begun' (1 if the channel began with this batch, else 0), then ' index position id' for each message whose key was known.
local last = redis.call('HGET', KEYS[7], 'batch')
local last_at = 0
if last then
  local number, reply, stored_at = string.match(last, '^(%d+) (%S+ %d+ (%d+).*)$')
  if number == ARGV[3] then
    return reply
  elseif number and tonumber(number) > tonumber(ARGV[3]) then
    return redis.error_reply('STALE a newer batch of this node was stored already')
  end
  last_at = tonumber(stored_at or 0)
end

-- Two generations of keys, each with its number in the field '': the younger one is written, both are read, so a key is
-- known for one to two key ages. What an earlier generation left is as good as not there. A later one was written while
-- the clock of Redis' host was ahead: it counts as the next one in its place, so that its keys too are known that long.
local keys = { '' }
for i = 9, #ARGV, 3 do
  if ARGV[i] ~= '' then
    keys[#keys + 1] = ARGV[i]
  end
end

-- Nodes may have different key ages. Of those that are in use, and were up to two key ages ago, the longest counts for all.
local age, former = tonumber(ARGV[6])
if #keys > 1 then
  local used, used_until = string.match(redis.call('HGET', meta, 'key-age') or '', '^(%d+) (%d+)$')
  used, used_until = tonumber(used or age), tonumber(used_until or 0)
  if used > age and now < used_until then
    age = used
  elseif used ~= age or used_until - now < age then
    redis.call('HSET', meta, 'key-age', int(age) .. ' ' .. int(now + 2 * age))
    former = used ~= age and used
  end
end
local generation = math.floor(now / age)
local young, old = KEYS[4 + generation % 2], KEYS[5 - generation % 2]
local young_is_there = false

-- The generations of the former key age go on as those of this one.
if former then
  for _, hash in ipairs({ young, old }) do
    local number = tonumber(redis.call('HGET', hash, '') or -1)
    if number == math.floor(now / former) or number == math.floor(now / former) - 1 then
      redis.call('HSET', hash, '', int(hash == young and generation or generation - 1))
      redis.call('PEXPIRE', hash, int(3 * age))
    end
  end
end
local positions = {}
local function is_there(hash, oldest, newest)
  local found = redis.call('HMGET', hash, unpack(keys))
  local written = tonumber(found[1] or 0) or 0
  if written < oldest then
    return false
  elseif written > newest then
    redis.call('HSET', hash, '', int(newest))
    redis.call('PEXPIRE', hash, int(3 * age))
  end
  for i = 2, #found do
    if found[i] and string.find(found[i], '^[%w_-]+:%d+ %S+$') then
      positions[keys[i]] = found[i]
    end
  end
  return true
end
if #keys > 1 then
  is_there(old, generation - 1, generation + 1)
  young_is_there = is_there(young, generation, generation)
end

local base, offset, bodies, fresh, repeated = top + 1, top, {}, {}, {}
for i = 9, #ARGV, 3 do
  local key = ARGV[i]
  if key ~= '' and positions[key] then
    repeated[#repeated + 1] = ' ' .. int((i - 9) / 3) .. ' ' .. positions[key]
  else
    offset = offset + 1
    bodies[#bodies + 1] = ARGV[i + 2]
    if key ~= '' then
      positions[key] = epoch .. ':' .. int(offset) .. ' ' .. ARGV[i + 1]
      fresh[#fresh + 1] = key
      fresh[#fresh + 1] = positions[key]
    end
  end
end

if #fresh > 0 then
  if not young_is_there then
    redis.call('DEL', young)
    redis.call('HSET', young, '', int(generation))
    redis.call('PEXPIRE', young, int(3 * age))
  end
  redis.call('HSET', young, unpack(fresh))
end
local first, stored_at = int(base), int(now)
if offset > top then
  local entry = '1 ' .. epoch .. ' ' .. first .. ' ' .. #bodies .. ' ' .. stored_at .. '\n' .. table.concat(bodies, '\n')
  local first_kept, id = int(math.max(0, offset - ARGV[4] + 1)), int(offset)
  -- A log that is not there, whoever took it, must get a life.
  if not is_renewed(ARGV[5], at)
    or not redis.call('XADD', log, 'NOMKSTREAM', 'MINID', '~', first_kept, id .. '-0', 'm', entry) then
    redis.call('XADD', log, 'MINID', '~', first_kept, id .. '-0', 'm', entry)
    renew(log, ARGV[5])
  end
  redis.call('HSET', meta, 'top', id, 'at', stored_at)
  redis.call(ARGV[8], channel, entry)
end
local reply = epoch .. ' ' .. first .. ' ' .. stored_at .. ' ' .. begun .. table.concat(repeated)
redis.call('HSET', KEYS[7], 'batch', ARGV[3] .. ' ' .. reply)
if not is_renewed(ARGV[7], last_at) then
  renew(KEYS[7], ARGV[7])
end
return reply
