-- Renews the lease of a node, moves expired leases from live to dead, and claims dead leases for this node to reap.
-- KEYS  1 live: lease -> expiry  2 dead: lease -> expiry of the claim by the node that reaps it, both by the clock of Redis
--       3 names: lease -> name of its node
-- ARGV  1 lease  2 '1' to start it, '0' to renew it  3 presence/lease (ms)  4 time between heartbeats (ms)  5 time to live
--       of the keys (ms)  6 maximum number of leases to claim  7 name of the node  8... leases that this node is reaping
-- Replies {1 if the lease is valid, replication id of Redis, claimed leases...}.
local live, dead, names = KEYS[1], KEYS[2], KEYS[3]
local id, lease, interval = ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[4])

local function int(n)
  return string.format('%.0f', n)
end

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local replication_id = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
  or string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')

-- An expiry further ahead than any lease was written while the clock of Redis' host was ahead: correct it. Live nodes renew
-- their leases. The factor allows for nodes with different settings of presence/lease.
for _, other in ipairs(redis.call('ZRANGEBYSCORE', live, int(now + 10 * lease), '+inf')) do
  redis.call('ZADD', live, int(now + lease), other)
end
for _, other in ipairs(redis.call('ZRANGEBYSCORE', dead, int(now + 10 * lease), '+inf')) do
  redis.call('ZADD', dead, 0, other)
end

-- If no node sent a heartbeat for some time, Redis was not reachable: extend all leases by that time.
local newest = redis.call('ZREVRANGE', live, 0, 0, 'WITHSCORES')
local silence = newest[2] and now - (tonumber(newest[2]) - lease) or 0
if silence > 2 * interval then
  for _, other in ipairs(redis.call('ZRANGE', live, 0, -1)) do
    redis.call('ZINCRBY', live, int(silence - interval), other)
  end
end

if ARGV[2] == '0' and not redis.call('ZSCORE', live, id) then
  return { 0, replication_id }
end
redis.call('ZADD', live, int(now + lease), id)
redis.call('HSET', names, id, ARGV[7])
for _, expired in ipairs(redis.call('ZRANGEBYSCORE', live, '-inf', int(now), 'LIMIT', 0, 100)) do
  redis.call('ZREM', live, expired)
  redis.call('HDEL', names, expired)
  redis.call('ZADD', dead, 0, expired)
end

local claimed_until = int(now + 1.5 * interval)
for i = 8, #ARGV do
  redis.call('ZADD', dead, 'XX', claimed_until, ARGV[i])
end
local reply = { 1, replication_id }
for _, other in ipairs(redis.call('ZRANGEBYSCORE', dead, '-inf', int(now), 'LIMIT', 0, ARGV[6])) do
  redis.call('ZADD', dead, claimed_until, other)
  reply[#reply + 1] = other
end
redis.call('PEXPIRE', live, ARGV[5])
redis.call('PEXPIRE', dead, ARGV[5])
redis.call('PEXPIRE', names, ARGV[5])
return reply
