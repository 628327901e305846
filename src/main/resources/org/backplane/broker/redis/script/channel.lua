-- The beginning of every script: opens a channel, beginning a new epoch where its log is gone or may have lost its tail.
-- KEYS  1 meta  2 log  3 state  4 keys:0  5 keys:1  6 pub/sub channel
-- ARGV  1 epoch to begin, if one is begun  2 channel/age (ms)
local meta, log, state, channel = KEYS[1], KEYS[2], KEYS[3], KEYS[6]

local function int(n)
  return string.format('%d', n)
end

local clock = redis.call('TIME')
local time = clock[1] * 1000 + math.floor(clock[2] / 1000)
local known = redis.call('HMGET', meta, 'epoch', 'top', 'at', 'chain', 'run', 'renewed', 'checked')
local begun = known[1] and 0 or 1
local epoch, top, at, chain = known[1], tonumber(known[2] or 0), tonumber(known[3] or 0), known[4] or ''
-- When a check renewed the lives of the channel's members the last time.
local checked = tonumber(known[7] or 0)

-- Redis takes a new replication id whenever what it holds may be another history than before: at each start, at each
-- promotion, also of a master that was demoted in between, which its run_id would not tell. The same for the whole script.
local function informed(section, name)
  local info = redis.call('INFO', section)
  local _, colon = string.find(info, name, 1, true)
  return colon and string.match(info, '^%x+', colon + 1)
end
run = run or informed('replication', 'master_replid:') or informed('server', 'run_id:')

-- Renewing a life with every append costs more than storing what is appended. So a life is a sixteenth longer than it must
-- be, and is renewed by the first use in each sixteenth: true if one was, by the last one's time.
local function is_renewed(life, last)
  local part = life / 16
  return last <= time and math.floor(last / part) == math.floor(time / part)
end

local function renew(key, life)
  redis.call('PEXPIRE', key, int(life + life / 16))
end

-- The offsets go on under another name; positions under older names are good as far as the chain says.
local function begin_epoch(lives)
  chain = lives
  epoch = ARGV[1]
  redis.call('HSET', meta, 'epoch', epoch, 'chain', chain, 'run', run)
end

if not epoch then
  -- The channel is new, or its life is over and forgotten: nothing may be left of an earlier one.
  epoch = ARGV[1]
  redis.call('DEL', log, state, KEYS[4], KEYS[5])
  redis.call('HSET', meta, 'epoch', epoch, 'top', 0, 'at', 0, 'chain', '', 'run', run, 'rev', 0, 'version', 0)
elseif known[5] ~= run then
  -- Another history than the one written last: what followed our top may be lost, so it gets another name.
  local lives = {}
  for life in string.gmatch(chain .. ' ' .. epoch .. ':' .. int(top), '%S+') do
    lives[#lives + 1] = life
  end
  begin_epoch(table.concat(lives, ' ', math.max(1, #lives - 7)))
end
-- Whoever uses a channel keeps all of it that only uses keep: a state must not end before its channel.
if not is_renewed(ARGV[2], tonumber(known[6] or 0)) then
  redis.call('HSET', meta, 'renewed', int(time))
  renew(meta, ARGV[2])
  renew(state, ARGV[2])
end
-- The time of what happens now goes on from that of what happened last. Where the clock of Redis' host was ahead and has
-- been set right, it is back within 5 s of it at once.
local now = math.min(math.max(time, at), time + 5000)

-- The last offset that a life of this channel reached; nil if it is no life of this channel.
local function last_offset(life)
  if life == epoch then
    return top
  end
  for name, last in string.gmatch(chain, '(%S+):(%d+)') do
    if name == life then
      return tonumber(last)
    end
  end
  return nil
end

-- Makes the next revision of state and members.
local function next_revision()
  return redis.call('HINCRBY', meta, 'rev', 1)
end
