-- Somebody has read a watch. KEYS[1]: its hash; ARGV: reader, now
local reader = 'reader:' .. ARGV[1]
local wish = redis.call('HGET', KEYS[1], reader)
if not wish then
  return {0}
end
redis.call('HSET', KEYS[1], reader, string.match(wish, '^%S+') .. ' ' .. ARGV[2])
return {1}
