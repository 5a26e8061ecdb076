-- Gives the right to poll up. KEYS[1]: the watch's hash; ARGV: holder
if redis.call('HGET', KEYS[1], 'holder') == ARGV[1] then
  redis.call('HSET', KEYS[1], 'holder', '', 'lease', 0)
end
return {1}
