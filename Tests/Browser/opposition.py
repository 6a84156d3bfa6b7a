"""The built command, seen from outside: started, called and stopped as anyone would."""

import http.client
import json
import os
import re
import signal
import ssl
import subprocess
import threading
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("OPPOSITION_BINARY", str(ROOT / ".build/release/opposition"))


class Answer:
    """A response: its status, its fields (a mapping that asks no case of their names), its content."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @classmethod
    def read(cls, response):
        return cls(response.status, response.headers, response.read())

    def field(self, name):
        return self.headers.get(name, "")

    @property
    def type(self):
        return self.field("Content-Type").split(";")[0]

    @property
    def is_stream(self):
        return self.status == 200 and self.type == "text/event-stream"

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def text(self):
        return self.body.decode()


class Server:
    """A server on a free port. `log` is what it wrote to standard error so far."""

    def __init__(self, data, *options, host="127.0.0.1", wrapper=(), binary=BINARY, stderr=subprocess.PIPE):
        self.host = host
        self.log = ""
        self.process = subprocess.Popen(
            [*wrapper, binary, "--port", "0", "--data", str(data), *options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr, text=True)
        self.log_reader = threading.Thread(target=self.read_log, daemon=True)
        self.log_reader.start()
        first = self.process.stdout.readline()
        listening = re.fullmatch(r"Listening on (https?)://.*:(\d+)\n", first)
        if not listening:
            self.process.wait(10)
            self.log_reader.join(10)
            raise AssertionError(f"not listening: exit {self.process.returncode}, {self.log}")
        self.port = int(listening[2])
        self.origin = f"{listening[1]}://{host}:{self.port}"
        # Whom it trusts is the matter of the tests of TLS; here, whoever answers.
        self.tls = ssl._create_unverified_context() if listening[1] == "https" else None

    def read_log(self):
        for line in self.process.stderr or ():
            self.log += line

    def connection(self, timeout=60):
        if self.tls:
            return http.client.HTTPSConnection(self.host, self.port, timeout=timeout, context=self.tls)
        return http.client.HTTPConnection(self.host, self.port, timeout=timeout)

    def call(self, method, path, body=None, headers={}, connection=None):
        """One request. A dict is sent as JSON."""
        headers = dict(headers)
        if isinstance(body, dict):
            body = json.dumps(body)
            headers.setdefault("Content-Type", "application/json")
        one = connection or self.connection()
        one.request(method, path, body, headers)
        answer = Answer.read(one.getresponse())
        if connection is None:
            one.close()
        return answer

    def submit(self, path, fields, exercice=None, headers={}):
        """One form, as a browser sends it."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        if exercice:
            headers["Cookie"] = f"exercice={exercice.id}"
        return self.call("POST", path, urlencode(fields), headers)

    def exercice(self, **wishes):
        return Exercice(self, **wishes)

    def stop(self):
        """A clean end: exit 0."""
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        self.log_reader.join(10)
        assert status == 0, self.log

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if self.process.poll() is None:
            self.stop() if kind is None else self.kill()


class Exercice:
    """One exercice, led through the JSON calls with what its own fiche says."""

    def __init__(self, server, **wishes):
        self.server = server
        answer = server.call("POST", "/api/exercices", wishes)
        assert answer.status == 201, answer.text
        self.path = answer.headers["Location"]
        self.state = answer.json
        self.id = self.state["id"]
        self.fiche = self.state["fiche"]

    def items(self, beneficiaire=None):
        """The four items of the form, as the fiche gives them."""
        person = next((one for one in self.fiche["beneficiaires"] if one["cle"] == beneficiaire), self.fiche)
        items = {name: self.fiche[name] for name in ("nir", "typeCarteVitale", "numeroSerie")}
        items["codeProvisoire"] = person["codeProvisoire"]
        if beneficiaire:
            items |= {"beneficiaire": beneficiaire, "certification": True}
        return items

    def step(self, name, body, method="POST", connection=None):
        answer = self.server.call(method, f"{self.path}/{name}", body, connection=connection)
        if answer.status < 300:
            self.state = answer.json
        return answer

    def identify(self, beneficiaire=None, **changes):
        return self.step("identification", self.items(beneficiaire) | changes)

    def choose(self, choix, **more):
        return self.step("choix", {"choix": choix, **more})

    def confirm(self):
        return self.step("confirmation", {"decision": "confirmer"})

    def events(self):
        return self.server.call("GET", f"{self.path}/evenements").json["evenements"]

    def through(self, *steps):
        """`through("opposition")` identifies and chooses; `through("opposition", "confirmer")` goes to the end."""
        assert self.identify().status == 200
        for step in steps:
            answer = self.confirm() if step == "confirmer" else self.choose(step)
            assert answer.status == 200, answer.text
        return self


def run(*arguments, **options):
    """The command, run to its end."""
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL, **options)
