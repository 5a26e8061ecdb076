-- Documents, each after its name. KEYS: the kind's documents, and an index of them; ARGV: how to ask it, from, to, how many
local found = {}
for _, name in ipairs(redis.call(ARGV[1], KEYS[2], ARGV[2], ARGV[3], 'LIMIT', 0, ARGV[4])) do
  found[#found + 1] = name
  found[#found + 1] = redis.call('HGET', KEYS[1], name)
end
return found
