-- Shows whether Redis takes writes: one that changes nothing, refused for the reasons for which a message would be.
-- KEYS  1 a key that is never there
redis.call('XADD', KEYS[1], 'NOMKSTREAM', '*', 'm', '')
return 1
