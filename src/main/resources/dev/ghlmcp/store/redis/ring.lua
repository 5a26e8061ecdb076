-- Brings the next poll forward. KEYS[1]: the watch's hash; ARGV: no later than when
local row, at = KEYS[1], tonumber(ARGV[1])
if redis.call('HEXISTS', row, 'made') == 1 and (redis.call('HGET', row, 'state') or '') == '' then
  local ring = tonumber(redis.call('HGET', row, 'ring') or 0)
  redis.call('HSET', row, 'ring', ring == 0 and at or math.min(ring, at),
    'next', math.min(tonumber(redis.call('HGET', row, 'next') or 0), at))
end
return {1}
