"""The journal's promise: a step that was acknowledged is there after a crash at any moment, and none is there twice."""

import contextlib
import http.client
import random
import re
import sqlite3
import threading
import time

from opposition import Server

# What each step leaves in the timeline, in the order in which a client takes them.
STEPS = {
    "identification refusee": "identificationRefusee",
    "horloge": "horlogeReglee",
    "identification": "identificationReussie",
    "choix": "choixFait",
    "confirmation": "decisionConfirmee",
    "demarche": "demarcheCommencee",
}


class Client(threading.Thread):
    """Plays whole exercices one after the other until the server dies, and remembers what it was told."""

    def __init__(self, server, seed):
        super().__init__(daemon=True)
        self.server = server
        self.chance = random.Random(seed)
        self.played = []

    def run(self):
        connection = self.server.connection()
        try:
            while True:
                self.play(connection)
        except (OSError, http.client.HTTPException):
            pass

    def play(self, connection):
        exercice = self.server.exercice(fiche="odile-vautrin")
        exercice.acknowledged = ["exerciceCommence"]
        exercice.in_flight = None
        self.played.append(exercice)
        for step in STEPS:
            exercice.in_flight = STEPS[step]
            assert take(exercice, step, connection).status < 300 or step == "identification refusee"
            exercice.acknowledged.append(STEPS[step])
            exercice.in_flight = None


def take(exercice, step, connection=None):
    body, method = {
        "identification refusee": (exercice.items() | {"codeProvisoire": "FICTIFa7Kq2z"}, "POST"),
        "horloge": ({"avance": "P1D"}, "PUT"),
        "identification": (exercice.items(), "POST"),
        "choix": ({"choix": "opposition"}, "POST"),
        "confirmation": ({"decision": "confirmer"}, "POST"),
        "demarche": ({}, "POST"),
    }[step]
    return exercice.step(step.split()[0], body, method, connection)


def timeline(server, exercice):
    events = server.call("GET", f"{exercice.path}/evenements").json["evenements"]
    assert [event["numero"] for event in events] == list(range(1, len(events) + 1))
    return [event["nom"] for event in events]


def test_kill_at_any_moment_loses_no_acknowledged_step_and_doubles_none(tmp_path, kills):
    chance = random.Random(1)
    everything, acknowledged = [], 0
    for _ in range(kills):
        server = Server(tmp_path)
        clients = [Client(server, chance.random()) for _ in range(16)]
        for client in clients:
            client.start()
        time.sleep(chance.uniform(0.02, 0.8))
        server.kill()
        for client in clients:
            client.join(10)
        played = [exercice for client in clients for exercice in client.played]
        with Server(tmp_path) as server:
            for exercice in played:
                exercice.server = server
                check(server, exercice)
        acknowledged += sum(len(exercice.acknowledged) for exercice in played)
        everything += played

    with Server(tmp_path) as server:
        for exercice in random.Random(2).sample(everything, min(500, len(everything))):
            assert timeline(server, exercice) == exercice.acknowledged
    with sqlite3.connect(tmp_path / "opposition.sqlite") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    print(f"{kills} kills, {acknowledged} acknowledged steps, none lost")
    assert acknowledged > 50 * kills


def check(server, exercice):
    """After the crash: all that was acknowledged, then at most the step that waited for its answer. Sent again, that
    step is there once."""
    found = timeline(server, exercice)
    waiting = [exercice.in_flight] if exercice.in_flight else []
    assert found in (exercice.acknowledged, exercice.acknowledged + waiting)
    if exercice.in_flight == "decisionConfirmee":
        assert take(exercice, "confirmation").status in (200, 409)
        found = timeline(server, exercice)
        assert found.count("decisionConfirmee") == 1
    exercice.acknowledged = found


def test_a_clean_stop_loses_nothing_and_everything_is_there_at_the_next_start(tmp_path):
    def justificatif():
        """Without the octets of its signature, which is another each time that it is made."""
        pdf = server.call("GET", f"{exercice.path}/justificatif").body
        assert server.call("POST", "/api/verification", pdf, {"Content-Type": "application/pdf"}).json["verdict"] == "authentique"
        unsigned, count = re.subn(rb"/Contents ?<[0-9A-Fa-f]+>", b"", pdf)
        assert count == 1
        return unsigned

    public = ("--public-url", "http://salle.example")
    with Server(tmp_path, *public) as server:
        exercice = server.exercice(fiche="odile-vautrin").through("opposition", "confirmer")
        state, events, pdf = exercice.state, exercice.events(), justificatif()
    with Server(tmp_path, *public) as server:
        exercice.server = server
        assert server.call("GET", exercice.path).json["justificatifs"] == state["justificatifs"]
        assert exercice.events() == events
        assert justificatif() == pdf


def test_a_step_sent_many_times_at_once_happens_once(server):
    exercice = server.exercice(fiche="odile-vautrin").through("opposition")
    statuses = []

    def confirm():
        body = {"decision": "confirmer"}
        statuses.append(server.call("POST", f"{exercice.path}/confirmation", body).status)

    threads = [threading.Thread(target=confirm) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert timeline(server, exercice).count("decisionConfirmee") == 1
    assert set(statuses) <= {200, 409}


def test_an_erased_exercice_leaves_nothing_in_the_files(tmp_path):
    with Server(tmp_path) as server:
        kept = server.exercice(fiche="marius-delbosc").through("opposition", "confirmer")
        gone = [server.exercice(fiche="odile-vautrin").through("opposition", "confirmer") for _ in range(20)]
        references = [one.state["justificatif"]["reference"].encode() for one in gone]
        for one in gone:
            assert server.call("DELETE", one.path).status == 204
            assert server.call("GET", one.path).status == 404
        for file in tmp_path.iterdir():
            content = file.read_bytes()
            assert not any(reference in content for reference in references), file.name
            assert b"odile-vautrin" not in content, file.name
        assert server.call("GET", kept.path).json["profil"]["etat"] == "oppose"


def test_what_nobody_touched_for_as_long_as_was_asked_is_in_no_file_any_more_and_the_log_counts_it(tmp_path):
    with Server(tmp_path) as server:
        old = server.exercice(fiche="marius-delbosc").through("opposition", "confirmer")
        young = server.exercice(fiche="odile-vautrin").through("opposition", "confirmer")
    # As if that one had been played three hours ago.
    with contextlib.closing(sqlite3.connect(tmp_path / "opposition.sqlite")) as base, base:
        rank = base.execute("SELECT rang FROM evenements WHERE corps LIKE '%marius%'").fetchone()
        base.execute("UPDATE evenements SET instant = instant - 3 * 3600000 WHERE rang = ?", rank)
        # And as if a server had run for an hour since: the clock alone erases nothing.
        base.execute("INSERT INTO marche VALUES (0, (SELECT max(id) FROM evenements)), (3600, (SELECT max(id) FROM evenements))")
    with Server(tmp_path, "--retention", "4h") as server:
        assert server.call("GET", old.path).status == 200
    with Server(tmp_path, "--retention", "2h") as server:
        end = time.monotonic() + 10
        while "Retention: 1 exercice in which nothing had happened for 2 hours erased" not in server.log:
            assert time.monotonic() < end, server.log
            time.sleep(0.05)
        assert server.call("GET", old.path).status == 404
        assert server.call("GET", young.path).json["profil"]["etat"] == "oppose"
        assert old.id not in server.log
        for file in tmp_path.iterdir():
            content = file.read_bytes()
            assert b"marius-delbosc" not in content and old.state["justificatif"]["reference"].encode() not in content, file.name
