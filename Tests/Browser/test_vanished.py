"""A reader that leaves without a word, as a phone does that goes out of range, is noticed. Two machines, made of network
namespaces, for which one must be root."""

import re
import subprocess
import time

import pytest

from opposition import Server

BAR = 60


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def machines():
    """The server's and a reader's, with a cable between them."""
    names = ("opposition-server", "opposition-reader")
    for name in names:
        subprocess.run(["ip", "netns", "delete", name], capture_output=True)
        run("ip", "netns", "add", name)
    run("ip", "-n", names[0], "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", names[1])
    for number, name in enumerate(names, 1):
        run("ip", "-n", name, "address", "add", f"192.0.2.{number}/24", "dev", "cable")
        for link in ("lo", "cable"):
            run("ip", "-n", name, "link", "set", link, "up")
    yield names
    for name in names:
        run("ip", "netns", "delete", name)


@pytest.mark.parametrize("options", [(), ("--tls", "self-signed")])
def test_a_stream_whose_reader_vanished_is_let_go(tmp_path, machines, options):
    here, there = (("ip", "netns", "exec", name) for name in machines)
    with Server(tmp_path, "--lan", *options, wrapper=here) as server:
        scheme = server.origin.partition(":")[0]

        def streams():
            metrics = run(*here, "curl", "-sk", f"{scheme}://127.0.0.1:{server.port}/metrics")
            return int(re.search(r"^http_streams_open (\d+)", metrics, re.MULTILINE)[1])

        origin = f"{scheme}://192.0.2.1:{server.port}"
        path = run(*there, "curl", "-sfk", "--json", "{}", "-o", "/dev/null", "-w", "%header{location}", f"{origin}/api/exercices")
        reader = subprocess.Popen([*there, "curl", "-skN", "-H", "Accept: text/event-stream", f"{origin}{path}/evenements"], stdout=subprocess.DEVNULL)
        try:
            while streams() == 0:
                time.sleep(0.1)
            run("ip", "-n", machines[1], "link", "set", "cable", "down")
            start = time.monotonic()
            while streams() and time.monotonic() - start < BAR + 30:
                time.sleep(0.5)
            assert time.monotonic() - start < BAR
        finally:
            reader.kill()
            reader.wait()
