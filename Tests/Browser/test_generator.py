"""What nobody would send: each field at its edges, thousands of times, in exercices and rooms that grow. Nothing of it stops
the server, and all that it left can be read after a restart, and erased.

`--requests 100000` sends more, `--seed N` other ones: a failure prints the seed, and the request that is guilty alone."""

import re
import time
from collections import Counter

import pytest

from generator import Sender, Subject
from opposition import Server

SENDERS = 4


def real_in(octets, told):
    """The numbers that could be somebody's, of those that were sent, that are left in there."""
    digits = re.sub(rb"[^0-9AB]", b"", octets.upper())
    return [number for number in told if number.encode() in digits]


def everything(server, subject):
    """What can be read of each exercice and of each room, with the status of the answer."""
    connection = server.connection()

    def read(path, **fields):
        answer = server.call("GET", path, headers=fields, connection=connection)
        assert answer.status != 404 or "simulation" in answer.text.lower()
        return answer.status

    for one in subject.exercices:
        for path in ("", "/evenements", "/messages"):
            yield f"/api/exercices/{{}}{path}", read(f"/api/exercices/{one}{path}")
        for path in ("/fiche", "/bilan", "/messagerie"):
            yield path, read(path, Cookie=f"exercice={one}")
    for one in subject.rooms:
        for path in ("", "/bilan", "/plan"):
            yield f"/api/formation/{{}}{path}", read(f"/api/formation/{one}{path}")
        for path in ("", "/bilan", "/bilan.csv", "/plan.json"):
            yield f"/formation/{{}}{path}", read(f"/formation/{one}{path}")


def erased(server, paths):
    connection = server.connection()
    return Counter(server.call("DELETE", path, connection=connection).status for path in paths)


@pytest.fixture
def sent(tmp_path, requests_to_send, seed):
    """The server is still there, and what was found."""
    subject = Subject(tmp_path)
    document = subject.server.call("GET", "/api/openapi.json").json
    subject.senders = [Sender(subject, seed, rank, SENDERS, requests_to_send, document) for rank in range(SENDERS)]
    begin = time.monotonic()
    for sender in subject.senders:
        sender.start()
    for sender in subject.senders:
        sender.join()
    kinds = {}
    for (kind, status), count in sorted(subject.counts.items()):
        kinds.setdefault(kind, []).append(f"{status} × {count}")
    print(f"\nseed {seed}: {sum(subject.counts.values())} requests in {time.monotonic() - begin:.0f} s, {len(subject.dealt)} edges of {len({one[:2] for one in subject.dealt})} fields,",
          f"{len(subject.exercices)} exercices, {len(subject.rooms)} rooms; the slowest: {subject.slowest}")
    for kind, statuses in kinds.items():
        print(f"  {kind}: {', '.join(statuses)}")
    yield subject
    if subject.server.process.poll() is None:
        subject.server.kill()


def test_whatever_is_sent_nothing_stops_the_server_and_all_can_be_read_and_erased_afterwards(sent, tmp_path, requests_to_send, seed):
    assert not sent.findings, f"seed {seed}:\n" + "\n".join(sent.findings.values())
    statuses = Counter(status for (_, status), count in sent.counts.items() for _ in range(count))
    assert sum(statuses.values()) > requests_to_send * 0.9 and {200, 201, 204, 303, 400, 404, 405, 409, 413, 415, 422} <= set(statuses)
    assert len(sent.dealt) > min(requests_to_send / 20, 10_000) and len(sent.exercices) > 50 and len(sent.rooms) > 5

    # At the first start it was, and at each one later.
    sent.server.stop()
    assert sent.told, "no number was sent"
    assert not real_in(sent.server.log.encode(), sent.told), "in the log"
    for file in tmp_path.iterdir():
        assert not real_in(file.read_bytes(), sent.told), file.name

    with Server(tmp_path) as server:
        read = Counter(everything(server, sent))
        assert {status for _, status in read} <= {200, 303, 404}, read
        assert read["/api/exercices/{}", 200] > 50 and read["/formation/{}/bilan.csv", 200] > 5, read
        assert set(erased(server, [f"/api/formation/{one}" for one in sent.rooms])) <= {204, 404}
        assert set(erased(server, [f"/api/exercices/{one}" for one in sent.exercices])) <= {204, 404}
        assert {status for _, status in everything(server, sent)} <= {303, 404}
        assert "\nopposition_exercices 0\n" in server.call("GET", "/metrics").text
        for file in tmp_path.iterdir():
            content = file.read_bytes()
            assert not any(word in content for word in (b"odile-vautrin", b"marius-delbosc", b"EXERCICE-")), file.name
