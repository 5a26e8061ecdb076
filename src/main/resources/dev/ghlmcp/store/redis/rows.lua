-- The hashes of watches. KEYS: theirs; ARGV: a field that they must have, or nothing; another's comes empty
local rows = {}
for i = 1, #KEYS do
  local wanted = ARGV[1] == '' or redis.call('HEXISTS', KEYS[i], ARGV[1]) == 1
  rows[i] = wanted and redis.call('HGETALL', KEYS[i]) or {}
end
return rows
