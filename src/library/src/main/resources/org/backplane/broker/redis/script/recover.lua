-- Reads the messages after a position.
-- ARGV  3 epoch of the position  4 offset of the position  5 number of bytes after which reading stops  6 history/age (ms)
-- Replies {epoch, top, 1, entries...} if no message after the position is missing, otherwise {epoch, top, 0, 1 if the next entry
-- cannot be parsed, else 0}.
local since, wanted = tonumber(ARGV[4]), tonumber(ARGV[5])
local last = last_offset(ARGV[3])
local top_now = int(top)
if not last or since > last then
  return { epoch, top_now, 0, 0 }
end
local reply = { epoch, top_now, 1 }
local from, bytes = '(' .. int(since) .. '-0', 0
local all_read = since >= top
while bytes < wanted and not all_read do
  local page = redis.call('XRANGE', log, from, '+', 'COUNT', 32)
  all_read = #page < 32
  for _, entry in ipairs(page) do
    reply[#reply + 1] = entry[2][2]
    bytes = bytes + #entry[2][2]
    from = '(' .. entry[1]
    if bytes >= wanted then
      break
    end
  end
end
if since < top then
  local base, written = nil, nil
  if reply[4] then
    base, written = string.match(reply[4], '^1 %S+ (%d+) %d+ (%d+)\n')
  end
  if not base or tonumber(base) > since + 1 or tonumber(written) < now - tonumber(ARGV[6]) then
    return { epoch, top_now, 0, reply[4] and not base and 1 or 0 }
  end
end
return reply
