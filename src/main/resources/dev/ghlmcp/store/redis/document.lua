-- Adds, replaces or removes a document. KEYS[2..]: the kind's documents, their names, those that are due, those that
-- expire; all kinds, the last version
-- ARGV[2..]: kind, name, the version that is there (0 for none), and unless it is removed: due, expires, body
local documents, names, due, expires = KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local name = ARGV[3]
local stored = redis.call('HGET', documents, name)
if (stored and string.match(stored, '^%d+') or '0') ~= ARGV[4] then
  return {0}
end
if not ARGV[5] then
  redis.call('HDEL', documents, name)
  for _, index in ipairs({names, due, expires}) do
    redis.call('ZREM', index, name)
  end
  return {1}
end
-- One more than before, as who has replaced it may do so again without reading it. One that was removed and added again
-- is told from what it was: an addition begins far above all others. The standard format loses digits from 1e14 on.
local version = string.format('%.0f', stored and tonumber(ARGV[4]) + 1 or redis.call('INCRBY', KEYS[7], 1048576))
redis.call('HSET', documents, name, version .. ' ' .. ARGV[5] .. ' ' .. ARGV[6] .. '\n' .. ARGV[7])
redis.call('ZADD', names, 0, name)
for index, time in pairs({[due] = ARGV[5], [expires] = ARGV[6]}) do
  if time == '0' then
    redis.call('ZREM', index, name)
  else
    redis.call('ZADD', index, time, name)
  end
end
redis.call('SADD', KEYS[6], ARGV[2])
return {1}
