"""On any address no link begins a simulated screen: whoever has no exercice is led to the gate."""

import json
import re

from opposition import ROOT, Server

# What belongs to nobody, and shows no simulated screen.
OPEN = {"/", "/rejoindre", "/formation", "/3422/conseiller", "/verification", "/verification/certificat.pem", "/a-propos", "/aide", "/aide/mots", "/aide/procedure", "/reseau", "/facile", "/guide",
        "/accessibilite", "/healthz", "/metrics"}
# The streams of a page: nobody opens them by hand.
STREAMS = {"/suivi", "/3422/suivi", "/3422/conseiller/suivi"}


def routes():
    """The addresses of pages, as the table of routes has them."""
    table = (ROOT / "Sources/Site/Route.swift").read_text().split("static let table: [String: Route] = [")[1].split("\n    ]")[0]
    found = {path: methods for path, methods in re.findall(r'^ +"(/[^"]*)": Route\(\[(.*)\]\)', table, re.MULTILINE) if not path.startswith("/api")}
    return found | {"/verification": ".get: .post:"}


def test_every_page_of_an_exercice_leads_whoever_has_none_to_the_gate(tmp_path):
    with Server(tmp_path) as server:
        for path, methods in routes().items():
            for cookie in ({}, {"Cookie": "exercice=" + "b" * 32}, {"Cookie": "exercice=x; conseiller=BCDF-GHJK"}):
                for query in ("", "?scenario=S1", "?fiche=odile-vautrin", "?beneficiaire=lila&choix=opposition"):
                    answer = server.call("GET", path + query, headers=cookie)
                    if ".get:" not in methods:
                        assert answer.status == 405, path
                    elif path in OPEN:
                        assert answer.status == 200 and not answer.headers["Set-Cookie"], path
                    elif path in STREAMS:
                        assert answer.status in (303, 404), path
                    else:
                        assert (answer.status, answer.headers["Location"]) == (303, "/"), (path, answer.status)
                if ".post:" in methods and path not in OPEN | {"/exercices"}:
                    answer = server.submit(path, {"geste": "composer", "choix": "opposition", "decision": "confirmer"}, headers=cookie)
                    assert answer.status == 303 and answer.headers["Location"] in ("/", "/3422/conseiller"), path


def test_no_address_begins_an_exercice_by_being_opened(tmp_path):
    with Server(tmp_path) as server:
        for path in ("/exercices", "/exercices?scenario=S1", "/rejoindre?code=BCD-FGH", "/?scenario=S1", "/?fiche=odile-vautrin", "/accueil?scenario=S1", "/api/exercices"):
            answer = server.call("GET", path)
            assert not answer.headers["Set-Cookie"] and answer.status in (200, 303, 404, 405), path
        assert json.loads(server.call("GET", "/api").body)["simulation"] is True
