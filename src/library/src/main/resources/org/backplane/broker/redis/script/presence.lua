-- Adds users of a node to a channel, replaces their presence, or removes them, in order.
-- ARGV  6 lease of the node  7 and 8, 9 and 10... user and presence, '' to remove the user
for i = 7, #ARGV, 2 do
  local field = ARGV[6] .. '/' .. ARGV[i]
  if ARGV[i + 1] == '' then
    remove_member(field, ARGV[i])
  else
    add_member(field, ARGV[i], ARGV[i + 1])
  end
end
return finish()
