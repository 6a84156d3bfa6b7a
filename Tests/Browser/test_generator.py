"""What nobody would send: each field at its edges, thousands of times, in exercices and rooms that grow. Nothing of it stops
the server, and all that it left can be read after a restart, and erased.

`--requests 100000` sends more, `--seed N` other ones: a failure prints the seed, and the request that is guilty alone."""

import re
import time
from collections import Counter

import pytest

from flood import call, play
from generator import Sender, Subject
from opposition import Server

SENDERS = 4
OF_EXERCICE = ["/api/exercices/{}", "/api/exercices/{}/evenements", "/api/exercices/{}/messages", "/fiche", "/bilan", "/messagerie"]
OF_ROOM = ["/api/formation/{}", "/api/formation/{}/bilan", "/api/formation/{}/plan", "/formation/{}", "/formation/{}/bilan",
           "/formation/{}/bilan.csv", "/formation/{}/plan.json"]


def answers(server, requests):
    """How many answers of each status, for each kind of request."""
    counts = Counter()

    def ask(own):
        for kind, octets in own:
            status, _ = yield octets
            counts[kind, status] += 1

    play(server, *(ask(requests[rank::8]) for rank in range(8)))
    return counts


def everything(server, subject):
    """All that can be read of each exercice and of each room."""
    return answers(server, [
        (path, call("GET", path.replace("{}", one), fields=f"Cookie: exercice={one}\r\n"))
        for paths, ones in ((OF_EXERCICE, subject.exercices), (OF_ROOM, subject.rooms)) for one in ones for path in paths])


def erased(server, prefix, ones):
    return {status for _, status in answers(server, [("", call("DELETE", f"{prefix}/{one}")) for one in ones])}


def send(subject, seed, requests, pause=0.0):
    """Senders that have begun."""
    document = subject.server.call("GET", "/api/openapi.json").json
    subject.senders = [Sender(subject, seed, rank, SENDERS, requests, document, pause) for rank in range(SENDERS)]
    for sender in subject.senders:
        sender.start()
    return subject.senders


def tell(subject, seed, seconds):
    """What was sent, and what came of it."""
    kinds = {}
    for (kind, status), count in sorted(subject.counts.items()):
        kinds.setdefault(kind, []).append(f"{status} × {count}")
    print(f"\nseed {seed}: {sum(subject.counts.values())} requests in {seconds:.0f} s, {len(subject.dealt)} edges of {len({one[:2] for one in subject.dealt})} fields,",
          f"{len(subject.exercices)} exercices, {len(subject.rooms)} rooms; the slowest: {subject.slowest}")
    for kind, statuses in kinds.items():
        print(f"  {kind}: {', '.join(statuses)}")


def real_in(octets, told):
    """Those of the numbers, each in the shape of somebody's, that are in there."""
    digits = re.sub(rb"[^0-9AB]", b"", octets.upper())
    return [number for number in told if number.encode() in digits]


def check(subject, data, seed):
    """Nothing was found; all that is left can be read by a server that starts anew, and erased."""
    if subject.findings:
        pytest.fail(f"seed {seed}:\n" + "\n".join(subject.findings.values()), pytrace=False)
    subject.server.stop()
    assert subject.told, "no number was sent"
    assert not real_in(subject.log, subject.told), "in the log"
    for file in data.iterdir():
        assert not real_in(file.read_bytes(), subject.told), file.name

    with Server(data) as server:
        read = everything(server, subject)
        assert {status for _, status in read} <= {200, 303, 404}, read
        assert read["/api/exercices/{}", 200] > 50 and read["/formation/{}/bilan.csv", 200] > 5, read
        assert {204} <= erased(server, "/api/formation", subject.rooms) <= {204, 404} and {204} <= erased(server, "/api/exercices", subject.exercices) <= {204, 404}
        assert {status for _, status in everything(server, subject)} <= {303, 404}
        assert "\nopposition_exercices 0\n" in server.call("GET", "/metrics").text
        for file in data.iterdir():
            content = file.read_bytes()
            assert not any(word in content for word in (b"odile-vautrin", b"marius-delbosc", b"EXERCICE-")), file.name


def test_whatever_is_sent_nothing_stops_the_server_and_all_can_be_read_and_erased_afterwards(tmp_path, requests, seed):
    data = tmp_path / "data"
    subject = Subject(lambda log: Server(data, "--access-log", stderr=log), tmp_path / "log")
    try:
        begin = time.monotonic()
        for sender in send(subject, seed, requests):
            sender.join()
        tell(subject, seed, time.monotonic() - begin)
        check(subject, data, seed)
    finally:
        subject.server.process.poll() is None and subject.server.kill()
    statuses = {status for _, status in subject.counts}
    assert sum(subject.counts.values()) > requests * 0.9 and {200, 201, 204, 303, 400, 404, 405, 409, 413, 415, 422} <= statuses
    assert len(subject.dealt) > min(requests / 20, 10_000) and len(subject.exercices) > 50 and len(subject.rooms) > 5
