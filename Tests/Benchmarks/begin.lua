-- wrk: each request begins an exercice.
wrk.method, wrk.body = "POST", '{"fiche":"odile-vautrin"}'
wrk.headers["Content-Type"] = "application/json"
wrk.path = "/api/exercices"
