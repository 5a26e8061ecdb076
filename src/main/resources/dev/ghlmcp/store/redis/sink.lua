-- Notes where a file of a watch's events stands, if there is such a watch. KEYS: its hash, its files; ARGV: name, where
if redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
end
return {1}
