-- Writes a state document if it has the expected version.
-- ARGV  3 PUBLISH or SPUBLISH  4 key  5 value, '' to delete  6 expected version, '' for any  7 state/keys
-- Replies {'written', version, epoch}, {'conflict', version, value} or {'full'}.
local key, value, expected = ARGV[4], ARGV[5], ARGV[6]
local version, current = string.match(redis.call('HGET', state, key) or '0 ', '^(%d+) (.*)$')
if expected ~= '' and expected ~= version then
  return { 'conflict', version, current }
end
if current == '' then
  if value == '' then
    return { 'written', '0', epoch }
  elseif redis.call('HLEN', state) >= tonumber(ARGV[7]) then
    return { 'full' }
  end
end
version = redis.call('HINCRBY', meta, 'version', 1)
if value == '' then
  redis.call('HDEL', state, key)
else
  redis.call('HSET', state, key, version .. ' ' .. value)
end
redis.call('PEXPIRE', state, ARGV[2])
local change = 's ' .. epoch .. ' ' .. next_revision() .. ' ' .. version .. ' ' .. key .. '\n' .. value
redis.call(ARGV[3], channel, change)
return { 'written', tostring(version), epoch }
