-- A server has connected. What it may have sent without a note, or another Redis than the logs are of, makes them begin
-- anew. KEYS[1]: when the logs began; ARGV: the run of this Redis, whether the server was connected before
local kind = redis.call('TYPE', KEYS[1])['ok']
if kind ~= 'hash' then
  redis.call('DEL', KEYS[1])
end
if ARGV[2] == '1' or redis.call('HGET', KEYS[1], 'run') ~= ARGV[1] or redis.call('HEXISTS', KEYS[1], 'birth') == 0 then
  local time = redis.call('TIME')
  redis.call('HSET', KEYS[1], 'run', ARGV[1], 'birth', time[1] * 1000 + math.floor(time[2] / 1000))
end
return {1}
