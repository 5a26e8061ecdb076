-- Forgets old events, ends a watch that nobody reads, and forgets one that ended long ago. KEYS: the watch's hash, its
-- log, the numbers of its events, all that there is of it besides ..., all watches
-- ARGV: id, now, since when readers count, since when events are kept, how many to forget at once
local row, log, ids = KEYS[1], KEYS[2], KEYS[3]
local function number(field)
  return tonumber(redis.call('HGET', row, field) or 0)
end
local first, last, count = number('first'), number('last'), 0
while first > 0 and first <= last do
  local event = redis.call('HGET', log, first)
  if event then
    local logged, id = string.match(event, '^(%d+) ([^\n]*)')
    if tonumber(logged) >= tonumber(ARGV[4]) or count == tonumber(ARGV[5]) then
      break
    end
    redis.call('HDEL', log, first)
    redis.call('HDEL', ids, id)
    count = count + 1
  end
  first = first + 1
end
if count > 0 then
  redis.call('HSET', row, 'first', first > last and 0 or first)
end

local ended = number('ended')
if ended > 0 and ended < tonumber(ARGV[4]) then
  redis.call('ZREM', KEYS[#KEYS], ARGV[1])
  for i = 1, #KEYS - 1 do
    redis.call('UNLINK', KEYS[i])
  end
elseif redis.call('HEXISTS', row, 'made') == 1 and (redis.call('HGET', row, 'state') or '') == ''
  and not is_read(row, ARGV[3]) and number('made') < tonumber(ARGV[3]) then
  redis.call('HSET', row, 'state', 'unread', 'ended', ARGV[2])
end
return {count}
