"""Sends each field of each form, call, query, header and imported file its edge values, among steps that are valid: the
same exercices and rooms are used again, so that states grow. What is read in the OpenAPI document and on the pages
is what is sent: a field that comes is tried the next time."""

import json
import random
import re
import threading
import time
from collections import Counter, deque
from html import unescape
from urllib.parse import quote_from_bytes, urlsplit

import edges
from wire import Malformed, Wire, connect

TEXTS = edges.texts()
JSON_EDGES = {name: json.dumps(text, ensure_ascii=False).encode() for name, text in TEXTS.items()}
JSON_EDGES |= {f"bare {text[:24]}": text.encode() for text in [*map(str, edges.INTEGERS), *edges.NUMBERS]}
JSON_EDGES |= {name: text.encode("utf-8", "surrogateescape") for name, text in edges.JSON_ONLY.items()}
FORM_EDGES = {name: quote_from_bytes(text.encode(), safe="").encode() for name, text in TEXTS.items()} | edges.FORM_ONLY
SCENARIOS = [f"S{number}" for number in range(1, 21)]
PAGES = ["/", "/rejoindre", "/formation", "/reglages", "/verification", "/a-propos", "/aide", "/guide"]
STREAMS = {"Accept": "text/event-stream"}
# What the trouble of one request may cost the next ones: nobody waits for its four seconds.
SLOW = b"lenteur"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
BOUNDARY = "edge-of-a-part"


class Request:
    """What is sent, under the name of its kind; `told` is what of it must come back nowhere."""

    def __init__(self, kind, method, path, fields=None, content=None, edge="", told=None):
        self.kind, self.method, self.path, self.content, self.edge, self.told = kind, method, path, content, edge, told
        self.fields = {"Host": "localhost", **(fields or {})}

    @property
    def octets(self):
        fields = dict(self.fields)
        if self.content is not None and "Transfer-Encoding" not in fields:
            fields.setdefault("Content-Length", str(len(self.content)))
        head = f"{self.method} {self.path} HTTP/1.1\r\n".encode() + b"".join(f"{name}: {value}\r\n".encode("latin-1") for name, value in fields.items())
        return head + b"\r\n" + (self.content or b"")

    def __str__(self):
        return f"{self.kind} ({self.edge or 'as it should be'}): {self.octets[:400]!r}{'…' if len(self.octets) > 400 else ''}"


# By their names: those of the values that are dealt first.
SHARP = edges.SHARP | {name for name, text in TEXTS.items() if text in edges.SHARP} | {f"bare {text[:24]}" for text in edges.SHARP}


class Deck:
    """Deals the edges of each field in an order of its own, the sharp ones first, each once before any comes again: its
    share of them, as there are so many decks."""

    def __init__(self, chance, rank, count):
        self.chance, self.rank, self.count, self.decks = chance, rank, count, {}

    def deal(self, field, values):
        deck = self.decks.setdefault(field, [])
        if not deck:
            deck.extend(list(values)[self.rank::self.count] or values)
            self.chance.shuffle(deck)
            deck.sort(key=SHARP.__contains__)
        return deck.pop()


class Subject:
    """The server under test, started again when it died, with what was found. Shared by all who send."""

    def __init__(self, start, log, bound=12):
        """- Parameter start: starts it, with its log in that file."""
        self.begin, self.log_file, self.bound = start, log, bound
        self.lock = threading.Lock()
        self.findings, self.counts, self.dealt, self.slowest = {}, Counter(), set(), []
        self.exercices, self.rooms, self.told = {}, {}, set()
        self.senders = []
        self.start()

    def start(self):
        with open(self.log_file, "ab") as log:
            self.server = self.begin(log)

    @property
    def log(self):
        return self.log_file.read_bytes()

    def found(self, what, request, more=""):
        with self.lock:
            self.findings.setdefault(what, f"{what}: {more}\n    {request}")

    @property
    def is_over(self):
        return len(self.findings) >= self.bound

    def mend(self, server, why):
        """Whoever sees it first: which of the requests under way kills it alone, and a new start."""
        with self.lock:
            if server is not self.server or self.is_over:
                return
            suspects = [sender.request for sender in self.senders if sender.request]
            died = self.died(server)
            said = self.log[-300:].decode(errors="replace")
            self.start()
            if died:
                guilty = [request for request in suspects if self.dies_of(request)]
                for request in guilty or suspects:
                    self.findings[f"died of {request.kind} {request.edge}"] = f"the server died, {'of this alone' if guilty else 'during this'}: {request}\n    {said}"
            else:
                self.findings[f"hangs {len(self.findings)}"] = f"{why}: the server hangs; under way were\n    " + "\n    ".join(map(str, suspects))

    @staticmethod
    def died(server):
        try:
            server.process.wait(0.5)
            return True
        except TimeoutError:
            return False
        except Exception:
            server.kill()
            return False

    def dies_of(self, request):
        wire = Wire(lambda: connect(self.server))
        try:
            wire.exchange(request.octets, request.method == "HEAD")
        except (OSError, Malformed):
            pass
        finally:
            wire.close()
        try:
            self.server.process.wait(0.3)
        except Exception:
            return False
        self.start()
        return True


