-- Renews a node's lease, moves those that ran out to the dead, and claims dead ones for this node to reap.
-- KEYS  1 live: lease -> its end  2 dead: lease -> until when it is claimed by whoever reaps it, all by the time of Redis
--       3 names: lease -> name of its node
-- ARGV  1 lease  2 '1' to begin it, '0' to renew it  3 presence/lease (ms)  4 time between heartbeats (ms)  5 life of the
--       keys (ms)  6 how many to claim at most  7 name of the node  8... those that this node is reaping
-- Replies {1 if the lease holds, the history that Redis goes on with, claimed ones...}.
local live, dead, names = KEYS[1], KEYS[2], KEYS[3]
local id, lease, interval = ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[4])

local function int(n)
  return string.format('%.0f', n)
end

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local history = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
  or string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')

-- What ends later than any lease lets it was written while the clock of Redis' host was ahead. Nodes that live renew it;
-- leases may differ from node to node while the setting is being changed.
for _, one in ipairs(redis.call('ZRANGEBYSCORE', live, int(now + 10 * lease), '+inf')) do
  redis.call('ZADD', live, int(now + lease), one)
end
for _, one in ipairs(redis.call('ZRANGEBYSCORE', dead, int(now + 10 * lease), '+inf')) do
  redis.call('ZADD', dead, 0, one)
end

-- Where nobody was heard, Redis could not be reached: that time counts against no lease.
local newest = redis.call('ZREVRANGE', live, 0, 0, 'WITHSCORES')
local silence = newest[2] and now - (tonumber(newest[2]) - lease) or 0
if silence > 2 * interval then
  for _, one in ipairs(redis.call('ZRANGE', live, 0, -1)) do
    redis.call('ZINCRBY', live, int(silence - interval), one)
  end
end

if ARGV[2] == '0' and not redis.call('ZSCORE', live, id) then
  return { 0, history }
end
redis.call('ZADD', live, int(now + lease), id)
redis.call('HSET', names, id, ARGV[7])
for _, ended in ipairs(redis.call('ZRANGEBYSCORE', live, '-inf', int(now), 'LIMIT', 0, 100)) do
  redis.call('ZREM', live, ended)
  redis.call('HDEL', names, ended)
  redis.call('ZADD', dead, 0, ended)
end

local claimed_until = int(now + 1.5 * interval)
for i = 8, #ARGV do
  redis.call('ZADD', dead, 'XX', claimed_until, ARGV[i])
end
local reply = { 1, history }
for _, one in ipairs(redis.call('ZRANGEBYSCORE', dead, '-inf', int(now), 'LIMIT', 0, ARGV[6])) do
  redis.call('ZADD', dead, claimed_until, one)
  reply[#reply + 1] = one
end
redis.call('PEXPIRE', live, ARGV[5])
redis.call('PEXPIRE', dead, ARGV[5])
redis.call('PEXPIRE', names, ARGV[5])
return reply
