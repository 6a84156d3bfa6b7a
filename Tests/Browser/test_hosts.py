"""A room as it is: 200 phones with addresses of their own, IPv4 and IPv6, that do the same thing in one instant. On
loopback, where the other tests run, none of this shows."""

import time

import pytest

from hosts import HostServer, Network
from phones import Crowd, Hangs, Phone, Scraper

PHONES = 200


@pytest.fixture(scope="module")
def network():
    try:
        with Network() as network:
            yield network
    except PermissionError as refused:
        pytest.skip(f"this machine lets nobody make a network namespace: {refused}")


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
