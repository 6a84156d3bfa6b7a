"""A room as it is: 200 phones with addresses of their own, IPv4 and IPv6, that do the same thing in one instant. On
loopback, where the other tests run, none of this shows.

`--joins 50` lets them join that often; `--minutes 60` plays a room for an hour, with the generator beside it."""

import os
import statistics
import subprocess
import time
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from generator import Subject
from hosts import HostServer, Network
from opposition import Server
from phones import Crowd, Hangs, Phone, Scraper
from test_generator import check, send, tell
from test_many_clients import anonymous_memory
from wire import Malformed, Wire

PHONES = 200


@pytest.fixture(scope="module")
def network():
    if os.geteuid() or subprocess.run(["unshare", "--net", "true"], capture_output=True).returncode:
        # Where all is tested, what was not is no success.
        (pytest.fail if os.environ.get("CI") else pytest.skip)("only root may make network namespaces, where the machine lets it")
    with Network() as network:
        yield network


@pytest.fixture(scope="module")
def machine(network):
    """Where the server runs."""
    return network.host()


@pytest.fixture(scope="module")
def room(network):
    """Where the phones are."""
    return network.host(addresses=PHONES)


def p99(times):
    return sorted(times)[len(times) * 99 // 100]


class Salle:
    """A room that its trainer opened at the server's own machine."""

    def __init__(self, server):
        self.server = server
        answer = server.call("POST", "/api/formation", {})
        assert answer.status == 201
        self.path, self.code = answer.headers["Location"], answer.json["code"]

    def connected(self):
        """Whether each place is, as the register says."""
        return [place["connecte"] for place in self.server.call("GET", self.path).json["postes"]]


def begin(server, crowd, **wishes):
    """An exercice for each phone, from the server's own machine, where nothing is capped."""
    connection = server.connection()
    for phone in crowd.phones:
        answer = server.call("POST", "/api/exercices", wishes, connection=connection)
        assert answer.status == 201, answer.text
        phone.cookie = answer.json["id"]
    connection.close()


def test_200_phones_that_join_in_one_instant_are_all_in_within_a_quarter_second(machine, room, tmp_path, joins):
    """Each time on a server of its own: births are capped by the minute."""
    slowest = []
    for number in range(1, joins + 1):
        with HostServer(machine, tmp_path / str(number)) as server, Crowd(server, room) as crowd, Scraper(server, every=1):
            salle = Salle(server)
            try:
                slowest.append(p99(crowd.at_once(Phone.join, salle.code)))
                crowd.at_once(Phone.follow)
            except Hangs as hang:
                raise Hangs(f"time {number} of {joins}: {hang}") from None
            assert salle.connected() == [True] * PHONES
            assert len({phone.cookie for phone in crowd.phones}) == PHONES
    print(f"{joins} × {PHONES} phones join: p99 {max(slowest) * 1000:.0f} ms at most, {sorted(slowest)[joins // 2] * 1000:.0f} ms as a median")
    assert max(slowest) <= 0.25


def test_200_streams_that_were_cut_are_open_again_in_one_instant(machine, room, tmp_path):
    """As often as the network of a room goes and comes back."""
    with HostServer(machine, tmp_path) as server, Crowd(server, room) as crowd:
        salle = Salle(server)
        begin(server, crowd, salle=salle.code)
        crowd.at_once(Phone.visit)
        with Scraper(server, every=0.1) as scraper:
            for _ in range(10):
                slowest = max(crowd.at_once(Phone.follow))
                assert slowest < 1
                crowd.cut()
                time.sleep(0.1)
            crowd.at_once(Phone.follow)
            assert salle.connected() == [True] * PHONES
        assert len(scraper.times) > 5 and max(scraper.times) < 1


@pytest.mark.parametrize("address", ["/accueil", "/api/exercices/{id}", "/bilan"])
def test_200_phones_read_exercices_that_are_not_in_memory_beside_whoever_counts_them(machine, room, tmp_path, address):
    """After a start each is read from the disk; `/metrics` counts them there meanwhile."""
    async def read(phone):
        status, _, content = await phone.ask(await phone.connection(), "GET", address.format(id=phone.cookie))
        assert status == 200 and len(content) > 500, status

    with HostServer(machine, tmp_path) as server, Crowd(server, room) as crowd:
        begin(server, crowd)
    for _ in range(5):
        with HostServer(machine, tmp_path) as server, Scraper(server, every=0) as scraper:
            again = Crowd(server, room)
            for phone, old in zip(again.phones, crowd.phones):
                phone.cookie = old.cookie
            with again:
                again.at_once(read, seconds=10)
        assert len(scraper.times) > 5


# MARK: Caps

def test_births_are_capped_for_all_other_hosts_together(machine, room, tmp_path):
    """At most two minutes are touched, of 600 each. Whoever sits at the server is not bound."""
    outcomes = []

    async def begin_here(phone):
        connection = await phone.connection()
        for _ in range(8):
            status, head, _ = await phone.ask(connection, "POST", "/api/exercices", b"{}", "Content-Type: application/json\r\n")
            outcomes.append((status, b"\r\nRetry-After: " in head))

    with HostServer(machine, tmp_path) as server, Crowd(server, room) as crowd:
        crowd.at_once(begin_here)
        assert len(outcomes) == 8 * PHONES and set(outcomes) == {(201, False), (503, True)}
        assert 600 <= outcomes.count((201, False)) <= 1_200
        assert server.call("POST", "/api/exercices", {}).status == 201


@pytest.mark.parametrize("family", ["IPv4", "IPv6"])
def test_connections_are_capped_for_each_address_of_another_host(machine, room, tmp_path, family):
    one, other = [address for address in room.addresses if (":" in address) == (family == "IPv6")][:2]
    request = b"GET /api HTTP/1.1\r\nHost: localhost\r\n\r\n"

    def is_served(wire):
        try:
            return wire.exchange(request).status == 200
        except (OSError, Malformed):
            return False

    with HostServer(machine, tmp_path) as server, ExitStack() as stack:
        wires = [stack.enter_context(closing(Wire(lambda: room.connect(server, one)))) for _ in range(300)]
        served = [is_served(wire) for wire in wires]
        assert served == [True] * 256 + [False] * 44
        assert is_served(stack.enter_context(closing(Wire(lambda: room.connect(server, other))))), "another address is let in"
        for wire in wires[:100]:
            wire.close()
        time.sleep(0.2)
        assert is_served(stack.enter_context(closing(Wire(lambda: room.connect(server, one))))), "there is room again"


# MARK: Who is there

class Clock:
    """The clock of the wall, as a server sees it under this wrapper: so many minutes ahead."""

    def __init__(self, folder):
        self.file, self.library = folder / "ahead", folder / "clock.so"
        self.set(0)
        subprocess.run(["clang", "-shared", "-fPIC", "-O1", "-o", self.library, Path(__file__).with_name("clock.c")], check=True)

    def set(self, minutes):
        self.file.write_text(f"{minutes * 60}\n")

    @property
    def wrapper(self):
        return ("env", f"LD_PRELOAD={self.library}", f"CLOCK_FILE={self.file}")


def test_streams_that_were_refused_take_nobody_away(tmp_path):
    """A page whose exercice was erased asks again and again. Once its place has another, it is there: a stream is open."""
    clock = Clock(tmp_path)
    with Server(tmp_path / "data", wrapper=clock.wrapper) as server:
        salle = Salle(server)
        exercice = server.exercice(salle=salle.code)
        page = {"Cookie": f"exercice={exercice.id}", "Accept": "text/event-stream"}
        assert server.call("DELETE", exercice.path).status == 204
        for _ in range(50):
            assert server.call("GET", "/suivi?apres=0", headers=page).status == 404
        assert server.call("POST", f"{salle.path}/interventions", {"intervention": "scenario-S2", "postes": [1]}).status == 200
        connection = server.connection()
        connection.request("GET", "/suivi?apres=0", headers=page)
        stream = connection.getresponse()
        assert stream.status == 200
        # What was seen of the page before is too long ago to count.
        clock.set(10)
        assert salle.connected() == [True]
        stream.close()
        connection.close()
        time.sleep(0.5)
        clock.set(20)
        assert salle.connected() == [False]


def test_a_reader_that_vanished_is_let_go_within_a_minute(machine, network, tmp_path):
    """Its cable is pulled: no packet says so."""
    gone = network.host(addresses=8)
    with HostServer(machine, tmp_path) as server, Crowd(server, gone) as crowd:
        salle = Salle(server)
        begin(server, crowd, salle=salle.code)
        crowd.at_once(Phone.visit)
        crowd.cut()
        time.sleep(0.2)
        idle = descriptors(server)
        crowd.at_once(Phone.follow)
        assert descriptors(server) == idle + len(gone.addresses)
        network.pull(gone)
        begun = time.monotonic()
        while descriptors(server) > idle:
            assert time.monotonic() - begun < 60, f"{descriptors(server) - idle} connections are still held"
            time.sleep(0.5)
        print(f"let go after {time.monotonic() - begun:.0f} s")


def descriptors(server):
    """How many sockets the server holds."""
    folder = f"/proc/{server.process.pid}/fd"
    return sum(os.readlink(f"{folder}/{one}").startswith("socket:") for one in os.listdir(folder))


# MARK: An hour

def test_a_room_of_200_outlives_the_generator_beside_it(machine, room, tmp_path, minutes, seed):
    if not minutes:
        pytest.skip("only with --minutes")

    async def step(phone):
        """A page, and a step that is refused or done."""
        connection = await phone.connection()
        await phone.visit(connection)
        status, _, _ = await phone.ask(connection, "POST", f"/api/exercices/{phone.cookie}/identification", b"{}", "Content-Type: application/json\r\n")
        assert status in (409, 422), status
        phone.end(connection)

    data = tmp_path / "data"
    subject = Subject(lambda log: HostServer(machine, data, stderr=log), tmp_path / "log")
    begun, slowest = time.monotonic(), []
    try:
        with Crowd(subject.server, room) as crowd, Scraper(subject.server, every=1) as scraper:
            salle = Salle(subject.server)
            crowd.at_once(Phone.join, salle.code)
            crowd.at_once(Phone.follow)
            senders = send(subject, seed, 1 << 40, pause=0.02)
            before = anonymous_memory(subject.server)
            while time.monotonic() - begun < minutes * 60 and not subject.findings:
                try:
                    slowest.append(max(crowd.at_once(step)))
                except (AssertionError, EOFError, OSError):
                    # Told below, where the generator has found why.
                    if not subject.findings:
                        raise
                time.sleep(1)
            for sender in senders:
                sender.count = 0
            for sender in senders:
                sender.join(30)
            tell(subject, seed, time.monotonic() - begun)
            assert subject.findings or salle.connected() == [True] * PHONES
            print(f"{len(slowest)} times {PHONES} phones took a step: {max(slowest) * 1000:.0f} ms at most, {statistics.median(slowest) * 1000:.0f} as a median;",
                  f"/metrics {max(scraper.times) * 1000:.0f} ms at most; memory {before >> 10} KiB, then {anonymous_memory(subject.server) >> 10}")
            assert subject.findings or max(slowest) < 5 and len(scraper.times) > minutes * 30
        subject.exercices |= {phone.cookie: None for phone in crowd.phones}
        subject.rooms[salle.path.split("/")[-1]] = None
        check(subject, data, seed)
    finally:
        subject.server.process.poll() is None and subject.server.kill()
