-- Ends a watch. KEYS: all that there is of it ..., all watches; ARGV: id
redis.call('ZREM', KEYS[#KEYS], ARGV[1])
for i = 1, #KEYS - 1 do
  redis.call('UNLINK', KEYS[i])
end
return {1}
