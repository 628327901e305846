-- Lists the live nodes.
-- KEYS  1 live: lease -> expiry, by the clock of Redis  2 names: lease -> name of its node
-- ARGV  1 maximum number of nodes
-- Replies {lease, milliseconds until it expires, name or '', ...}, latest expiry first.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local leases = redis.call('ZREVRANGE', KEYS[1], 0, ARGV[1] - 1, 'WITHSCORES')
local reply = {}
for i = 1, #leases, 2 do
  reply[#reply + 1] = leases[i]
  reply[#reply + 1] = string.format('%.0f', math.min(math.max(0, leases[i + 1] - now), 1e15))
  reply[#reply + 1] = redis.call('HGET', KEYS[2], leases[i]) or ''
end
return reply
