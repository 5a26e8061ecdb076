-- Lets a request go and notes it, if every window has room. Times are Redis's own, in ms.
-- KEYS[1]: when the logs began, KEYS[2]: the logs of one quota
-- ARGV: age of this server's last note or -1, probe, remaining or -1, age of its request, told, stamp of the known rule,
--       settling time; then for each window: field, max, period, former max, former period, unit, wait by this server's part
local WIDTH = 13
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lost = false

local function is_hash(key)
  local kind = redis.call('TYPE', key)['ok']
  if kind ~= 'hash' and kind ~= 'none' then
    redis.call('DEL', key)
    lost = true
  end
  return kind == 'hash'
end

local function number(field)
  return is_hash(KEYS[2]) and tonumber(redis.call('HGET', KEYS[2], field) or nil) or 0
end

local function at(log, place)
  return tonumber(string.sub(log, (place - 1) * WIDTH + 1, place * WIDTH))
end

local function since(log, moment)
  local size = #log / WIDTH
  local count = 0
  while count < size and at(log, size - count) > moment do
    count = count + 1
  end
  return count
end

local function room(log, max, period)
  if max < 1 then
    return period
  end
  local place = #log / WIDTH - max + 1
  return place < 1 and 0 or math.max(0, at(log, place) + period + 1 - now)
end

local birth = is_hash(KEYS[1]) and tonumber(redis.call('HGET', KEYS[1], 'birth') or nil) or nil
if not birth or birth > now then
  lost = true
end
local known = is_hash(KEYS[2])

local windows = {}
for i = 8, #ARGV, 7 do
  local w = {
    field = ARGV[i], max = tonumber(ARGV[i + 1]), period = tonumber(ARGV[i + 2]),
    fmax = tonumber(ARGV[i + 3]), fperiod = tonumber(ARGV[i + 4]),
    unit = tonumber(ARGV[i + 5]), share = tonumber(ARGV[i + 6])
  }
  w.log = known and redis.call('HGET', KEYS[2], w.field) or ''
  if #w.log % WIDTH ~= 0 or string.find(w.log, '%D') or (#w.log > 0 and at(w.log, #w.log / WIDTH) > now + 1000) then
    w.log = ''
    lost = true
  end
  windows[#windows + 1] = w
end
local burst = windows[#windows]
local noted = tonumber(ARGV[1])
if noted >= 0 and noted < burst.period and (#burst.log == 0 or at(burst.log, #burst.log / WIDTH) < now - noted - 1000) then
  lost = true
end
if lost then
  redis.call('HSET', KEYS[1], 'birth', now)
  birth = now
end

local max, period, stamp = number('max'), number('period'), number('stamp')
if ARGV[5] == '1' then
  max, period, stamp = burst.max, burst.period, stamp + 1
elseif stamp ~= tonumber(ARGV[6]) and max > 0 and period > 0 then
  burst.fmax, burst.fperiod = math.min(burst.fmax, max), math.max(burst.fperiod, period)
end

local others, till, seen = number('others'), number('till'), number('seen')
if till <= now then
  others = 0
end
local remaining = tonumber(ARGV[3])
if remaining >= 0 then
  local sent = now - tonumber(ARGV[4])
  local least = burst.max - since(burst.log, sent - burst.period) - remaining
  local most = least + since(burst.log, sent)
  local newer = sent >= seen
  if newer and most < others then
    others, seen, till = math.max(0, most), now, now + burst.period
  elseif least > others or newer then
    others, seen, till = math.max(least, others), now, now + burst.period
  end
end

local worst, blocking = 0, #windows
for i, w in ipairs(windows) do
  local open = tonumber(known and redis.call('HGET', KEYS[2], w.field .. ':open') or nil) or 0
  w.joins = w.unit > 1 and open > 0 and #w.log > 0
  w.open = open
  local wait = 0
  if not w.joins then
    wait = math.max(room(w.log, w.max, w.period), room(w.log, w.fmax, w.fperiod))
    if w == burst and others > 0 and ARGV[2] ~= '1' then
      local kept = math.max(room(w.log, w.max - others, w.period), room(w.log, w.fmax - others, w.fperiod))
      wait = math.min(kept, math.max(wait, till - now))
    end
  end
  if now < birth + w.period + tonumber(ARGV[7]) then
    wait = math.max(wait, w.share)
    w.young = true
  end
  if wait > worst then
    worst, blocking = wait, i
  end
end

local fields = {'others', others, 'till', till, 'seen', seen, 'max', max, 'period', period, 'stamp', stamp}
local life = burst.period
for _, w in ipairs(windows) do
  if worst == 0 then
    local size = #w.log / WIDTH
    local moment = string.format('%013d', size > 0 and math.max(now, at(w.log, size)) or now)
    if w.joins then
      w.log = string.sub(w.log, 1, -WIDTH - 1) .. moment
      w.open = w.open - 1
    else
      w.log = string.sub(w.log .. moment, -WIDTH * math.max(w.max, w.fmax))
      w.open = w.unit - 1
    end
    fields[#fields + 1] = w.field
    fields[#fields + 1] = w.log
    if w.unit > 1 then
      fields[#fields + 1] = w.field .. ':open'
      fields[#fields + 1] = w.open
    end
  end
  life = math.max(life, w.period, w.fperiod)
end
redis.call('HSET', KEYS[2], unpack(fields))
if redis.call('PTTL', KEYS[2]) < life + 1000 then
  redis.call('PEXPIRE', KEYS[2], life + 1000)
end
return {worst, blocking - 1, burst.young and 0 or 1, since(burst.log, now - burst.period), max, period, stamp}
