"""Large files of a directory of one's own: parts of them are written as their reader takes them, and cost no memory."""

import os
import random
import re
import socket
import threading
import time
from contextlib import ExitStack

import pytest

from opposition import Server
from test_many_clients import anonymous_memory
from wire import Wire, connect

MEGABYTE, GIGABYTE = 1 << 20, 1 << 30
TIMES = [0, -1, -86_400, -(1 << 31), 1 << 31, 1 << 32, 4_102_444_800, 253_402_300_799, 253_402_300_800, -62_135_596_801, 1 << 40, -(1 << 33)]


def sparse(folder, name, size):
    with open(folder / name, "wb") as file:
        file.truncate(size)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("public")
    sparse(folder, "one.mp4", GIGABYTE)
    sparse(folder, "six.mp4", 6 * GIGABYTE)
    (folder / "small.png").write_bytes(random.Random(1).randbytes(3 * MEGABYTE))
    return folder


@pytest.fixture
def public(folder, tmp_path):
    with Server(tmp_path, "--public", str(folder)) as server:
        yield server


def ask(server, path, ranges):
    """A reader who takes the head, and then hardly anything."""
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    one.settimeout(10)
    one.connect((server.host, server.port))
    one.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nRange: bytes={ranges}\r\n\r\n".encode())
    return one


class Watch(threading.Thread):
    """How long another client waits meanwhile, and how much memory the server takes at most."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.over = server, threading.Event()
        self.before = self.most = anonymous_memory(server)
        self.waits = []

    def run(self):
        connection = self.server.connection()
        while not self.over.is_set():
            begin = time.perf_counter()
            assert self.server.call("GET", "/api", connection=connection).status == 200
            self.waits.append(time.perf_counter() - begin)
            self.most = max(self.most, anonymous_memory(self.server))
            self.over.wait(0.002)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.join(10)


@pytest.mark.parametrize("path, readers, ranges", [
    ("/one.mp4", 8, "0-134217727,268435456-402653183,-1000000"),
    ("/six.mp4", 1, "0-1073741823,2147483648-3221225471,-1"),
])
def test_parts_of_a_large_file_cost_no_memory_and_nobody_waits(public, path, readers, ranges):
    for _ in range(200):
        assert public.call("GET", "/api").status == 200
    with ExitStack() as stack:
        watch = stack.enter_context(Watch(public))
        clients = [stack.enter_context(ask(public, path, ranges)) for _ in range(readers)]
        heads = [client.recv(1_000) for client in clients]
        end = time.monotonic() + 2
        taken = 0
        while time.monotonic() < end:
            taken += sum(len(client.recv(2_048)) for client in clients)
            time.sleep(0.02)
    assert all(head.startswith(b"HTTP/1.1 206 ") and b"multipart/byteranges" in head for head in heads), heads
    print(f"{readers} readers of {path}: {(watch.most - watch.before) / MEGABYTE:.1f} MB more, others waited {max(watch.waits) * 1000:.0f} ms at most")
    assert taken > readers * 10_000 and len(watch.waits) > 100
    assert watch.most - watch.before <= 2 * MEGABYTE
    assert max(watch.waits) < 0.05


def test_each_part_is_what_the_file_holds_there(public, folder):
    content = (folder / "small.png").read_bytes()
    wanted = [(0, 0), (1, 70_000), (1_000_000, 2_500_000), (len(content) - 1_000, len(content) - 1)]
    answer = public.call("GET", "/small.png", headers={"Range": "bytes=" + ",".join(f"{first}-{last}" for first, last in wanted)})
    assert answer.status == 206 and int(answer.headers["Content-Length"]) == len(answer.body)
    boundary = re.fullmatch(r"multipart/byteranges; boundary=\"?([^\"]+)\"?", answer.headers["Content-Type"])[1].encode()
    rest = answer.body
    for first, last in wanted:
        head, _, rest = rest.partition(b"\r\n\r\n")
        assert b"--" + boundary in head and b"Content-Range: bytes %d-%d/%d" % (first, last, len(content)) in head, head
        part, rest = rest[:last - first + 1], rest[last - first + 1:]
        assert part == content[first:last + 1]
    assert rest.strip() == b"--" + boundary + b"--"


@pytest.mark.parametrize("seconds", TIMES)
def test_a_file_of_any_time_is_served(folder, tmp_path, seconds):
    """`tar --mtime=1970-01-01` east of Greenwich makes one from before 1970."""
    file = folder / "old.png"
    file.write_bytes(b"x" * 1_000)
    try:
        os.utime(file, (seconds, seconds))
    except OSError:
        pytest.skip("this file system keeps no such time")
    with Server(tmp_path, "--public", str(folder)) as server:
        wire = Wire(lambda: connect(server))
        for method, fields, status in (("GET", "", 200), ("HEAD", "", 200), ("GET", "Range: bytes=0-9\r\n", 206), ("GET", "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n", 0)):
            answer = wire.exchange(f"{method} /old.png HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n".encode(), method == "HEAD")
            assert answer.status == status or not status and answer.status in (200, 304), (method, fields, answer.status)
            assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", answer.field("Last-Modified") or "Thu, 01 Jan 1970 00:00:00 GMT")
