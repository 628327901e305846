-- Stores one batch of messages as one stream entry and publishes the same bytes.
-- KEYS  7 the node's last batch
-- ARGV  3 batch number  4 history/size  5 history/age (ms)  6 publish/key-age (ms)  7 time to live of the batch's reply (ms)
--       8 PUBLISH or SPUBLISH, then for each message: user and idempotency key, or ''  id  body
-- Replies 'epoch base at begun' (begun is 1 if this batch created the channel, else 0), then ' index position id' for each
-- message that is a duplicate: its key was stored before.
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

-- Idempotency keys are in two hashes, one per generation, each with its generation number in the field ''. The current one is
-- written, both are read, so a key is found for one to two key ages. Hashes of earlier generations are ignored. A later
-- generation was written while the clock of Redis' host was ahead: it is renumbered, so that its keys are found as long.
local keys = { '' }
for i = 9, #ARGV, 3 do
  if ARGV[i] ~= '' then
    keys[#keys + 1] = ARGV[i]
  end
end

-- Nodes may have different key ages. The longest that was used within the last two key ages applies to all nodes.
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
local current, previous = KEYS[4 + generation % 2], KEYS[5 - generation % 2]
local has_current = false

-- The key age has changed: renumber the generations of the former one.
if former then
  for _, hash in ipairs({ current, previous }) do
    local number = tonumber(redis.call('HGET', hash, '') or -1)
    if number == math.floor(now / former) or number == math.floor(now / former) - 1 then
      redis.call('HSET', hash, '', int(hash == current and generation or generation - 1))
      redis.call('PEXPIRE', hash, int(3 * age))
    end
  end
end
local positions = {}
local function load_positions(hash, oldest, newest)
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
  load_positions(previous, generation - 1, generation + 1)
  has_current = load_positions(current, generation, generation)
end

local base, offset, bodies, new_keys, duplicates = top + 1, top, {}, {}, {}
for i = 9, #ARGV, 3 do
  local key = ARGV[i]
  if key ~= '' and positions[key] then
    duplicates[#duplicates + 1] = ' ' .. int((i - 9) / 3) .. ' ' .. positions[key]
  else
    offset = offset + 1
    bodies[#bodies + 1] = ARGV[i + 2]
    if key ~= '' then
      positions[key] = epoch .. ':' .. int(offset) .. ' ' .. ARGV[i + 1]
      new_keys[#new_keys + 1] = key
      new_keys[#new_keys + 1] = positions[key]
    end
  end
end

if #new_keys > 0 then
  if not has_current then
    redis.call('DEL', current)
    redis.call('HSET', current, '', int(generation))
    redis.call('PEXPIRE', current, int(3 * age))
  end
  redis.call('HSET', current, unpack(new_keys))
end
local first, stored_at = int(base), int(now)
if offset > top then
  local entry = '1 ' .. epoch .. ' ' .. first .. ' ' .. #bodies .. ' ' .. stored_at .. '\n' .. table.concat(bodies, '\n')
  local first_kept, id = int(math.max(0, offset - ARGV[4] + 1)), int(offset)
  -- A log that does not exist, for example after an eviction, is created and gets a time to live.
  if not is_renewed(ARGV[5], at)
    or not redis.call('XADD', log, 'NOMKSTREAM', 'MINID', '~', first_kept, id .. '-0', 'm', entry) then
    redis.call('XADD', log, 'MINID', '~', first_kept, id .. '-0', 'm', entry)
    renew(log, ARGV[5])
  end
  redis.call('HSET', meta, 'top', id, 'at', stored_at)
  redis.call(ARGV[8], channel, entry)
end
local reply = epoch .. ' ' .. first .. ' ' .. stored_at .. ' ' .. begun .. table.concat(duplicates)
redis.call('HSET', KEYS[7], 'batch', ARGV[3] .. ' ' .. reply)
if not is_renewed(ARGV[7], last_at) then
  renew(KEYS[7], ARGV[7])
end
return reply
