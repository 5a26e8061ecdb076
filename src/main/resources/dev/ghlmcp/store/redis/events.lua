-- Events in their order, each after its number. KEYS: the watch's hash, its log; ARGV: the number before, how many
local first = tonumber(redis.call('HGET', KEYS[1], 'first') or 0)
local last = tonumber(redis.call('HGET', KEYS[1], 'last') or 0)
local events = {}
local seq = math.max(first, tonumber(ARGV[1]) + 1)
while first > 0 and seq <= last and #events < 2 * tonumber(ARGV[2]) do
  local event = redis.call('HGET', KEYS[2], seq)
  if event then
    events[#events + 1] = seq
    events[#events + 1] = event
  end
  seq = seq + 1
end
return events
