-- Reads the newest messages before a position.
-- ARGV  3 epoch of the position, '-' to read the newest messages  4 offset of the position  5 number of messages after which
--       reading stops  6 number of bytes after which it stops  7 history/age (ms)  8 'existing'
-- Replies {1 if there are older messages, entries, newest first, '' for an entry that cannot be parsed...}. The first entry may
-- also contain messages at or after the position.
local before = tonumber(ARGV[4])
if ARGV[3] == '-' then
  before = top + 1
else
  local last = last_offset(ARGV[3])
  if not last or before > last + 1 then
    return { 0 }
  end
end
if before < 2 then
  return { 0 }
end
local reply, bytes, count, oldest = { 0 }, 0, 0, now - tonumber(ARGV[7])
local wanted, wanted_bytes = tonumber(ARGV[5]), tonumber(ARGV[6])
local first = redis.call('XRANGE', log, int(before - 1), '+', 'COUNT', 1)
local to = first[1] and first[1][1] or '+'
while true do
  local page = redis.call('XREVRANGE', log, to, '-', 'COUNT', 32)
  if #page == 0 then
    return reply
  end
  for _, entry in ipairs(page) do
    local base, written = string.match(entry[2][2], '^1 %S+ (%d+) %d+ (%d+)\n')
    if written and tonumber(written) < oldest then
      return reply
    end
    if count >= wanted or bytes > wanted_bytes then
      reply[1] = 1
      return reply
    end
    if written then
      reply[#reply + 1] = entry[2][2]
      bytes = bytes + #entry[2][2]
      count = before - tonumber(base)
    else
      reply[#reply + 1] = ''
    end
    to = '(' .. entry[1]
  end
end
