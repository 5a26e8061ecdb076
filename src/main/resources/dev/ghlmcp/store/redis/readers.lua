-- Each who reads a watch has a field of its hash: how often they want it polled (negative if they have not said so),
-- and when they read it last.
local function is_read(row, since)
  local wished, standard
  local fields = redis.call('HGETALL', row)
  for i = 1, #fields, 2 do
    if string.sub(fields[i], 1, 7) == 'reader:' then
      local every, read = string.match(fields[i + 1], '^(%S+) (%S+)$')
      every = tonumber(every)
      if tonumber(read) >= tonumber(since) then
        if every > 0 then
          wished = math.min(wished or every, every)
        else
          standard = math.min(standard or -every, -every)
        end
      end
    end
  end
  if wished or standard then
    redis.call('HSET', row, 'every', wished or standard)
    return true
  end
  return false
end
