-- KEYS[1]: the store; ARGV[1]: the key that what is written was closed with. Another one may have come, or the Redis was
-- emptied: then nothing is written, and the server reads the key again.
if (redis.call('HGET', KEYS[1], 'key') or '') ~= ARGV[1] then
  return {-1}
end
