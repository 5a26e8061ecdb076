-- Forgets documents that have expired. KEYS: the kind's documents, their names, those that are due, those that expire
-- ARGV: now, how many at once
local names = redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', '(' .. ARGV[1], 'LIMIT', 0, ARGV[2])
for _, name in ipairs(names) do
  redis.call('HDEL', KEYS[1], name)
  for i = 2, 4 do
    redis.call('ZREM', KEYS[i], name)
  end
end
return {#names}
