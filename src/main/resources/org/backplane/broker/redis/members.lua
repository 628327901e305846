-- Makes the users that a node has in a channel under a lease, or had under its earlier ones, those that are given.
-- ARGV  6 lease, 'node' or 'node.number'  7 and 8, 9 and 10... a user and how he is shown
local given = {}
for i = 7, #ARGV, 2 do
  local field = ARGV[6] .. '/' .. ARGV[i]
  given[field] = true
  enter(field, ARGV[i], ARGV[i + 1])
end

-- Only now: who was here under an earlier lease of the node has not left.
local node, number = string.match(ARGV[6], '^([^.]*)%.?(%d*)$')
for _, field in ipairs(node and redis.call('HKEYS', members) or {}) do
  if string.sub(field, 1, #node) == node and not given[field] then
    local of, earlier, user = string.match(field, '^([^./]*)%.?(%d*)/(.*)$')
    if of == node and (tonumber(earlier) or 0) <= (tonumber(number) or 0) then
      take_out(field, user)
    end
  end
end
return finish()
