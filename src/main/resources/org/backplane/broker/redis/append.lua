-- Stores one batch of messages as one stream entry and publishes the same bytes.
-- KEYS  7 the node's last batch
-- ARGV  3 batch number  4 history/size  5 history/age (ms)  6 publish/key-age (ms)  7 life of the batch's reply (ms)
--       8 PUBLISH or SPUBLISH, then for each message: user and key or ''  its id  its body
-- Replies 'epoch base at', then ' index position id' for each message whose key was known.
local batch, key_age = tonumber(ARGV[3]), tonumber(ARGV[6])
local last = redis.call('HMGET', KEYS[7], 'batch', 'reply')
if last[1] then
  if tonumber(last[1]) == batch then
    return last[2]
  elseif tonumber(last[1]) > batch then
    return redis.error_reply('STALE a newer batch of this node was stored already')
  end
end

-- Two generations of keys: the younger one is written, both are read, so a key is known for one to two key ages.
local generation = math.floor(now / key_age)
local young, old = KEYS[4 + generation % 2], KEYS[5 - generation % 2]
local keys = {}
for i = 9, #ARGV, 3 do
  if ARGV[i] ~= '' then
    keys[#keys + 1] = ARGV[i]
  end
end
local positions = {}
if #keys > 0 then
  local written = tonumber(known[6] or -1)
  if written ~= generation then
    redis.call('DEL', young)
    if written ~= generation - 1 then
      redis.call('DEL', old)
    end
    redis.call('HSET', meta, 'keys', int(generation))
  end
  for _, hash in ipairs({ old, young }) do
    local found = redis.call('HMGET', hash, unpack(keys))
    for i, position in ipairs(found) do
      if position then
        positions[keys[i]] = position
      end
    end
  end
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
  redis.call('HSET', young, unpack(fresh))
  redis.call('PEXPIRE', young, int(2 * key_age))
end
if offset > top then
  local entry = '1 ' .. epoch .. ' ' .. int(base) .. ' ' .. #bodies .. ' ' .. int(now) .. '\n' .. table.concat(bodies, '\n')
  local first_kept = math.max(0, offset - tonumber(ARGV[4]) + 1)
  redis.call('XADD', log, 'MINID', '~', int(first_kept), int(offset) .. '-0', 'm', entry)
  redis.call('PEXPIRE', log, ARGV[5])
  redis.call('HSET', meta, 'top', int(offset), 'at', int(now))
  redis.call(ARGV[8], channel, entry)
end
local reply = epoch .. ' ' .. int(base) .. ' ' .. int(now) .. table.concat(repeated)
redis.call('HSET', KEYS[7], 'batch', ARGV[3], 'reply', reply)
redis.call('PEXPIRE', KEYS[7], ARGV[7])
return reply
