-- Enters users of a node into a channel, renews how they are shown, or takes them out, one after the other.
-- ARGV  6 lease of the node  7 and 8, 9 and 10... a user and how he is shown, '' to take him out
for i = 7, #ARGV, 2 do
  local field = ARGV[6] .. '/' .. ARGV[i]
  if ARGV[i + 1] == '' then
    take_out(field, ARGV[i])
  else
    enter(field, ARGV[i], ARGV[i + 1])
  end
end
return finish()
