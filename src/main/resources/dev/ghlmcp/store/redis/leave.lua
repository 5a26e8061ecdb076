-- Somebody reads a watch no more. KEYS[1]: its hash; ARGV: reader, now, since when readers count
redis.call('HDEL', KEYS[1], 'reader:' .. ARGV[1])
local here = redis.call('HEXISTS', KEYS[1], 'made') == 1
if here and not is_read(KEYS[1], ARGV[3]) and (redis.call('HGET', KEYS[1], 'state') or '') == '' then
  redis.call('HSET', KEYS[1], 'state', 'stopped', 'ended', ARGV[2])
end
return {1}
