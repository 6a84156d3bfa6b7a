"""Work in proportion to octets: what a request costs the event loop that answers it, for each octet that was sent.

`pytest test_proportion.py -s` prints the table. Documents are made on other threads, and so is what takes as long: what
is measured is what everybody else waits for. A long answer costs its writing, a nanosecond an octet.
"""

import json
import time
from pathlib import Path

import pytest

from opposition import Server
from wire import Wire, connect

# In µs: for each octet that a client sends, for each that it is sent, and in all.
PER_OCTET, WRITING, IN_ALL = 2, 0.001, 5_000
BODY = 16_000


class Loop:
    """The one event loop of a server: its thread's time on a processor, in µs."""

    def __init__(self, server):
        self.server = server
        tasks = Path(f"/proc/{server.process.pid}/task")
        before = {task: self.spent(task) for task in tasks.iterdir()}
        for _ in range(200):
            server.call("GET", "/api")
        self.task = max((task for task in tasks.iterdir() if task in before), key=lambda task: self.spent(task) - before[task])

    @staticmethod
    def spent(task):
        return int((task / "schedstat").read_text().split()[0]) / 1_000

    def cost(self, request, rounds=3):
        """Of one such request, the least of some rounds; and the status and the octets of the answer."""
        costs, repeated, wire = [], 1, Wire(lambda: connect(self.server, timeout=60))
        for _ in range(rounds + 1):
            before, began = self.spent(self.task), time.monotonic()
            for _ in range(repeated):
                answer = wire.exchange(request)
            costs.append((self.spent(self.task) - before) / repeated)
            # A fiftieth of a second for each round, whoever works.
            repeated = max(1, min(200, int(repeated * 0.02 / (time.monotonic() - began))))
        wire.close()
        return min(costs[1:]), answer.status, len(answer.body)


def raw(method, path, body=None, type="application/json", **fields):
    body = b"" if body is None else body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"] + [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    if body or method != "GET":
        lines += [f"Content-Type: {type}", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines + ["", ""]).encode() + body


def form(body):
    return {"body": body, "type": "application/x-www-form-urlencoded"}


