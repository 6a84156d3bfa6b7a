"""Other hosts: each is a network namespace with addresses of its own, on a switch that is one more. The network of the
machine itself is not touched, and nothing is left of it at the end."""

import ctypes
import os
import socket
import subprocess
from contextlib import contextmanager
from itertools import count

from opposition import Server

CLONE_NEWNET = 0x40000000
C = ctypes.CDLL(None, use_errno=True)
NUMBERS = count()


def enter(namespace):
    """The calling thread alone moves; a socket stays where it was made."""
    if C.setns(namespace, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")


class Host:
    """A machine of the network. `addresses` are IPv4 and IPv6 in turn."""

    def __init__(self, name, addresses):
        self.name, self.addresses = name, addresses
        self.command = ("ip", "netns", "exec", name)
        self.namespace = os.open(f"/run/netns/{name}", os.O_RDONLY | os.O_CLOEXEC)

    def address(self, like):
        """Its first address of the same family."""
        return next(one for one in self.addresses if (":" in one) == (":" in like))

    @contextmanager
    def inside(self):
        home = os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
        try:
            enter(self.namespace)
            yield
        finally:
            enter(home)
            os.close(home)

    def socket(self, source, timeout=None):
        """A socket of this host, bound to one of its addresses."""
        with self.inside():
            one = socket.socket(socket.AF_INET6 if ":" in source else socket.AF_INET)
        # Of these addresses each connects to one server only: ports are found when that is known.
        one.setsockopt(socket.IPPROTO_IP, socket.IP_BIND_ADDRESS_NO_PORT, 1)
        one.settimeout(timeout)
        one.bind((source, 0))
        return one

    def connect(self, server, source=None, timeout=30):
        source = source or self.addresses[0]
        one = self.socket(source, timeout)
        one.connect((server.machine.address(source), server.port))
        return one


class Network:
    """A switch and the hosts on it, for as long as the context lasts."""

    def __init__(self):
        self.prefix = f"opposition-{os.getpid()}-{next(NUMBERS)}"
        self.hosts = []

    def __enter__(self):
        self.ip("netns", "add", self.switch)
        try:
            self.ip("-n", self.switch, "link", "add", "switch", "type", "bridge", "forward_delay", "0", "mcast_snooping", "0")
            self.ip("-n", self.switch, "link", "set", "switch", "up")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for host in self.hosts:
            os.close(host.namespace)
        for name in [host.name for host in self.hosts] + [self.switch]:
            subprocess.run(["ip", "netns", "delete", name], capture_output=True)

    @property
    def switch(self):
        return f"{self.prefix}-switch"

    @staticmethod
    def ip(*arguments, batch=None):
        done = subprocess.run(["ip", *arguments], input=batch, capture_output=True, text=True)
        if done.returncode:
            raise OSError(f"ip {' '.join(arguments)}: {done.stderr}")

    def host(self, addresses=2):
        """A host with so many addresses, half of them IPv6."""
        number = len(self.hosts) + 1
        name = f"{self.prefix}-{number}"
        self.ip("netns", "add", name)
        # RFC 2544 keeps these for tests of networks; RFC 4193: a prefix of one's own.
        own = [f"fd77::{number:x}:{rank:x}" if rank % 2 else f"198.18.{number}.{rank // 2 + 1}" for rank in range(addresses)]
        host = Host(name, own)
        self.hosts.append(host)
        self.ip("-n", self.switch, "link", "add", f"port{number}", "type", "veth", "peer", "name", "eth0", "netns", name)
        self.ip("-n", self.switch, "link", "set", f"port{number}", "master", "switch", "up")
        self.ip("-n", name, "-batch", "-", batch="link set lo up\nlink set eth0 up\n" + "".join(
            f"address add {one}/64 dev eth0 nodad\n" if ":" in one else f"address add {one}/15 dev eth0\n" for one in own))
        return host


    def pull(self, host):
        """Its cable: it is not told, and nobody else is."""
        self.ip("-n", self.switch, "link", "set", f"port{self.hosts.index(host) + 1}", "down")


class HostServer(Server):
    """A server on a host, open to its network. What is called without saying from where comes from its own loopback."""

    def __init__(self, machine, data, *options, **more):
        self.machine = machine
        super().__init__(data, "--lan", *options, wrapper=machine.command, **more)

    def connection(self, timeout=30, host=None, source=None):
        """From loopback, or from another host."""
        one = super().connection(timeout)
        if host:
            one._create_connection = lambda address, timeout, _: host.connect(self, source, timeout)
            one.host = f"[{self.machine.address(source)}]" if source and ":" in source else self.machine.addresses[0]
        else:
            one._create_connection = lambda *arguments: self.loopback(*arguments)
        return one

    def loopback(self, address, timeout, _=None):
        with self.machine.inside():
            return socket.create_connection(address, timeout)

    def metrics(self, timeout=5):
        return self.call("GET", "/metrics", connection=self.connection(timeout)).text
