-- wrk: each exercice goes from its choice to its confirmation and back, one durable step a request.
-- Exercices are taken in turn, so that none has two requests in flight.
local paths, turns, next, started = {}, {}, 0, false

function init(arguments)
  for line in io.lines(arguments[1]) do
    paths[#paths + 1] = line
    turns[#turns + 1] = false
  end
end

local headers = { ["Content-Type"] = "application/json" }

function request()
  -- wrk asks for one request that it never sends, to look at it.
  if not started then started = true return wrk.format("GET", "/healthz") end
  next = next % #paths + 1
  turns[next] = not turns[next]
  if turns[next] then return wrk.format("POST", paths[next] .. "/choix", headers, '{"choix":"opposition"}') end
  return wrk.format("POST", paths[next] .. "/confirmation", headers, '{"decision":"modifier"}')
end
