"""What a server costs, and the load that is put on it.

The server has core 0 and the client core 1. CPU is the server's own, user and system of all its processes, from
/proc, over the requests that the client counted: it holds within 10 % from run to run, while requests per second do
not."""

import os
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import namedtuple
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

SERVER_CORE, CLIENT_CORE = ("taskset", "-c", "0"), ("taskset", "-c", "1")
TICK = os.sysconf("SC_CLK_TCK")

# What Chromium sends for a page, about 600 octets with the cookie of an exercice.
BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Language": "fr-FR,fr;q=0.9,en;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "sec-ch-ua": '"Chromium";v="140", "Not=A?Brand";v="24"',
    "sec-ch-ua-mobile": "?0",
    "sec-ch-ua-platform": '"Linux"',
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "same-origin",
    "Upgrade-Insecure-Requests": "1",
}

# A server that runs, and what is asked of it.
Target = namedtuple("Target", "pid origin path headers")
# Of one round. Of a load, the value is the server's CPU for each request, in µs; p99 is in ms.
Figures = namedtuple("Figures", "value rate p99 count", defaults=[None, None, None])


def processes(pid):
    """A process and those it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def cpu(pid):
    """Seconds of CPU so far."""
    def ticks(one):
        fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])
    return sum(map(ticks, processes(pid))) / TICK


@dataclass
class Memory:
    """Resident memory and the anonymous part of it, in KiB."""
    resident: int = 0
    anonymous: int = 0


def memory(pid):
    def kibibytes(one, name):
        return int(re.search(rf"{name}:\s+(\d+) kB", Path(f"/proc/{one}/status").read_text())[1])
    return Memory(*(sum(kibibytes(one, name) for one in processes(pid)) for name in ("VmRSS", "RssAnon")))


@contextmanager
def highest_memory(pid):
    """The most that is seen while the body runs, looking twenty times a second."""
    highest, over = Memory(), threading.Event()

    def look():
        while not over.wait(0.05):
            now = memory(pid)
            highest.resident = max(highest.resident, now.resident)
            highest.anonymous = max(highest.anonymous, now.anonymous)

    watch = threading.Thread(target=look)
    watch.start()
    yield highest
    over.set()
    watch.join()


def wrk(target, seconds, *options, connections=64, environment={}):
    """Requests from so many connections, kept alive unless a header says otherwise."""
    fields = [part for name, value in target.headers.items() for part in ("-H", f"{name}: {value}")]
    before = cpu(target.pid)
    ran = subprocess.run(
        [*CLIENT_CORE, "wrk", "--latency", "-t1", f"-c{connections}", f"-d{seconds}s", *fields, *map(str, options), target.origin + target.path],
        capture_output=True, text=True, check=True, env=os.environ | environment)
    used = cpu(target.pid) - before
    count, took = re.search(r"(\d+) requests in ([\d.]+)(?=s)", ran.stdout).groups()
    if refused := re.search(r"Non-2xx.*", ran.stdout):
        sys.exit(f"wrk: {target.origin}{target.path}: {refused[0]}")
    # A server that closes without saying so makes wrk count an error of reading, and is asked again all the same.
    if stalled := re.search(r"connect [1-9]\d*,|timeout [1-9]\d*", ran.stdout):
        print(f"wrk: {target.path}: {stalled[0]}: is the machine busy? Measure again", file=sys.stderr)
    p99, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", ran.stdout).groups()
    milliseconds = float(p99) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit]
    return Figures(used * 1e6 / int(count), int(count) / float(took), milliseconds, int(count))


def handshakes(target, seconds):
    """Full TLS 1.3 handshakes, one after the other, each with one request and its end: no session is ever resumed."""
    before = cpu(target.pid)
    ran = subprocess.run(
        [*CLIENT_CORE, "openssl", "s_time", "-new", "-tls1_3", "-time", str(seconds), "-www", target.path,
         "-connect", target.origin.removeprefix("https://")], capture_output=True, text=True, check=True)
    used = cpu(target.pid) - before
    count, took, octets = map(int, re.search(r"(\d+) connections in (\d+) real seconds, (\d+) bytes", ran.stdout).groups())
    assert octets > 0, ran.stdout
    return Figures(used * 1e6 / count, count / took, None, count)


@contextmanager
def idle_connections(target, count):
    """So many connections open, each after one request and its response."""
    with ExitStack() as stack:
        for _ in range(count):
            get(target, connect(target, stack))
        yield


def p99_in_turn(targets, seconds, connections=8):
    """The 99th percentile of the time to a response of each of `targets`, in ms: each has so many connections, which ask
    together, and they are asked in turn. A few milliseconds that the machine takes for itself weigh on all of them then;
    in loads one after the other, corrected for what such a pause kept from being asked, they would be the whole p99."""
    times = [[] for _ in targets]
    everywhere = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {int(CLIENT_CORE[-1])})
    with ExitStack() as stack:
        asked = [(target, request(target), [connect(target, stack) for _ in range(connections)], into) for target, into in zip(targets, times)]
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            random.shuffle(asked)
            for target, octets, opened, into in asked:
                begin = time.perf_counter()
                for connection in opened:
                    connection.sendall(octets)
                for connection in opened:
                    content(target, connection)
                    into.append(time.perf_counter() - begin)
    os.sched_setaffinity(0, everywhere)
    return [statistics.quantiles(each, n=100)[98] * 1e3 for each in times]


def connect(target, stack):
    host, port = target.origin.split("//")[1].split(":")
    return stack.enter_context(socket.create_connection((host, int(port)), timeout=10))


def get(target, connection):
    """The content of one response, which must be 200."""
    connection.sendall(request(target))
    return content(target, connection)


def request(target):
    fields = "".join(f"{name}: {value}\r\n" for name, value in target.headers.items())
    return f"GET {target.path} HTTP/1.1\r\nHost: {target.origin.split('//')[1]}\r\n{fields}\r\n".encode()


def content(target, connection):
    """That of the response that comes, which must be 200."""
    octets = b""
    while b"\r\n\r\n" not in octets:
        octets += received(connection)
    head, _, content = octets.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), f"{target.origin}{target.path}: {head}"
    length = int(re.search(rb"\r\ncontent-length: (\d+)", head, re.IGNORECASE)[1])
    while len(content) < length:
        content += received(connection)
    return content


def received(connection):
    octets = connection.recv(65_536)
    assert octets, "closed before the end of the response"
    return octets
