-- Enters a watch and one who reads it. KEYS[2]: its hash, KEYS[3]: all watches
-- ARGV[2..]: id, what is watched, reader, how often (negative if they have not said so), now, since when readers count
local row, now = KEYS[2], ARGV[6]
if redis.call('HEXISTS', row, 'made') == 0 then
  redis.call('HSET', row, 'spec', ARGV[3], 'every', math.abs(tonumber(ARGV[5])), 'made', now)
  redis.call('ZADD', KEYS[3], now, ARGV[2])
else
  local state = redis.call('HGET', row, 'state')
  if state == 'stopped' or state == 'unread' or state == 'refused' then
    redis.call('HSET', row, 'state', '', 'note', '', 'ended', 0, 'fails', 0, 'next', 0)
  end
end
local before = redis.call('HGET', row, 'every')
local reader = 'reader:' .. ARGV[4]
local wish = redis.call('HGET', row, reader)
local every = wish and tonumber(ARGV[5]) < 0 and string.match(wish, '^%S+') or ARGV[5]
redis.call('HSET', row, reader, every .. ' ' .. now)
is_read(row, ARGV[7])
every = redis.call('HGET', row, 'every')
local polled = tonumber(redis.call('HGET', row, 'polled') or 0)
-- What failed waits longer than that.
if every ~= before and polled > 0 and tonumber(redis.call('HGET', row, 'fails') or 0) == 0 then
  local ring = tonumber(redis.call('HGET', row, 'ring') or 0)
  local following = polled + tonumber(every)
  redis.call('HSET', row, 'next', ring == 0 and following or math.min(ring, following))
end
return redis.call('HGETALL', row)
