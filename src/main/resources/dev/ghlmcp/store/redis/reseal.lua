-- Puts one value in the place of another, unless somebody has changed it. KEYS[1]: a hash; ARGV: field, old, new
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
end
return {1}
