-- Records the channels in which a node has members.
-- KEYS  1 the lease's channels
-- ARGV  1 time to live of the key (ms)  2... channels
for i = 2, #ARGV do
  redis.call('SADD', KEYS[1], ARGV[i])
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
