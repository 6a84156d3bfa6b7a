"""A long timeline as a stream: all of it, as its reader takes it, then the present."""

import http.client
import json
import socket
import statistics
import time

import pytest

from opposition import Server
from test_streams import Follower
from wire import Wire, connect

# As many events as an exercice holds, and as many as were too many when the past was written before anybody read.
MOST, FEW = 5_000, 400


@pytest.fixture(scope="module")
def timelines(tmp_path_factory):
    """A server with an exercice of so many events, for each of the two."""
    with Server(tmp_path_factory.mktemp("long")) as server:
        yield server, {count: grown(server, count) for count in (FEW, MOST)}


def grown(server, count):
    exercice, wire = server.exercice(), Wire(lambda: connect(server))
    for number in range(count - 1):
        content = json.dumps({"jour": number % 40}).encode()
        head = f"PUT {exercice.path}/horloge HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
        assert wire.exchange(head.encode() + content).status == 200
    wire.close()
    exercice.past = exercice.events()
    assert len(exercice.past) == count
    return exercice


class Stream:
    """A stream, read as octets come."""

    def __init__(self, exercice, path=None, fields="", buffer=None):
        self.socket = socket.socket()
        if buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.socket.settimeout(10)
        self.socket.connect((exercice.server.host, exercice.server.port))
        self.begin = time.perf_counter()
        self.socket.sendall(f"GET {path or exercice.path + '/evenements'} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n{fields}\r\n".encode())
        self.response = http.client.HTTPResponse(self.socket)
        self.response.begin()
        self.taken = bytearray()

    def read(self, count=65_536):
        try:
            octets = self.response.read1(count)
        except http.client.IncompleteRead:
            octets = b""
        assert octets, f"the stream ends after {self.taken.count(b'id: ')} events"
        self.taken += octets
        return time.perf_counter() - self.begin

    def holds(self, number):
        return b"id: %d\n" % number in self.taken[-1_000:] and self.taken.endswith(b"\n\n")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.response.close()
        self.socket.close()


def timed(exercice):
    """When the first octet of the first event came, and the last of the last."""
    with Stream(exercice) as stream:
        first = last = stream.read()
        while not stream.holds(MOST):
            last = stream.read()
        return first, last


def take(follower, count):
    events = follower.take(count)
    assert None not in events, f"the stream ends after {events.index(None)} of {count} events"
    return [event["data"] for event in events]


@pytest.mark.parametrize("count", [FEW, MOST])
def test_whoever_follows_a_long_timeline_gets_all_of_it_then_the_present(timelines, count):
    server, exercices = timelines
    exercice = exercices[count]
    follower = Follower(exercice)
    assert take(follower, count) == exercice.past
    if count < MOST:
        assert exercice.identify().status == 200
        exercice.past = exercice.events()
        assert follower.next()["data"] == exercice.past[-1]


@pytest.mark.parametrize("last", [1, 345, 2_500, MOST - 1])
def test_whoever_was_cut_off_gets_what_is_after_it_had(timelines, last):
    server, exercices = timelines
    follower = Follower(exercices[MOST], last=last)
    assert take(follower, MOST - last) == exercices[MOST].past[last:]


def test_the_first_octet_comes_at_once_and_the_last_soon(timelines):
    server, exercices = timelines
    first, whole = zip(*(timed(exercices[MOST]) for _ in range(7)))
    print(f"{MOST} events: the first octet after {statistics.median(first) * 1000:.1f} ms, the last after {statistics.median(whole) * 1000:.0f} ms")
    assert statistics.median(first) <= 0.02 and statistics.median(whole) <= 0.2


def test_a_slow_reader_gets_all_of_it_and_the_others_do_not_wait(timelines):
    server, exercices = timelines
    waits, other = [], server.connection()
    with Stream(exercices[MOST], buffer=4_096) as stream:
        while not stream.holds(MOST):
            stream.read(8_192)
            time.sleep(0.004)
            begin = time.perf_counter()
            assert server.call("GET", "/api", connection=other).status == 200
            waits.append(time.perf_counter() - begin)
    assert stream.taken.count(b"\nid: ") == MOST - 1
    assert len(waits) > 50 and statistics.median(waits) < 0.005


def test_a_page_that_follows_a_long_timeline_is_told_what_it_missed(timelines):
    """That of the phone follows the same events."""
    server, exercices = timelines
    with Stream(exercices[MOST], "/3422/suivi?apres=0", f"Cookie: exercice={exercices[MOST].id}\r\n") as stream:
        while not stream.holds(MOST):
            stream.read()
