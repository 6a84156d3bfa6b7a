"""Clients that are slow, by accident or to harm: all are cut by the deadlines, and the others do not notice them.

The deadlines are the real ones, so one test plays all three kinds at once. `--slowhttptest` plays each with the tool of
that name and 1,000 connections (`.ci/setup benchmarks` installs it)."""

import csv
import os
import selectors
import socket
import subprocess
import time

import pytest

from opposition import Server

EACH = 100

# How each kind begins, what it sends then every two seconds, and the seconds after which it is cut: a head is complete
# within 20; content comes at 240 octets a second once 10 have passed; of a response something is taken every 30.
KINDS = {
    "head": (b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", b"a", 20),
    "content": (b"POST /api/exercices HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n", b" ", 10),
    "reader": (b"GET /large.mp4 HTTP/1.1\r\nHost: localhost\r\n\r\n", b"", 30),
}


class SlowClient:
    def __init__(self, server, kind):
        self.kind = kind
        self.begin, self.drop, self.deadline = KINDS[kind]
        self.socket = socket.socket()
        # What the system takes for a reader is as good as taken: little.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        self.socket.connect((server.host, server.port))
        self.socket.sendall(self.begin)
        self.since = self.next = time.monotonic()
        self.answer = b""
        self.lasted = None

    def move(self, now):
        if self.drop and self.lasted is None and now >= self.next:
            self.next = now + 2
            try:
                self.socket.send(self.drop)
            except OSError:
                self.end()

    def read(self):
        try:
            octets = self.socket.recv(65_536)
        except OSError:
            octets = b""
        self.answer += octets
        if not octets:
            self.end()

    def end(self):
        self.lasted = time.monotonic() - self.since

    def is_reset(self):
        """Whether it was cut, once what had already arrived is read."""
        self.socket.settimeout(5)
        try:
            while self.socket.recv(65_536):
                pass
        except ConnectionResetError:
            return True
        return False


@pytest.fixture
def large_file(tmp_path):
    folder = tmp_path / "public"
    folder.mkdir()
    with open(folder / "large.mp4", "wb") as file:
        file.truncate(64 << 20)
    return folder


def descriptors(server):
    """How many files and sockets the server has open."""
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))


def times(server, seconds):
    """How long each request of another client takes, one after the other, for so many seconds."""
    connection, taken, end = server.connection(), [], time.monotonic() + seconds
    while (begin := time.monotonic()) < end:
        assert server.call("GET", "/api", connection=connection).status == 200
        taken.append(time.monotonic() - begin)
        time.sleep(0.005)
    connection.close()
    return taken


def p99(taken):
    return sorted(taken)[len(taken) * 99 // 100]


def test_slow_clients_are_cut_by_the_deadlines_and_others_do_not_notice(large_file, tmp_path):
    with Server(tmp_path / "data", "--public", str(large_file)) as server, selectors.DefaultSelector() as selector:
        before, idle = p99(times(server, 2)), descriptors(server)
        clients = [SlowClient(server, kind) for _ in range(EACH) for kind in KINDS]
        for client in clients:
            if client.kind != "reader":
                selector.register(client.socket, selectors.EVENT_READ, client)
        during = []
        while time.monotonic() < clients[-1].since + max(client.deadline for client in clients) + 2:
            during += times(server, 0.1)
            for client in clients:
                client.move(time.monotonic())
            for key, _ in selector.select(0):
                key.data.read()
                if key.data.lasted is not None:
                    selector.unregister(key.fileobj)

        assert p99(during) < max(0.025, 3 * before), "the others are served as before"
        assert max(during) < 1
        sent = next(float(line.split()[1]) for line in server.call("GET", "/metrics").text.splitlines() if line.startswith("http_sent_bytes_total "))
        assert sent < EACH * 300_000, "the system holds little for a reader who takes nothing"
        for client in clients:
            if client.kind != "reader":
                assert client.lasted == pytest.approx(client.deadline, abs=1.5), client.kind
                assert client.answer.startswith(b"HTTP/1.1 408 "), client.kind
            else:
                assert client.is_reset(), "nothing is kept on its way"
            client.socket.close()
        while descriptors(server) > idle and time.monotonic() < clients[-1].since + 40:
            time.sleep(0.05)
        assert descriptors(server) <= idle


# What the tool is told: one piece of so many octets every so many seconds.
TOOL = {
    "head": ["-H", "-i", "10"],
    "content": ["-B", "-i", "10", "-s", "8192", "-t", "POST"],
    "reader": ["-X", "-n", "5", "-z", "32", "-w", "512", "-y", "1024", "-k", "1"],
}


@pytest.mark.parametrize("kind", TOOL)
def test_slowhttptest(kind, large_file, tmp_path, request):
    """1,000 connections, within five seconds. A reader goes on with what had arrived, and so cannot tell when it was
    cut: the descriptors of the server do."""
    if not request.config.getoption("--slowhttptest"):
        pytest.skip("only with --slowhttptest")
    path = {"head": "/", "content": "/api/exercices", "reader": "/large.mp4"}[kind]
    # The last connections come after five seconds; deadlines are looked at every 50 ms, descriptors every half second.
    limit = 5 + KINDS[kind][2] + 3
    with Server(tmp_path / "data", "--public", str(large_file)) as server:
        before, idle = p99(times(server, 5)), descriptors(server)
        begin = time.monotonic()
        tool = subprocess.Popen(
            ["slowhttptest", *TOOL[kind], "-c", "1000", "-r", "200", "-l", str(limit + 5), "-p", "3", "-g", "-o", str(tmp_path / "result"),
             "-u", server.origin + path], stdout=subprocess.DEVNULL)
        during, crowd = [], {}
        while tool.poll() is None:
            during += times(server, 0.5)
            crowd[time.monotonic() - begin] = descriptors(server) - idle
        probes = [int(second["Service Available"]) for second in csv.DictReader(open(tmp_path / "result.csv"))]
    # The tool has a connection of its own, to see whether it is served.
    end = max(second for second, count in crowd.items() if count > 1)
    print(f"{kind}: {max(crowd.values())} descriptors, all closed within {end:.0f} s; p99 {before * 1e3:.1f} ms before, {p99(during) * 1e3:.1f} ms beside them")
    assert max(crowd.values()) > 900
    assert end < limit
    assert all(probes), "a probe of the tool had no answer within 3 s"
    assert p99(during) < max(0.025, 3 * before)