class Sender(threading.Thread):
    """One who sends, from a seed of its own: its exercices and its room are nobody else's."""

    def __init__(self, subject, seed, rank, senders, count, document, pause=0.0):
        super().__init__(daemon=True)
        self.subject, self.count, self.pause = subject, count // senders, pause
        self.chance = random.Random(f"{seed}.{rank}")
        self.deck = Deck(self.chance, rank, senders)
        # Those that take more are tried more.
        self.calls = [call for call in calls(document) for _ in range(1 + len(call[3]))]
        self.links, self.files = list(PAGES), []
        self.exercices, self.room = [], None
        self.recent, self.request = deque(maxlen=2), None
        self.streaks = set()
        self.wire, self.server = None, None

    def run(self):
        actions = [self.call] * 8 + [self.form] * 8 + [self.header] * 3 + [self.step] * 3 + [self.file] + [self.query] * 2 + [self.begin]
        try:
            while self.count > 0 and not self.subject.is_over:
                if len(self.exercices) < 4 or self.room is None:
                    self.begin()
                self.chance.choice(actions)()
                time.sleep(self.pause)
        except Exception as failure:
            self.subject.found(f"the generator itself: {failure!r}", self.request)
            raise

    # MARK: Sending

    def send(self, request):
        """The answer, or None where none came. Everything that must hold of any answer is looked at here."""
        self.count -= 1
        server = self.subject.server
        if server is not self.server:
            self.server, self.wire = server, Wire(lambda: connect(server))
        self.request = request
        self.recent.append(request)
        if request.told:
            self.subject.told.add(request.told)
        begin = time.perf_counter()
        try:
            answer = self.wire.exchange(request.octets, request.method == "HEAD")
        except (OSError, Malformed) as failure:
            self.wire.close()
            if isinstance(failure, TimeoutError) or self.is_dead(server):
                self.subject.mend(server, failure)
            else:
                self.subject.found(f"{type(failure).__name__} {re.sub('[^a-z ]+', '-', str(failure)[:60])}", request,
                                   f"{failure!r}, after {str(self.recent[0])[:200]}")
            return None
        finally:
            self.request = None
        self.note(request, answer, time.perf_counter() - begin)
        return answer

    @staticmethod
    def is_dead(server):
        try:
            return server.process.wait(0.5) is not None
        except Exception:
            return False

    def note(self, request, answer, taken):
        subject = self.subject
        subject.counts[request.kind.split()[0], answer.status] += 1
        subject.slowest = sorted([*subject.slowest, (taken, request.kind, request.edge)], reverse=True)[:3]
        for what in faults(request, answer):
            subject.found(f"{request.kind}: {what}", request, answer.body[:300])
        if answer.status == 503 and answer.body and not self.is_set_on_purpose(answer):
            subject.found(f"{request.kind}: 503 without an incident", request, answer.body[:300])
        # Wherever something is born, it is known from its answer.
        born = re.search(r"exercice=([a-z]{32})", answer.field("Set-Cookie")) or re.search(r"^/api/exercices/([a-z]{32})$", answer.field("Location"))
        if born:
            subject.exercices.setdefault(born[1])
        if room := re.search(r"^(?:/api)?/formation/([a-z]{32})$", answer.field("Location")):
            subject.rooms.setdefault(room[1])

    @staticmethod
    def is_set_on_purpose(answer):
        """A trouble of the service imitated, and not of the tool."""
        if not answer.field("Retry-After").isdecimal():
            return False
        if answer.type == "application/problem+json":
            return answer.json["code"] == "service-indisponible" and "incident" in answer.json
        return "Rien n’est perdu" in answer.text

    def ask(self, *arguments, **options):
        answer = self.send(Request(*arguments, **options))
        return answer if answer is not None and answer.status < 300 and answer.type == JSON else None

    def sent(self, request, one=None):
        """Sends, and puts an end at once to what would make all wait. What is accepted at the edge is sent again and again."""
        answer = self.send(request)
        if one and SLOW in (request.content or b"") + request.path.encode() and answer is not None and answer.status < 400:
            self.send(Request("incident", "DELETE", f"/api/exercices/{one['id']}/incident"))
            if self.room:
                self.send(Request("incident", "POST", f"/api/formation/{self.room['secret']}/interventions", {"Content-Type": JSON},
                                  b'{"intervention":"finDesIncidents"}'))
        key = request.kind, request.edge
        if request.edge.startswith("avance") and answer is not None and answer.status < 400 and key not in self.streaks and len(self.streaks) < 4:
            self.streaks.add(key)
            for _ in range(300):
                if answer is None or answer.status >= 400 or self.count <= 0:
                    break
                answer = self.send(request)
        return answer

    # MARK: What there is

    def begin(self):
        wishes = {"scenario": self.chance.choice(SCENARIOS)} if self.chance.random() < 0.8 else {"fiche": self.chance.choice(["odile-vautrin",
            "marius-delbosc"])}
        if self.room is None or self.chance.random() < 0.1:
            if room := self.ask("room", "POST", "/api/formation", {"Content-Type": JSON}, b"{}"):
                self.room = room.json
        if self.room and self.chance.random() < 0.5:
            wishes["salle"] = self.room["code"]
        one = self.ask("begin", "POST", "/api/exercices", {"Content-Type": JSON}, json.dumps(wishes).encode())
        if one:
            self.exercices = [*self.exercices[-5:], one.json]

    def one(self):
        return self.chance.choice(self.exercices) if self.exercices else None

    def renew(self, one):
        answer = self.ask("state", "GET", f"/api/exercices/{one['id']}")
        if answer is None:
            self.exercices = [other for other in self.exercices if other is not one]
            return None
        one.update(answer.json)
        return one

    def valid(self, name, one):
        """What a field of that name may hold, for that exercice."""
        fiche, chance = one["fiche"], self.chance
        if name in ("nir", "typeCarteVitale", "numeroSerie", "dateNaissance", "codeProvisoire"):
            return fiche[name] or ""
        places = [place + 1 for place in range(3)]
        words = {
            "beneficiaire": ["", *(person["cle"] for person in fiche["beneficiaires"])], "certification": ["on"], "canal": ["sms", "email"],
            "choix": ["opposition", "activation", "cloture"],
            "suppression": ["on", ""], "decision": ["confirmer", "modifier", "confirmer"], "code": [self.room["code"] if self.room else "bcdfgh"],
            "salle": [self.room["code"] if self.room else ""],
            "jugement": ["vrai", "faux"], "message": [one["fiche"]["cle"]], "fiche": ["odile-vautrin", "marius-delbosc", ""], "scenario": SCENARIOS,
            "instant": ["2026-02-03T10:00:00+01:00"],
            "avance": ["P1D", "-P1D", "P30D"], "jour": [0, 7, 41, 42, 43],
            "repere": ["veilleDuTerme", "dernierJour", "lendemainDuTerme", "codeExpire"], "incident": ["maintenance", "panne", "sessionExpiree"],
            "fin": ["PT10M", ""], "geste": ["composer", "patienter", "demander", "repondre", "confirmer", "raccrocher"], "aDeux": ["on", ""],
            "juste": ["on", ""],
            "reference": [one["justificatif"]["reference"] if one.get("justificatif") else "EXERCICE-BCDF-GHJK-MNPQ"], "poste": places,
            "postes": [places], "numero": places, "vu": [0, 1, 5],
            "intervention": ["pause", "finDePause", "ficheSuivante", "remise", "scenario-S2", "incident-panne", "finDesIncidents",
                             "horloge-codeExpire"], "confirmation": ["on"], "etape": places, "usager": [1, 2],
            "conseiller": [2, 3], "defaire": [1], "plan": ["decouverte", "demiJournee", "telephone"], "jeu": ["courrier"],
            "fiches": [["odile-vautrin"]], "activite": ["S1", "discussion"], "minutes": [5, 10],
            "etapes": [[{"activite": "S1", "minutes": 10}]], "horloge": [{"jour": 7}]}
        return chance.choice(words.get(name, [""]))

    def spoilt(self, kind, name, values):
        """An edge for that field, by its name; now and then what must come back nowhere."""
        if self.chance.random() < 0.08:
            number = edges.real_number(self.chance)
            shown = self.chance.choice(edges.REAL).format(number[0], number[1:])
            if self.chance.random() < 0.5:
                shown = " ".join(re.findall(".{1,3}", shown))
            text = json.dumps(shown).encode() if values is JSON_EDGES else quote_from_bytes(shown.encode(), safe="").encode()
            return "a real number", text, number
        edge = self.deck.deal((kind, name), values)
        self.subject.dealt.add((kind, name, edge))
        return edge, values[edge], None

    # MARK: Calls

    def call(self):
        one = self.one()
        if not one:
            return
        template, method, path, names, query = self.chance.choice(self.calls)
        kind = f"call {method} {template}"
        address = path.replace("{id}", one["id"]).replace("{secret}", self.room["secret"] if self.room else "b" * 32)
        if method == "DELETE" and "incident" not in path and self.chance.random() < 0.9:
            return
        if not names or self.chance.random() < 0.1:
            return self.unlike(kind, method, address, query)
        members = {name: json.dumps(self.valid(name, one)).encode() for name in names if self.chance.random() < 0.8}
        members = {name: value for name, value in members.items() if value != b'""'}
        # Of these one is enough.
        for name in self.chance.sample(["instant", "avance", "jour", "repere"], 3):
            if "avance" in names:
                members.pop(name, None)
        told, edge = None, ""
        if self.chance.random() < 0.85:
            name = self.chance.choice(names)
            if "avance" in names:
                members = {}
            edge, members[name], told = self.spoilt(kind, name, JSON_EDGES)
            edge = f"{name} = {edge}"
        content = b"{" + b",".join(json.dumps(name).encode() + b":" + value for name, value in members.items()) + b"}"
        if self.chance.random() < 0.05:
            edge, content = "the object itself", self.spoilt(kind, "", JSON_EDGES)[1]
        self.sent(Request(kind, method, address, {"Content-Type": JSON}, content, edge, told), one)

    def unlike(self, kind, method, address, query=()):
        """Nothing in it, another method, an address that is not quite one."""
        way = self.chance.randrange(5)
        if query and way < 3:
            edge, value, told = self.spoilt(kind, query[0], FORM_EDGES)
            return self.target(kind, method, f"{address}?{query[0]}=", value, edge, told)
        if way == 0:
            method = self.chance.choice(["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "get", "A" * 300, edges.real_number(self.chance)])
            if method == "DELETE":
                return
            return self.send(Request(kind, method, address, edge=f"method {method[:8]}", told=method if method[0] in "12" else None))
        if way == 1:
            edge, value, told = self.spoilt(kind, "address", FORM_EDGES)
            return self.target(kind, method if method != "DELETE" else "GET", address + "/", value, edge, told)
        if way == 2 and method != "DELETE":
            chunks = self.chance.choice([b"0\r\n\r\n", b"2;a=b\r\n{}\r\n0\r\n\r\n", b"1\r\n{\r\n1\r\n}\r\n000\r\nX: y\r\n\r\n", b"00000002\r\n{}\r\n0\r\n\r\n"])
            return self.send(Request(kind, method, address, {"Content-Type": JSON, "Transfer-Encoding": "chunked"}, chunks, "in chunks"))
        self.send(Request(kind, method, address, STREAMS if "evenements" in address and way == 3 else {}, None if method in ("GET", "DELETE") else b""))

    def target(self, kind, method, prefix, value, edge, told=None, fields=None):
        """What no target can hold is sent all the same, but for what would end the line."""
        value = re.sub(rb"[\0\r\n ]", b"%20", value)[:9_000]
        self.send(Request(kind, method, (prefix.encode() + value).decode("latin-1").encode("ascii", "ignore").decode(), fields, edge=edge, told=told))

    # MARK: Forms

    def form(self):
        one = self.one()
        if not one:
            return
        page = self.chance.choice(self.links)
        answer = self.send(Request("page", "GET", page, {"Cookie": f"exercice={one['id']}"}))
        if answer is not None and answer.status == 303:
            page = answer.field("Location")
            answer = self.send(Request("page", "GET", page, {"Cookie": f"exercice={one['id']}"}))
        if answer is None or answer.type != "text/html":
            return
        self.follow(answer.text)
        forms = list(forms_of(answer.text, page))
        if forms:
            self.fill(self.chance.choice(forms), one)

    def follow(self, html):
        for link in re.findall(r'href="(/[^"#]*)"', html):
            link, name = unescape(link), nameless(unescape(link))
            known = [other for other in self.links if nameless(other) == name]
            if known:
                self.links[self.links.index(known[0])] = link
            elif "." not in link.split("/")[-1]:
                self.links.append(link)

    def fill(self, form, one):
        method, action, fields, buttons, is_file = form
        kind = f"form {method} {nameless(action)}"
        if "effacer" in action and self.chance.random() < 0.9:
            return
        if is_file:
            return self.upload(kind, action, fields, one)
        pairs = [(name, self.filled(name, values, one)) for name, values in fields if self.chance.random() < 0.9]
        if buttons:
            pairs.append(tuple(map(str.encode, self.chance.choice(buttons))))
        pairs = [(name if isinstance(name, bytes) else name.encode(), value) for name, value in pairs]
        told, edge = None, ""
        if pairs and self.chance.random() < 0.85:
            place = self.chance.randrange(len(pairs))
            edge, value, told = self.spoilt(kind, pairs[place][0].decode(), FORM_EDGES)
            edge = f"{pairs[place][0].decode()} = {edge}"
            pairs[place] = pairs[place][0], value
            if self.chance.random() < 0.05:
                pairs.append(pairs[place])
        content = b"&".join(name + b"=" + value for name, value in pairs)
        cookie = {"Cookie": f"exercice={one['id']}"}
        if method == "GET":
            return self.target(kind, "GET", action + "?", content, edge, told, cookie)
        self.sent(Request(kind, "POST", action, {**cookie, "Content-Type": FORM}, content, edge, told), one)

    def filled(self, name, values, one):
        """One of what the form offers, or what its person has."""
        value = self.chance.choice(values) or self.valid(name, one)
        return quote_from_bytes(str(value[0] if isinstance(value, list) else value).encode(), safe="").encode()

    # MARK: Headers, queries and files

    def header(self):
        one = self.one()
        if not one:
            return
        name = self.chance.choice(list(edges.HEADERS))
        told = None
        if self.chance.random() < 0.1:
            value = told = edges.real_number(self.chance)
            edge = "a real number"
        else:
            value = self.deck.deal(("header", name), edges.HEADERS[name])
            edge = value[:30]
        self.subject.dealt.add(("header", name, edge))
        fields = {"Cookie": f"exercice={one['id']}"}
        paths = [*self.links, "/style.css", "/icone.svg", "/favicon.ico", "/api", "/api/fiches", "/api/openapi.json", f"/api/exercices/{one['id']}",
                 f"/api/exercices/{one['id']}/evenements", "/suivi", "/justificatif.pdf", "/inconnu"]
        path, method, content = self.chance.choice(paths), self.chance.choice(["GET", "GET", "HEAD"]), None
        if name in ("Content-Type", "Expect", "Origin", "Sec-Fetch-Site"):
            path, method, content = self.chance.choice([(f"/api/exercices/{one['id']}/choix", "POST", b'{"choix":"opposition"}'),
                                                        ("/choix", "POST", b"choix=opposition"), ("/verification", "POST", b"reference=x")])
            fields["Content-Type"] = JSON if path.startswith("/api") else FORM
        fields[name] = value
        if value == "100-continue":
            # Whoever expects it may send all at once.
            content = content or b""
        self.send(Request(f"header {name}", method, path, fields, content, f"{name}: {edge}", told))

    def query(self):
        one = self.one()
        path, name = self.chance.choice([
            ("/rejoindre", "code"), ("/verification", "reference"), ("/suivi", "apres"), ("/suivi", "pose"), ("/justificatif.pdf", "reference"),
            ("/3422/conseiller", "code"), ("/3422/suivi", "apres"),
            *([(self.room["page"], "poste"), (self.room["page"] + "/suivi", "apres"), (self.room["page"] + "/kit.pdf", "postes"),
               (self.room["page"] + "/bilan", "x")] if self.room else [])])
        edge, value, told = self.spoilt(f"query {nameless(path)}", name, FORM_EDGES)
        self.target(f"query {nameless(path)}", "GET", f"{path}?{name}=", value, f"{name} = {edge}", told, {"Cookie": f"exercice={one['id']}"} if one else {})

    def file(self):
        one = self.one()
        if one:
            self.upload("file POST /verification", "/verification", [("fichier", [""])], one)

    def upload(self, kind, action, fields, one):
        edge, content = self.plan(kind) if "plan" in action else self.proof(one)
        name, told = self.chance.choice(['"a.pdf"', '""', '"a\\"b"', "x", '"' + "n" * 300 + '"', '"é.json"']), None
        if self.chance.random() < 0.05:
            told = edges.real_number(self.chance)
            name = f'"{told}.pdf"'
        part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{fields[0][0] if fields else "fichier"}"; filename={name}\r\nContent-Type: application/octet-stream\r\n\r\n'.encode()
        whole = part + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        cut = self.chance.random()
        if cut < 0.2:
            edge, whole = edge + ", cut", whole[:self.chance.randrange(len(whole) + 1)]
        elif cut < 0.25:
            edge, whole = edge + ", many parts", part * 60 + whole
        self.send(Request(kind, "POST", action, {"Cookie": f"exercice={one['id']}", "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"},
                          whole, edge, told))
        if "verification" in action:
            self.send(Request("file POST /api/verification", "POST", "/api/verification", {"Content-Type": "application/pdf"}, content, edge))

    def plan(self, kind):
        part = self.chance.choice(["activite", "minutes", "etapes", ""])
        edge, value, _ = self.spoilt(kind, part, {name: value for name, value in JSON_EDGES.items()} if part else JSON_EDGES)
        whole = {"activite": b'{"etapes":[{"activite":%s,"minutes":5}]}', "minutes": b'{"etapes":[{"activite":"S1","minutes":%s}]}',
                 "etapes": b'{"etapes":%s}', "": b"%s"}[part]
        return f"{part} = {edge}", whole.replace(b"%s", value)

    def proof(self, one):
        """A justificatif with something in it put at the edge."""
        if not self.files:
            answer = self.send(Request("proof", "GET", f"/api/exercices/{one['id']}/justificatif"))
            if answer is None or answer.type != "application/pdf":
                return "no PDF", self.chance.choice([b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"x" * 5_000, b"\0" * 100, b"%PDF-2.0\n/ByteRange [0 1 2 3]"])
            self.files = [answer.body]
        pdf, way = self.files[0], self.chance.randrange(5)
        if way == 0:
            return "PDF, cut", pdf[:self.chance.randrange(len(pdf))]
        if way == 1:
            place = self.chance.randrange(len(pdf))
            return "PDF, an octet changed", pdf[:place] + bytes([self.chance.randrange(256)]) + pdf[place + 1:]
        number = str(self.chance.choice(edges.INTEGERS)).encode()
        if way == 2:
            return f"PDF, ByteRange {number}", re.sub(rb"(/ByteRange ?\[[ \d]*?)\d+( ?\])", rb"\g<1>" + number + rb"\2", pdf)
        if way == 3:
            return f"PDF, startxref {number}", re.sub(rb"startxref\s+\d+", b"startxref\n" + number, pdf)
        numbers = list(re.finditer(rb"\d+", pdf))
        place = self.chance.choice(numbers[:400])
        return f"PDF, a number {number}", pdf[:place.start()] + number + pdf[place.end():]

    # MARK: Steps

    def step(self):
        """One step of the procedure as it should be, so that each of its states is met."""
        one = self.one()
        one = one and self.renew(one)
        if not one:
            return
        etape = one["demarche"]["etape"]
        body = {
            "identification": {name: one["fiche"][name] for name in ("codeProvisoire", "nir", "typeCarteVitale", "numeroSerie")},
            "choix": {"choix": self.chance.choice(["opposition", "activation", "cloture"])},
            "confirmation": {"decision": self.chance.choice(["confirmer", "confirmer", "modifier"])}, "priseEnCompte": {}}[etape]
        path = {"priseEnCompte": "demarche"}.get(etape, etape)
        if self.chance.random() < 0.2 and one["incidents"]:
            return self.send(Request("step incident", "DELETE", f"/api/exercices/{one['id']}/incident"))
        if self.chance.random() < 0.2:
            path, body = self.chance.choice([("appel", {}), ("appel/patienter", {}), ("appel/demander", {"choix": "opposition"}),
                                             ("appel/repondre", {"nir": one["fiche"]["nir"]}), ("appel/raccrocher", {}), ("courrier", {}),
                                             ("horloge", {"jour": 7})])
        self.send(Request(f"step {path}", "PUT" if path == "horloge" else "POST", f"/api/exercices/{one['id']}/{path}", {"Content-Type": JSON},
                          json.dumps(body).encode()))


def nameless(path):
    """An address without what names one exercice or room."""
    return re.sub(r"[a-z]{32}", "{}", urlsplit(path).path)


def calls(document):
    """Each call of the OpenAPI document: its address, its method, the fields of its body, the parameters of its query."""
    def properties(schema):
        if "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].split("/")[-1]]
        found = dict(schema.get("properties", {}))
        for other in schema.get("anyOf", []) + schema.get("oneOf", []):
            found |= properties(other)
        return found

    for path, methods in document["paths"].items():
        for method, call in methods.items():
            if method == "parameters":
                continue
            content = call.get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema", {})
            query = [one["name"] for one in call.get("parameters", []) if one.get("in") == "query"]
            yield path, method.upper(), path, list(properties(content)), query


def forms_of(html, page):
    """Each form of a page: its method, its address, its fields with what they hold, its buttons, whether it takes a file."""
    for attributes, content in re.findall(r"(?s)<form\b([^>]*)>(.*?)</form>", html):
        fields, buttons, is_file = [], [], False
        for tag, rest in re.findall(r"<(input|button|select|option|textarea)\b([^>]*)>", content):
            named = {name: unescape(value) for name, value in re.findall(r'([a-z-]+)="([^"]*)"', rest)}
            is_file = is_file or named.get("type") == "file"
            value = named.get("value", "")
            if tag == "option" or named.get("type") == "radio" and fields and fields[-1][0] == named["name"]:
                fields[-1][1].append(value)
            elif "name" in named and tag == "button":
                buttons.append((named["name"], value))
            elif "name" in named:
                fields.append((named["name"], [] if tag == "select" else [value]))
        action = re.search(r'action="([^"]*)"', attributes)
        yield ("POST" if 'method="post"' in attributes else "GET"), unescape(action[1]) if action else page, fields, buttons, is_file


def faults(request, answer):
    """What is wrong with an answer, whatever was asked."""
    if answer.status >= 500 and answer.status not in (501, 503):
        yield f"{answer.status}"
    if answer.field("X-Simulation") != "exercice":
        yield f"{answer.status} without X-Simulation"
    if answer.status == 503 and not answer.field("Retry-After"):
        yield "503 without Retry-After"
    if request.told:
        shown = re.sub(rb"[^0-9AB]", b"", answer.body.upper() + repr(answer.headers.items()).upper().encode())
        if request.told.encode() in shown:
            yield "a real number comes back"
    if not answer.body or answer.field("Content-Encoding"):
        return
    if answer.type in (JSON, "application/problem+json") and answer.status != 206:
        try:
            # The document describes the others.
            if answer.json.get("simulation") is not True and "openapi" not in answer.json:
                yield "JSON that is no simulation"
        except ValueError as error:
            yield f"not JSON: {error}"
    if answer.type == "text/html" and answer.status != 206:
        if "SIMULATION" not in answer.text or not answer.text.endswith("</html>\n"):
            yield "HTML without its mark, or its end"
        if "<x-edge>" in answer.text:
            yield "HTML that was typed"
