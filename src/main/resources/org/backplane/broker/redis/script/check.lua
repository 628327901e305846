-- Tells how far a channel is, and renews its life, once in a sixteenth of it whoever listens: each renewal goes to the
-- append-only file and to the replicas. A node that was told more of an epoch than there is proves that the end
-- of the log was lost without Redis knowing: offsets may have been used twice, so no older position is good any more.
-- KEYS  7 members  8 users
-- ARGV  3 epoch that the node was told of  4 last offset that it was told
-- Replies {epoch, top, revision}.
if ARGV[3] == epoch and tonumber(ARGV[4]) > top then
  begin_epoch('')
end
if not is_renewed(ARGV[2], checked) then
  redis.call('HSET', meta, 'checked', int(time))
  renew(KEYS[7], ARGV[2])
  renew(KEYS[8], ARGV[2])
end
return { epoch, int(top), redis.call('HGET', meta, 'rev') }
