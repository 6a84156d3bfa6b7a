"""The timeline as it is written: server-sent events over the API."""

import json
import random
import threading

from opposition import Server

STREAM = {"Accept": "text/event-stream"}


class Follower:
    """A client of an event stream, which it reads event by event."""

    def __init__(self, exercice, last=None):
        self.connection = exercice.server.connection(timeout=30)
        self.connection.request("GET", f"{exercice.path}/evenements", headers=STREAM | ({"Last-Event-ID": str(last)} if last else {}))
        self.response = self.connection.getresponse()
        assert self.response.status == 200 and self.response.headers["Content-Type"] == "text/event-stream"
        assert self.response.headers["Cache-Control"] == "no-store" and self.response.headers["X-Simulation"] == "exercice"

    def next(self):
        """The fields of the next event, or None at the end."""
        fields = {}
        while line := self.response.readline():
            if line == b"\n" and fields:
                return fields | {"data": json.loads(fields["data"])}
            if not line.startswith(b":") and line != b"\n":
                name, value = line.decode().rstrip("\n").split(": ", 1)
                fields[name] = value
        return None

    def take(self, count):
        return [self.next() for _ in range(count)]


def test_one_who_follows_gets_what_has_been_then_each_event_once_it_is_acknowledged(server):
    exercice = server.exercice(fiche="odile-vautrin")
    exercice.identify()
    follower = Follower(exercice)
    past = exercice.events()
    assert [event["data"] for event in follower.take(len(past))] == past
    exercice.choose("opposition")
    exercice.confirm()
    now = exercice.events()
    assert len(now) == len(past) + 2
    events = follower.take(2)
    assert [event["data"] for event in events] == now[len(past):]
    assert [(event["id"], event["event"]) for event in events] == [(str(one["numero"]), one["nom"]) for one in now[len(past):]]


def test_one_who_was_cut_off_goes_on_after_the_last_event_it_had(server):
    exercice = server.exercice().through("opposition", "confirmer")
    events = exercice.events()
    assert [event["data"] for event in Follower(exercice, last=2).take(len(events) - 2)] == events[2:]


def test_many_who_begin_while_events_are_written_get_each_of_them_once_and_in_order(server):
    exercice = server.exercice()

    def write():
        connection = server.connection()
        for _ in range(25):
            exercice.step("horloge", {"jour": random.randrange(1, 40)}, "PUT", connection)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    followers = [Follower(exercice) for _ in range(20)]
    for writer in writers:
        writer.join()
    written = exercice.events()
    assert len(written) > 50
    for follower in followers:
        assert [event["data"] for event in follower.take(len(written))] == written


def test_the_stream_ends_when_the_exercice_is_erased(server):
    exercice = server.exercice()
    follower = Follower(exercice)
    assert follower.next()["event"] == "exerciceCommence"
    assert server.call("DELETE", exercice.path).status == 204
    assert follower.next() is None
    assert server.call("GET", f"{exercice.path}/evenements", headers=STREAM).status == 404


def test_nothing_of_one_exercice_is_told_to_those_who_follow_another(server):
    one, other = server.exercice(), server.exercice()
    follower = Follower(one)
    follower.next()
    other.identify()
    one.identify()
    assert follower.next()["data"] == one.events()[1]


def test_head_and_those_who_do_not_ask_for_it_get_no_stream(server):
    exercice = server.exercice()
    assert server.call("HEAD", f"{exercice.path}/evenements", headers=STREAM).status == 200
    for accept in ("*/*", "application/json", "text/event-stream;q=0"):
        assert server.call("GET", f"{exercice.path}/evenements", headers={"Accept": accept}).json["evenements"]


def test_a_server_that_stops_ends_the_streams(tmp_path):
    with Server(tmp_path) as server:
        follower = Follower(server.exercice())
        follower.next()
        server.stop()
        assert follower.next() is None
        assert server.log == ""
