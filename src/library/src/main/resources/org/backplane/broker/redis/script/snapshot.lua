-- Reads the current state of a channel, and renews its time to live.
-- KEYS  7 members  8 users
-- ARGV  3 presence/limit
-- Replies {epoch, top, revision, {state...}, number of users, {members...}, 1 if this call created the channel, else 0}.
redis.call('PEXPIRE', KEYS[7], ARGV[2])
redis.call('PEXPIRE', KEYS[8], ARGV[2])
local count = redis.call('HLEN', KEYS[8])
local members = {}
if count <= tonumber(ARGV[3]) then
  members = redis.call('HGETALL', KEYS[7])
end
return { epoch, int(top), redis.call('HGET', meta, 'rev'), redis.call('HGETALL', state), count, members, begun }
