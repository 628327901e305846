-- Replies with the last offset and revision of a channel, and renews its time to live: once in a sixteenth of it, however many
-- nodes check, because each renewal is written to the append-only file and to the replicas. If a node has received a larger
-- offset of the current epoch than the log has, Redis lost the end of the log unnoticed: offsets may have been used twice, so
-- a new epoch starts and all older positions become invalid.
-- KEYS  7 members  8 users
-- ARGV  3 epoch that the node has received  4 last offset that it has received
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
