"""The servers that are measured, started when they are needed, and the pages that all of them serve."""

import random
import sqlite3
import subprocess
import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import measure
import peers
from opposition import Server

OURS, NGINX, MEMORY, HUMMINGBIRD, FLYINGFOX = "opposition", "nginx, a file", "nginx, from memory", "Hummingbird 2", "FlyingFox"


class Laboratory:
    def __init__(self, stack, folder, options):
        self.stack, self.folder, self.options = stack, folder, options
        (public := folder / "public").mkdir()
        # Noise, so that it is 4 KiB on its way too.
        (public / "page.txt").write_bytes(random.Random(1).randbytes(4_096))
        # What ours is asked for, and the options with which it has that.
        self.addresses = {
            "page": ("/page.txt", ("--public", public)),
            "style": ("/style.css", ()),
            "json": ("/api", ()),
            "accueil": ("/accueil", ()),
        }
        self.tls = self_signed(folder)
        # The data directory of ours, used and without an exercice: the next start finds it.
        self.used = self.new_folder()
        self.launch(OURS, data=self.used).stop()
        self.fields = measure.BROWSER | {"Cookie": f"exercice={self.running(OURS).exercice(fiche='odile-vautrin').id}"}
        (folder / "pages").mkdir()
        self.pages = [
            peers.Page(folder / "pages", name, self.running(OURS, *options).call("GET", path, headers=self.fields))
            for name, (path, options) in self.addresses.items()]

    def launch(self, name, *options, data=None):
        """One more server. Options and a data directory are for ours."""
        if name == OURS:
            return Server(data or self.new_folder(), *map(str, options), wrapper=measure.SERVER_CORE)
        if name == HUMMINGBIRD:
            return peers.Hummingbird(self.folder / "pages")
        if name == FLYINGFOX:
            return peers.FlyingFox(self.folder / "pages")
        return peers.Nginx(self.new_folder(), self.folder / "pages", self.pages, *self.tls)

    @cache
    def running(self, name, *options):
        """A server that is there for all rows, with one thread. All but the one that is measured are idle."""
        if name == MEMORY:
            return self.running(NGINX)
        server = self.stack.enter_context(self.launch(name, *(("--threads", 1, *options) if name == OURS else ())))
        if name != OURS:
            self.check(name, server)
        return server

    def check(self, name, server):
        """A peer gives what ours gave."""
        with ExitStack() as stack:
            for page in self.pages:
                target = self.target(name, page.name, server)
                assert measure.get(target, measure.connect(target, stack)) == page.body, f"{name}: {page.name}"

    def target(self, name, page, server=None, is_secure=False, **fields):
        """A page of a server, the running one unless it is given."""
        path, options = self.addresses[page]
        if is_secure:
            options += ("--tls-certificate", self.tls[0], "--tls-key", self.tls[1])
        server = server or self.running(name, *(options if name == OURS else ()))
        origin = server.secure_origin if is_secure and name != OURS else server.origin
        path = {OURS: path, MEMORY: "/memory/" + page}.get(name, "/" + page)
        return measure.Target(server.process.pid, origin, path, self.fields | fields)

    def new_folder(self):
        return Path(tempfile.mkdtemp(dir=self.folder))

    @cache
    def past(self):
        """A data directory that holds past exercices: copies of one that was led to its end."""
        data = self.new_folder()
        with Server(data) as server:
            server.exercice(fiche="odile-vautrin").through("opposition", "confirmer")
        with sqlite3.connect(data / "opposition.sqlite") as database:
            database.execute(
                """WITH RECURSIVE others(rang) AS (SELECT 2 UNION ALL SELECT rang + 1 FROM others WHERE rang < ?)
                   INSERT INTO evenements (rang, numero, instant, nom, corps, exercice)
                   SELECT others.rang, numero, instant, nom, corps, CASE numero WHEN 1 THEN randomblob(16) END
                   FROM others, evenements WHERE evenements.rang = 1""", [self.options.past])
        database.close()
        return data


def self_signed(folder):
    """A certificate and its key, of P-256."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate], capture_output=True, check=True)
    return certificate, key
