-- Writes a state document if it has the expected version.
-- KEYS  7 the node's last writes
-- ARGV  3 call number of the write  4 time to live of the call number (ms)  5 PUBLISH or SPUBLISH  6 key  7 value, '' to delete
--       8 expected version, '' for any  9 state/keys
-- Replies {'written', version, epoch}, {'conflict', version, value} or {'full'}, each with 1 as the fourth element
-- if this write created the channel, else 0.
if tonumber(ARGV[3]) <= tonumber(redis.call('HGET', KEYS[7], 'set') or 0) then
  return redis.error_reply('STALE a newer write of this node was here before')
end
redis.call('HSET', KEYS[7], 'set', ARGV[3])
redis.call('PEXPIRE', KEYS[7], ARGV[4])

local key, value, expected = ARGV[6], ARGV[7], ARGV[8]
local version, current = string.match(redis.call('HGET', state, key) or '0 ', '^(%d+) (.*)$')
if not version then
  -- A document that cannot be parsed is treated as absent.
  redis.call('HDEL', state, key)
  version, current = '0', ''
end
if expected ~= '' and expected ~= version then
  return { 'conflict', version, current, begun }
end
if current == '' then
  if value == '' then
    return { 'written', '0', epoch, begun }
  elseif redis.call('HLEN', state) >= tonumber(ARGV[9]) then
    return { 'full', '', '', begun }
  end
end
version = redis.call('HINCRBY', meta, 'version', 1)
if value == '' then
  redis.call('HDEL', state, key)
else
  redis.call('HSET', state, key, version .. ' ' .. value)
end
renew(state, ARGV[2])
local change = 's ' .. epoch .. ' ' .. next_revision() .. ' ' .. version .. ' ' .. key .. '\n' .. value
redis.call(ARGV[5], channel, change)
return { 'written', tostring(version), epoch, begun }
