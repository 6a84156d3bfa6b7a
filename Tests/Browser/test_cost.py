"""Nothing that one sends costs more than its octets: the bodies that are the dearest to read, in each field of each call."""

import json
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest

from opposition import Server

MARKS = sorted((chr(code) for code in range(0x300, 0x20000) if unicodedata.combining(chr(code))), key=unicodedata.combining, reverse=True)
# A unit that is repeated: heaps of marks, out of their order; what NFKC expands; what it joins; digits; what cannot be seen.
UNITS = ["\u0301", "\u0301\u0323\u0334", "".join(MARKS), "A\u0301", "1\u0301", "\u1100\u1161\u11a8", "\ufdfa", "\ufefb", "\U0001d7d9", "\u200b1", "\u202e1", "é", "\uff9e", "1.", "11111111-", "FR76 "]
BODY = 16_384
LIMIT = 0.005


def spent(server):
    """Seconds of processor, in all threads: what else this machine does is not counted."""
    return sum(int((task / "schedstat").read_text().split()[0]) for task in Path(f"/proc/{server.process.pid}/task").iterdir()) / 1e9


def repeated(unit, count):
    return (unit * (count // len(unit.encode()) + 1)).encode()[:count].decode("utf-8", "ignore")


@pytest.fixture(scope="module")
def calls(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("data"), "--threads", "1") as server:
        exercice = server.exercice(fiche="odile-vautrin")
        room = server.call("POST", "/api/formation", {}).headers["Location"]
        code = exercice.items() | {"dateNaissance": "1958-03-14", "canal": "sms"}
        del code["codeProvisoire"]
        objects = [("POST", f"{exercice.path}/identification", exercice.items() | {"beneficiaire": "", "certification": False}), ("POST", f"{exercice.path}/code-provisoire", code)] + [
            (method, path, dict.fromkeys(names)) for method, path, names in [
                ("POST", "/api/exercices", ["fiche", "scenario", "salle", "horloge"]), ("PUT", f"{exercice.path}/horloge", ["instant", "avance", "jour", "repere"]),
                ("PUT", f"{exercice.path}/incident", ["incident", "fin"]), ("POST", f"{exercice.path}/choix", ["choix", "suppression"]), ("POST", f"{exercice.path}/messages", ["message", "jugement"]),
                ("POST", f"{room}/interventions", ["intervention", "postes", "vu", "confirmation"]), ("POST", f"{room}/etape", ["numero"]), ("POST", f"{room}/jeu-de-role", ["usager", "conseiller"]),
                ("PUT", f"{room}/plan", ["etapes", "x"]), ("POST", "/api/formation", ["plan", "jeu", "fiches"]),
            ]]
        forms = [("/exercices", "fiche"), ("/exercices", "scenario"), ("/rejoindre", "code"), ("/verification", "reference"), ("/3422/conseiller", "code"), ("/formation", "plan")]
        yield server, objects, forms


def bodies(unit, objects, forms):
    def as_json(value):
        return json.dumps(value, ensure_ascii=False).encode(), "application/json"

    for method, path, members in objects:
        for name in members:
            value = repeated(unit, BODY - 400)
            for typed in (value, [value], [{"activite": value}], [repeated(unit, 200)] * 70):
                yield method, path, *as_json(members | {name: typed})
        yield method, path, *as_json({repeated(unit, 7_000): 1, repeated(unit, 6_990) + "x": 2})
        yield method, path, *as_json({repeated(unit, 140) + str(rank): 1 for rank in range(90)})
    for path, name in forms:
        for encoded in (repeated(unit, BODY - 100).encode(), quote(repeated(unit, 5_000)).encode()):
            yield "POST", path, name.encode() + b"=" + encoded, "application/x-www-form-urlencoded"
            yield "POST", path, encoded + b"=1", "application/x-www-form-urlencoded"


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: ascii(unit[:4]))
def test_no_body_of_16_kib_takes_more_than_5_milliseconds(calls, unit):
    server, objects, forms = calls
    connection, slow = server.connection(), {}
    for method, path, body, kind in bodies(unit, objects, forms):
        assert len(body) <= BODY
        for attempt in range(8):
            start = spent(server)
            answer = server.call(method, path, body, {"Content-Type": kind}, connection)
            taken = spent(server) - start
            assert answer.status < 500
            if taken <= LIMIT:
                break
        else:
            slow[method, path, body[:60]] = taken
    assert slow == {}