def filled(piece, separator="", room=BODY):
    """So many pieces as there is room for."""
    count = max(1, room // len((piece + separator).encode()))
    return separator.join([piece] * count)


class Room:
    """A salle of 250 places, in which each has played, and an exercice with all the events that one can have."""

    def __init__(self, server):
        salle = server.call("POST", "/api/formation", {}).json
        self.salle, self.page = "/api/formation/" + salle["secret"], "/formation/" + salle["secret"]
        places = [server.exercice(salle=salle["code"]) for _ in range(250)]
        for intervention in ("scenario-S13", "scenario-S1", "pause", "finDePause"):
            assert server.call("POST", self.salle + "/interventions", {"intervention": intervention}).status == 200
        self.place = places[0].id
        exercice = server.exercice(scenario="S1")
        self.server, self.exercice, self.id = server, exercice.path, exercice.id
        connection = server.connection()
        for day in range(4_990):
            assert server.call("PUT", self.exercice + "/horloge", {"jour": day % 40}, connection=connection).status == 200

    def fresh(self):
        """The address of an exercice in which nothing has happened."""
        return self.server.exercice(scenario="S1").path

    def requests(self):
        cookie = f"exercice={self.id}"
        pages = ["/", "/accueil", "/fiche", "/identification", "/choix", "/code-provisoire", "/messagerie", "/courrier", "/reglages", "/bilan", "/3422", "/3422/conseiller",
                 "/verification", "/a-propos", "/aide", "/aide/mots", "/aide/procedure", "/facile", "/guide", "/accessibilite", "/formation", "/rejoindre", "/reseau",
                 "/healthz", "/nowhere", "/style.css", "/api", "/api/fiches", "/api/scenarios", "/api/procedure", "/api/openapi.json"]
        for page in pages:
            yield page, raw("GET", page, Cookie=cookie)
            yield page + " without an exercice", raw("GET", page)
        for end in ("", "/evenements", "/messages", "/justificatif"):
            yield "exercice" + end, raw("GET", self.exercice + end)
        for end in ("", "?poste=7", "/plan", "/plan.json", "/bilan", "/bilan.csv", "/effacer"):
            yield "/formation/…" + end, raw("GET", self.page + end)
        for end in ("", "/plan", "/bilan"):
            yield "/api/formation/…" + end, raw("GET", self.salle + end)
        yield "a place of the salle", raw("GET", "/accueil", Cookie=f"exercice={self.place}")

        long = {
            "combining marks": filled("\u0301\u0316"), "256 octets of them": filled("\u0301\u0316", room=256), "ligatures": filled("ﷺ"), "digits": filled("1"), "digits of another script": filled("١"), "spaces": filled(" "),
            "letters": filled("e"), "real numbers": filled("185057800608436"), "dates": filled("2022-02-08T10:00:00+01:00"), "durations": "P" + filled("1D"), "A and B": filled("1B"),
        }
        fields = ("codeProvisoire", "nir", "dateNaissance", "typeCarteVitale", "numeroSerie", "beneficiaire", "certification", "canal", "choix", "decision", "message", "fiche", "salle",
                  "horloge", "instant", "avance", "jour", "repere", "incident", "fin", "geste", "code", "reference", "intervention", "postes", "plan", "jeu", "fiches", "numero", "etape")
        for what, text in long.items():
            for path in ("/identification", "/code-provisoire", "/choix", "/horloge", "/incident", "/messages", "/appel/demander"):
                method = "PUT" if path in ("/horloge", "/incident") else "POST"
                for field in fields[:6] if path in ("/identification", "/code-provisoire") else fields[5:21]:
                    yield f"{path} {field}: {what}", raw(method, self.fresh() + path, {field: text})
            for path, some in (("/interventions", ("intervention", "postes")), ("/annulation", ("numero",)), ("/etape", ("etape",)), ("/jeu-de-role", ("usager",)), ("/plan", ("plan", "etapes"))):
                for field in some:
                    yield f"salle{path} {field}: {what}", raw("PUT" if path == "/plan" else "POST", self.salle + path, {field: text})
            yield f"a name of a member: {what}", raw("POST", "/api/exercices", {text: 1})
            yield f"plan.json: {what}", raw("PUT", self.salle + "/plan", {"etapes": [{"activite": text, "minutes": 5}]})
            yield f"begin: {what}", raw("POST", "/api/exercices", {"fiche": text, "scenario": text[:10]})
            yield f"begin, clock: {what}", raw("POST", "/api/exercices", {"horloge": {"avance": text}})
            quoted = "".join(f"%{octet:02X}" for octet in text.encode()[: BODY // 3])
            yield f"form, code: {what}", raw("POST", "/rejoindre", **form("code=" + quoted))
            yield f"form, reference: {what}", raw("POST", "/verification", **form("reference=" + quoted))
            yield f"form, a name of a field: {what}", raw("POST", "/identification", Cookie=f"exercice={self.fresh()[-32:]}", **form(quoted + "=1"))
            yield f"query: {what}", raw("GET", "/verification?reference=" + quoted[:6_000])
            yield f"name of a query: {what}", raw("GET", "/verification?" + quoted[:6_000] + "=1")
            yield f"path: {what}", raw("GET", "/" + quoted[:6_000])

        yield "members", raw("POST", "/api/exercices", "{" + ",".join(f'"{name}":0' for name in range(99)) + "}")
        yield "objects of many members", raw("POST", "/api/exercices", '{"a":[' + filled("{" + ",".join(f'"{name}":0' for name in range(99)) + "}", ",") + "]}")
        marks = ["\u0301\u0316" * 8 + str(name) for name in range(99)]
        yield "names of combining marks", raw("POST", "/api/exercices", "{" + ",".join(f'"{filled(mark, room=130)}":0' for mark in marks) + "}")
        yield "depth", raw("POST", "/api/exercices", '{"a":' + filled("[" * 14 + "]" * 14, ",").join("[]") + "}")
        yield "an array", raw("POST", "/api/exercices", '{"a":[' + filled("0", ",") + "]}")
        yield "escapes", raw("POST", "/api/exercices", '{"fiche":"' + filled("\\u0301") + '"}')
        yield "escapes of two", raw("POST", "/api/exercices", '{"fiche":"' + filled("\\ud83d\\ude00") + '"}')
        yield "places of an intervention", raw("POST", self.salle + "/interventions", '{"intervention":"pause","postes":[' + filled("7", ",") + "]}")
        yield "an intervention on all", raw("POST", self.salle + "/interventions", {"intervention": "pause"})
        yield "and its end", raw("POST", self.salle + "/interventions", {"intervention": "finDePause"})
        yield "persons of a deck", raw("POST", "/api/formation", '{"fiches":[' + filled('"x"', ",") + "]}")
        yield "steps of a plan", raw("PUT", self.salle + "/plan", '{"etapes":[' + filled('{"activite":"S1","minutes":1}', ",") + "]}")
        yield "open a salle", raw("POST", "/api/formation", {})
        yield "open a salle on a page", raw("POST", "/formation", **form("plan=decouverte"))
        yield "begin", raw("POST", "/api/exercices", {})
        yield "fields", raw("POST", "/identification", Cookie=f"exercice={self.fresh()[-32:]}", **form(filled("a=1", "&")))
        yield "empty fields", raw("POST", "/identification", Cookie=f"exercice={self.fresh()[-32:]}", **form("&" * BODY))
        yield "places of a form", raw("POST", self.page + "/interventions", **form(filled("poste=7", "&", room=2_000) + "&intervention=pause"))
        yield "rows of a plan", raw("POST", self.page + "/plan", **form(filled("activite=S1&minutes=1", "&", room=2_500)))
        yield "a query of many", raw("GET", "/verification?" + filled("a=1", "&", room=6_000))

        head = 7_000
        yield "cookies", raw("GET", "/accueil", Cookie=filled("a=1", "; ", room=head))
        yield "a cookie", raw("GET", "/accueil", Cookie="exercice=" + filled("b", room=head))
        yield "Accept", raw("GET", self.exercice + "/evenements", Accept=filled("a/b;q=0.1", ",", room=head))
        yield "Accept, parameters", raw("GET", self.exercice + "/evenements", Accept="text/html" + filled(";q=0.1", room=head))
        yield "Accept-Encoding", raw("GET", "/", Accept_Encoding=filled("gzip;q=0.5", ",", room=head))
        yield "Content-Type", raw("POST", self.exercice + "/choix", "{}", type="application/json" + filled(";a=b", room=head))
        yield "boundary", raw("POST", "/verification", filled("--a\r\n"), type="multipart/form-data; boundary=" + "a" * 60)
        yield "boundary, parameters", raw("POST", "/verification", "x", type="multipart/form-data" + "".join(f";a{n}=b" for n in range(900)))
        yield "parts", raw("POST", "/verification", "--a\r\n" + filled('Content-Disposition: form-data; name="a"\r\n\r\nx\r\n--a\r\n'), type="multipart/form-data; boundary=a")
        yield "Last-Event-ID", raw("GET", self.exercice + "/evenements", Last_Event_ID=filled("9", room=head))
        yield "If-None-Match", raw("GET", "/style.css", If_None_Match=filled('"a"', ",", room=head))
        yield "Range", raw("GET", "/style.css", Range="bytes=" + filled("0-0", ",", room=head))
        yield "Connection", raw("GET", "/api", Connection=filled("a", ",", room=head))
        yield "Host", raw("GET", "/api").replace(b"localhost", b"a" * head)
        yield "fields of a head", raw("GET", "/api", **{f"A{n}": 1 for n in range(90)})
        for size in (1_000, 250_000):
            for what, octet in (("zeros", b"\0"), ("PDF", b"%PDF-1.7\n"), ("digits", b"3")):
                yield f"verification of {size} octets: {what}", raw("POST", "/api/verification", octet * (size // len(octet)), type="application/pdf")


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("data"), "--threads", "1") as server:
        loop = Loop(server)
        rows = [(name, len(request), *loop.cost(request)) for name, request in Room(server).requests()]
    yield rows
    print()
    for title, key in (("the most for each octet", lambda row: row[2] / row[1]), ("the most in all", lambda row: row[2])):
        print(title)
        for name, octets, cost, status, written in sorted(rows, key=key, reverse=True)[:20]:
            print(f"{cost / octets:8.3f} µs an octet {cost:9.1f} µs {octets:7} octets, answered {status} in {written}: {name}")


def test_no_request_costs_its_loop_more_than_its_octets_are_worth(measured):
    assert not [(name, cost, octets) for name, octets, cost, _, written in measured if cost > PER_OCTET * octets + WRITING * written]


def test_no_request_holds_its_loop_for_long(measured):
    assert not [(name, cost) for name, _, cost, _, _ in measured if cost > IN_ALL]


def test_no_request_is_the_servers_fault(measured):
    assert not [(name, status) for name, _, _, status, _ in measured if status >= 500]
