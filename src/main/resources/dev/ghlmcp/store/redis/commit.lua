-- Notes what a poll found, or a part of it. KEYS[2..]: the watch's hash, its slots, those that are forgotten by their
-- times, its log, the numbers of its events by their ids
-- ARGV[2..]: holder, number of the lease, now, mark, forget; whether the poll ends, and then when the next is due, state,
--            note, whether it was answered, whether all there is was noted, requests; then for each thing that was seen:
--            slot, value (after '=', or '-' to empty it), until when it is needed, id of its event or nothing, event
local row, items, times, log, ids = KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
if redis.call('HGET', row, 'holder') ~= ARGV[2] or redis.call('HGET', row, 'fence') ~= ARGV[3] then
  return {0}
end
local now = ARGV[4]
local function number(field)
  return tonumber(redis.call('HGET', row, field) or 0)
end
if tonumber(ARGV[5]) > number('mark') then
  redis.call('HSET', row, 'mark', ARGV[5])
end

local before = number('last')
local last = before
for i = 14, #ARGV, 5 do
  local slot, value, at, id = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local placed
  if value == '-' then
    placed = redis.call('HDEL', items, slot) == 1
    redis.call('ZREM', times, slot)
  else
    value = string.sub(value, 2)
    placed = redis.call('HGET', items, slot) ~= value
    if placed then
      redis.call('HSET', items, slot, value)
      if at == '0' then
        redis.call('ZREM', times, slot)
      else
        redis.call('ZADD', times, at, slot)
      end
    end
  end
  if placed and id ~= '' and redis.call('HSETNX', ids, id, last + 1) == 1 then
    last = last + 1
    redis.call('HSET', log, last, now .. ' ' .. id .. '\n' .. ARGV[i + 4])
  end
end
if last > before then
  redis.call('HSET', row, 'last', last, 'last_at', now)
  if number('first') == 0 then
    redis.call('HSET', row, 'first', before + 1)
  end
end
for _, slot in ipairs(redis.call('ZRANGEBYSCORE', times, 0, '(' .. ARGV[6])) do
  redis.call('HDEL', items, slot)
  redis.call('ZREM', times, slot)
end

if ARGV[7] == '1' and (redis.call('HGET', row, 'state') or '') == '' then
  local following, ring = tonumber(ARGV[8]), number('ring')
  local answered = ARGV[11] == '1'
  -- A ring does not hurry what failed; the next poll sees it.
  local rung = answered and ring > tonumber(now)
  redis.call('HSET', row, 'next', rung and math.min(ring, following) or following, 'ring', rung and ring or 0,
    'state', ARGV[9], 'note', ARGV[10], 'fails', answered and 0 or number('fails') + 1,
    'ended', ARGV[9] == '' and 0 or now)
  if answered then
    redis.call('HSET', row, 'polled', now, 'cost', ARGV[13])
  end
  if ARGV[12] == '1' then
    redis.call('HSET', row, 'primed', 1)
  end
end
return {1}
