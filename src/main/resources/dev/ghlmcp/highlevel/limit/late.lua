-- A request that was noted arrived late: it counts from then on. Times are Redis's own, in ms.
-- KEYS[1]: the logs of one quota; ARGV: field, age of the request, margin
local WIDTH = 13
if redis.call('TYPE', KEYS[1])['ok'] ~= 'hash' then
  return 0
end
local log = redis.call('HGET', KEYS[1], ARGV[1])
if not log or #log % WIDTH ~= 0 or string.find(log, '%D') then
  return 0
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local sent, margin = now - tonumber(ARGV[2]), tonumber(ARGV[3])
-- Any of those noted since then will do, as long as each late request has one.
local times, nearest = {}, nil
for place = 1, #log / WIDTH do
  times[place] = tonumber(string.sub(log, (place - 1) * WIDTH + 1, place * WIDTH))
  local near = times[place] >= sent - margin
  if near and (not nearest or math.abs(times[place] - sent) < math.abs(times[nearest] - sent)) then
    nearest = place
  end
end
if not nearest then
  return 0
end
times[nearest] = math.max(times[nearest], now - margin)
table.sort(times)
for place = 1, #times do
  times[place] = string.format('%013d', times[place])
end
redis.call('HSET', KEYS[1], ARGV[1], table.concat(times))
redis.call('PEXPIRE', KEYS[1], redis.call('PTTL', KEYS[1]) + tonumber(ARGV[2]))
return 1
