-- Stores a node's values of the settings that must be the same on all nodes, and reads the different values of other live nodes.
-- KEYS  1 live: lease -> expiry  2 names: lease -> name of its node  3 settings: lease -> values of its node
-- ARGV  1 lease  2 values of this node  3 time to live of the key (ms)  4 maximum number of nodes in the reply
-- Replies {name of a node or '', its values, ...} without the nodes that have the same values, and without older versions of
-- Backplane, which store none.
local reply = {}
local all = redis.call('HGETALL', KEYS[3])
for i = 1, #all, 2 do
  local lease, values = all[i], all[i + 1]
  if lease ~= ARGV[1] and not redis.call('ZSCORE', KEYS[1], lease) then
    redis.call('HDEL', KEYS[3], lease)
  elseif lease ~= ARGV[1] and values ~= ARGV[2] and #reply < 2 * ARGV[4] then
    reply[#reply + 1] = redis.call('HGET', KEYS[2], lease) or ''
    reply[#reply + 1] = values
  end
end
redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[3], ARGV[3])
return reply
