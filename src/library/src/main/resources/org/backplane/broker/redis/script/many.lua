-- Last part of the script that executes reads of several channels; the first part is a table `reads` of functions (KEYS, ARGV).
-- KEYS  the keys of all reads, one read after the other
-- ARGV  1 bytes after which no further read is executed, then for each read: script  number of keys  number of arguments
--       arguments...
-- Replies a list with one element per read: its reply, nil if it failed, or 0 if it was not executed.
local max_bytes = tonumber(ARGV[1])

local function slice(list, first, count)
  local part = {}
  for i = 1, count do
    part[i] = list[first + i - 1]
  end
  return part
end

local function size(reply)
  if type(reply) ~= 'table' then
    return #tostring(reply)
  end
  local sum = 0
  for _, part in ipairs(reply) do
    sum = sum + size(part)
  end
  return sum
end

local replies, bytes, key, at = {}, 0, 1, 2
while ARGV[at] do
  local keys, arguments = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  local answer = 0
  if bytes < max_bytes then
    local succeeded, reply = pcall(reads[ARGV[at]], slice(KEYS, key, keys), slice(ARGV, at + 3, arguments))
    answer = succeeded and reply
    bytes = bytes + size(answer)
  end
  replies[#replies + 1] = answer
  key, at = key + keys, at + 3 + arguments
end
return replies
