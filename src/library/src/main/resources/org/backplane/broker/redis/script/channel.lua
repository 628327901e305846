-- Common first part of the scripts of a channel: creates the channel if it does not exist, and starts a new epoch if its log
-- was lost or may have lost its end.
-- KEYS  1 meta  2 log  3 state  4 keys:0  5 keys:1  6 pub/sub channel
-- ARGV  1 name of a new epoch, used only if one is started  2 channel/age (ms)
local meta, log, state, channel = KEYS[1], KEYS[2], KEYS[3], KEYS[6]

local function int(n)
  return string.format('%d', n)
end

local clock = redis.call('TIME')
local time = clock[1] * 1000 + math.floor(clock[2] / 1000)
local stored = redis.call('HMGET', meta, 'epoch', 'top', 'at', 'chain', 'run', 'renewed', 'checked')
local begun = stored[1] and 0 or 1
local epoch, top, at, chain = stored[1], tonumber(stored[2] or 0), tonumber(stored[3] or 0), stored[4] or ''
-- When check.lua last renewed the time to live of the members.
local checked = tonumber(stored[7] or 0)

-- Redis has a new replication id whenever its data may differ from what was written last: after each start and promotion,
-- also of a master that was demoted in between, whose run_id is unchanged. Read once per script call.
local function info_field(section, name)
  local info = redis.call('INFO', section)
  local _, colon = string.find(info, name, 1, true)
  return colon and string.match(info, '^%x+', colon + 1)
end
replication_id = replication_id or info_field('replication', 'master_replid:') or info_field('server', 'run_id:')

-- Renewing a time to live with every append costs more than the append itself. So each time to live is a sixteenth longer than
-- required, and only the first use in each sixteenth renews it. Returns whether it was renewed in the current sixteenth.
local function is_renewed(ttl, last)
  local part = ttl / 16
  return last <= time and math.floor(last / part) == math.floor(time / part)
end

local function renew(key, ttl)
  redis.call('PEXPIRE', key, int(ttl + ttl / 16))
end

-- Starts a new epoch. Offsets continue; positions of an earlier epoch remain valid up to its last offset in the chain.
local function begin_epoch(former_epochs)
  chain = former_epochs
  epoch = ARGV[1]
  redis.call('HSET', meta, 'epoch', epoch, 'chain', chain, 'run', replication_id)
end

if not epoch then
  -- The channel is new, or its meta has expired: remove the rest of an earlier channel of this name.
  epoch = ARGV[1]
  redis.call('DEL', log, state, KEYS[4], KEYS[5])
  redis.call('HSET', meta, 'epoch', epoch, 'top', 0, 'at', 0, 'chain', '', 'run', replication_id, 'rev', 0, 'version', 0)
elseif stored[5] ~= replication_id then
  -- Redis restarted or failed over since the last write: messages after top may be lost, so a new epoch starts.
  local epochs = {}
  for former in string.gmatch(chain .. ' ' .. epoch .. ':' .. int(top), '%S+') do
    epochs[#epochs + 1] = former
  end
  begin_epoch(table.concat(epochs, ' ', math.max(1, #epochs - 7)))
end
-- Each use renews meta and state together, so that the state documents do not expire before the channel.
if not is_renewed(ARGV[2], tonumber(stored[6] or 0)) then
  redis.call('HSET', meta, 'renewed', int(time))
  renew(meta, ARGV[2])
  renew(state, ARGV[2])
end
-- The time of new entries does not go backwards. If the clock of Redis' host was ahead and has been corrected, the time is at
-- most 5 s ahead of it from then on.
local now = math.min(math.max(time, at), time + 5000)

-- The last offset of an epoch of this channel; nil if the epoch is unknown.
local function last_offset(wanted)
  if wanted == epoch then
    return top
  end
  for former, last in string.gmatch(chain, '(%S+):(%d+)') do
    if former == wanted then
      return tonumber(last)
    end
  end
  return nil
end

-- Increments the revision of state and members, and returns it.
local function next_revision()
  return redis.call('HINCRBY', meta, 'rev', 1)
end
