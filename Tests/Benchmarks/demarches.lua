-- wrk: whole démarches, from the exercice to the justificatif. Each answer puts its exercice back in the queue of
-- those that have a step to take, so that none has two requests in flight.
local ready, head, tail = {}, 1, 0
local json = { ["Content-Type"] = "application/json" }
local bodies = {
  identification = '{"codeProvisoire":"FICTIFa7Kq2Z","nir":"958030010100724","typeCarteVitale":"avecPhoto","numeroSerie":"00000001234"}',
  choix = '{"choix":"opposition"}',
  confirmation = '{"decision":"confirmer"}',
}

function request()
  if head > tail then return wrk.format("POST", "/api/exercices", json, "") end
  local step = ready[head]
  ready[head] = nil
  head = head + 1
  return wrk.format("POST", "/api/exercices/" .. step.id .. "/" .. step.etape, json, bodies[step.etape])
end

function response(status, headers, body)
  local id, etape = body:match('"id":"(%a+)"'), body:match('"etape":"(%a+)"')
  if id and bodies[etape] then
    tail = tail + 1
    ready[tail] = { id = id, etape = etape }
  end
end
