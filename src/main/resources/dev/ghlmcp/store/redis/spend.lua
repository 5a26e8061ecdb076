-- Counts what is limited per day. KEYS[1]: the counts by day; ARGV: day, count, life in ms
for _, day in ipairs(redis.call('HKEYS', KEYS[1])) do
  if tonumber(day) < tonumber(ARGV[1]) then
    redis.call('HDEL', KEYS[1], day)
  end
end
local count = redis.call('HINCRBY', KEYS[1], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {count}
