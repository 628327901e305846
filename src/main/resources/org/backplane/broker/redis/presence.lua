-- Enters a user of a node into a channel, renews how he is shown, or takes him out.
-- KEYS  7 members  8 users
-- ARGV  3 PUBLISH or SPUBLISH  4 node  5 user  6 how he is shown, '' to take him out
local members, users = KEYS[7], KEYS[8]
local field, shown = ARGV[4] .. '/' .. ARGV[5], ARGV[6]
local before = redis.call('HGET', members, field) or ''
if before == shown then
  return 0
end
local kind = 'CHANGED'
if shown == '' then
  redis.call('HDEL', members, field)
  if redis.call('HINCRBY', users, ARGV[5], -1) <= 0 then
    redis.call('HDEL', users, ARGV[5])
    kind = 'LEFT'
  end
else
  redis.call('HSET', members, field, shown)
  if before == '' and redis.call('HINCRBY', users, ARGV[5], 1) == 1 then
    kind = 'JOINED'
  end
end
redis.call('PEXPIRE', members, ARGV[2])
redis.call('PEXPIRE', users, ARGV[2])
local change = 'p ' .. epoch .. ' ' .. next_revision() .. ' ' .. kind .. ' ' .. redis.call('HLEN', users)
  .. ' ' .. ARGV[4] .. ' ' .. ARGV[5] .. (shown == '' and ' gone\n' .. before or ' here\n' .. shown)
redis.call(ARGV[3], channel, change)
return 1
