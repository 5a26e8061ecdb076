-- Takes the right to poll a watch, or keeps it. Its end goes by Redis's clock, as those of servers differ.
-- KEYS[1]: the watch's hash; ARGV: holder, ms, the number of the right that is kept, or nothing to take it
local row = KEYS[1]
if redis.call('HEXISTS', row, 'made') == 0 then
  return {0}
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local holder = redis.call('HGET', row, 'holder') or ''
local number = ARGV[3]
if number ~= '' then
  if holder ~= ARGV[1] or redis.call('HGET', row, 'fence') ~= number then
    return {0}
  end
elseif holder ~= '' and holder ~= ARGV[1] and tonumber(redis.call('HGET', row, 'lease')) >= now then
  return {0}
else
  number = redis.call('HINCRBY', row, 'fence', 1)
end
redis.call('HSET', row, 'holder', ARGV[1], 'lease', now + tonumber(ARGV[2]))
return {tonumber(number)}
