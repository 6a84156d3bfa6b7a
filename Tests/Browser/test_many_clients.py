"""Many clients at once: those that wait cost little, and when there is room for no more, service resumes by itself."""

import re
import resource
import socket
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from opposition import Server

REQUEST = b"GET /api HTTP/1.1\r\nHost: localhost\r\n\r\n"


def connect(server, stack):
    return stack.enter_context(socket.create_connection((server.host, server.port), timeout=10))


def ask(connection):
    """One request, and whether it is answered."""
    connection.sendall(REQUEST)
    return is_answered(connection)


def is_answered(connection):
    answer = b""
    while b"\r\n\r\n" not in answer or len(answer.partition(b"\r\n\r\n")[2]) < int(re.search(rb"Content-Length: (\d+)", answer)[1]):
        octets = connection.recv(65_536)
        if not octets:
            return False
        answer += octets
    return answer.startswith(b"HTTP/1.1 200 ")


def anonymous_memory(server):
    """In octets."""
    return int(re.search(r"RssAnon:\s+(\d+) kB", Path(f"/proc/{server.process.pid}/status").read_text())[1]) * 1_024


def test_an_idle_connection_costs_less_than_a_kibibyte_and_is_served_again(tmp_path, idle_connections):
    """After one response each; `--idle-connections 9000` opens more."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with Server(tmp_path) as server, ExitStack() as stack:
        assert all(ask(connect(server, stack)) for _ in range(100))
        before = anonymous_memory(server)
        connections = [connect(server, stack) for _ in range(idle_connections)]
        assert all(map(ask, connections))
        assert anonymous_memory(server) - before < 1_024 * idle_connections
        begin = time.monotonic()
        assert server.call("GET", "/api").status == 200
        assert time.monotonic() - begin < 0.1
        assert all(map(ask, connections))


def test_when_no_descriptor_is_left_new_connections_wait_and_are_served_once_there_is_one(tmp_path):
    with Server(tmp_path, "--threads", "1") as server, ExitStack() as stack:
        kept = [connect(server, stack) for _ in range(20)]
        assert all(map(ask, kept))
        _, hard = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
        used = max(int(one.name) for one in Path(f"/proc/{server.process.pid}/fd").iterdir()) + 1
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (used, hard))

        waiting = [connect(server, stack) for _ in range(20)]
        for connection in waiting:
            connection.sendall(REQUEST)
        waiting[0].settimeout(0.5)
        with pytest.raises(TimeoutError):
            waiting[0].recv(1)
        assert all(map(ask, kept)), "those that are in are served meanwhile"

        # Each that leaves makes room for one that waits.
        waiting[0].settimeout(10)
        for connection in kept:
            connection.close()
        assert all(map(is_answered, waiting))
        assert server.log.count("New connections wait") == 1, server.log
