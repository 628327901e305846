-- Enters a user of a node into a channel, renews how he is shown, or takes him out.
-- ARGV  6 lease of the node  7 user  8 how he is shown, '' to take him out
local field = ARGV[6] .. '/' .. ARGV[7]
if ARGV[8] == '' then
  take_out(field, ARGV[7])
else
  enter(field, ARGV[7], ARGV[8])
end
renew()
return 1
