"""Parts of a large file are read as their reader takes them."""

import os
import re
import socket
import time
from pathlib import Path

import pytest

from opposition import Server

GIGABYTE = 1_000_000_000


def anonymous_memory(server):
    """In octets."""
    return int(re.search(r"RssAnon:\s+(\d+) kB", Path(f"/proc/{server.process.pid}/status").read_text())[1]) * 1_024


@pytest.mark.parametrize("readers, octets", [(8, GIGABYTE), (1, 6 * GIGABYTE)])
def test_slow_readers_of_a_multipart_cost_no_memory_and_nobody_waits(tmp_path, readers, octets):
    public = tmp_path / "public"
    public.mkdir()
    with open(public / "large.bin", "wb") as file:
        os.truncate(file.fileno(), octets)
    with Server(tmp_path / "data", "--public", str(public)) as server:
        for _ in range(20):
            server.call("GET", "/accueil")
            server.call("GET", "/large.bin", headers={"Range": "bytes=0-99999,200000-300000"})
        before = anonymous_memory(server)
        sockets = []
        for _ in range(readers):
            one = socket.socket()
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            one.connect((server.host, server.port))
            one.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-%d,%d-\r\n\r\n" % (octets // 2 - 10, octets // 2))
            sockets.append(one)
        longest = 0
        for _ in range(50):
            for one in sockets:
                assert one.recv(1_000)
            start = time.monotonic()
            assert server.call("GET", "/healthz").status == 200
            longest = max(longest, time.monotonic() - start)
            time.sleep(0.02)
        assert anonymous_memory(server) - before < 2_000_000 and longest < 0.25
        for one in sockets:
            one.close()


def test_a_multipart_comes_whole(tmp_path):
    public = tmp_path / "public"
    public.mkdir()
    content = os.urandom(3_000_000)
    (public / "large.bin").write_bytes(content)
    with Server(tmp_path / "data", "--public", str(public)) as server:
        answer = server.call("GET", "/large.bin", headers={"Range": "bytes=5-1500004,1600000-2999999"})
        assert answer.status == 206
        boundary = answer.headers.get_param("boundary").encode()
        parts = [part.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n") for part in answer.body.split(b"--" + boundary)[1:3]]
        assert parts == [content[5:1_500_005], content[1_600_000:]]


@pytest.mark.parametrize("seconds", [-1, -10**9, 0, 2**33])
def test_a_file_of_any_time_is_served(tmp_path, seconds):
    (tmp_path / "public").mkdir()
    (tmp_path / "public/old.txt").write_text("old")
    os.utime(tmp_path / "public/old.txt", (seconds, seconds))
    with Server(tmp_path / "data", "--public", str(tmp_path / "public")) as server:
        assert server.call("GET", "/old.txt").body == b"old"
