-- Checks whether Redis accepts writes: a write without an effect, which Redis rejects for the same reasons as a message.
-- KEYS  1 a key that never exists
redis.call('XADD', KEYS[1], 'NOMKSTREAM', '*', 'm', '')
return 1
