-- The end, after a function one(KEYS, ARGV) that reads one channel, of every script that reads many.
-- KEYS  those of each channel
-- ARGV  1 keys of each  2 arguments of each  3 bytes after which no further one is read  4... the arguments of each
-- Replies a list: of each channel what it would get by itself; nothing where that failed; 0 where there was no room for it.
local keys_each, arguments_each, room = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local function slice(list, after, count)
  local part = {}
  for i = 1, count do
    part[i] = list[after + i]
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

local replies, bytes = {}, 0
for i = 0, #KEYS / keys_each - 1 do
  replies[i + 1] = 0
  if bytes < room then
    local done, reply = pcall(one, slice(KEYS, i * keys_each, keys_each), slice(ARGV, 3 + i * arguments_each, arguments_each))
    replies[i + 1] = done and reply
    bytes = bytes + size(done and reply)
  end
end
return replies
