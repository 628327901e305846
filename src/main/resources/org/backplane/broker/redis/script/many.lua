-- The end, after a table reads of functions (KEYS, ARGV), of the script that reads from many channels.
-- KEYS  those of each read
-- ARGV  1 bytes after which nothing further is read, then for each read: its script  its keys  its arguments  the arguments
-- Replies a list: to each read what it would get by itself; nothing where that failed; 0 where there was no room for it.
local room = tonumber(ARGV[1])

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
  if bytes < room then
    local done, reply = pcall(reads[ARGV[at]], slice(KEYS, key, keys), slice(ARGV, at + 3, arguments))
    answer = done and reply
    bytes = bytes + size(answer)
  end
  replies[#replies + 1] = answer
  key, at = key + keys, at + 3 + arguments
end
return replies
