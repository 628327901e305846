-- Says what a node has for the settings that all nodes share, and reads what other live nodes have instead.
-- KEYS  1 live: lease -> its end  2 names: lease -> name of its node  3 settings: lease -> what its node has
-- ARGV  1 lease  2 what this node has  3 life of the key (ms)  4 how many others to reply at most
-- Replies {name of a node or '', what it has, ...}; nodes that have the same, and older ones, which say nothing, are left out.
local reply = {}
local all = redis.call('HGETALL', KEYS[3])
for i = 1, #all, 2 do
  local lease, has = all[i], all[i + 1]
  if lease ~= ARGV[1] and not redis.call('ZSCORE', KEYS[1], lease) then
    redis.call('HDEL', KEYS[3], lease)
  elseif lease ~= ARGV[1] and has ~= ARGV[2] and #reply < 2 * ARGV[4] then
    reply[#reply + 1] = redis.call('HGET', KEYS[2], lease) or ''
    reply[#reply + 1] = has
  end
end
redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[3], ARGV[3])
return reply
