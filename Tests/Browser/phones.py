"""The phones of a room: what their browsers send, from an address of each, all in one instant."""

import asyncio
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException


class Hangs(AssertionError):
    """Somebody waits for an answer that does not come."""


class Phone:
    """One phone, with an address of its own. Its browser joins by the form of the gate, then follows the room."""

    def __init__(self, server, host, source):
        self.server, self.host, self.source = server, host, source
        self.target = server.machine.address(source)
        self.authority = f"[{self.target}]:{server.port}" if ":" in self.target else f"{self.target}:{server.port}"
        self.cookie = self.followed = None
        self.connections = []

    async def connection(self):
        one = self.host.socket(self.source, 0)
        await asyncio.get_running_loop().sock_connect(one, (self.target, self.server.port))
        self.connections.append(await asyncio.open_connection(sock=one, limit=1 << 20))
        return self.connections[-1]

    def end(self, connection):
        connection[1].transport.abort()
        self.connections.remove(connection)

    async def ask(self, connection, method, path, content=b"", fields=""):
        """One request: status, head and content of its answer. A stream has no content yet."""
        reader, writer = connection
        if self.cookie:
            fields += f"Cookie: exercice={self.cookie}\r\n"
        if content:
            fields += f"Content-Length: {len(content)}\r\n"
        writer.write(f"{method} {path} HTTP/1.1\r\nHost: {self.authority}\r\n{fields}\r\n".encode() + content)
        head = await reader.readuntil(b"\r\n\r\n")
        assert b"\r\nX-Simulation: exercice\r\n" in head, head
        length = re.search(rb"\r\nContent-Length: (\d+)", head)
        return int(head[9:12]), head, await reader.readexactly(int(length[1])) if length else b""

    async def join(self, code):
        """The form, and the page that it leads to."""
        connection = await self.connection()
        fields = f"Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://{self.authority}\r\n"
        status, head, content = await self.ask(connection, "POST", "/rejoindre", f"code={code}".encode(), fields)
        assert status == 303 and b"\r\nLocation: /accueil\r\n" in head, (status, content)
        self.cookie = re.search(rb"\r\nSet-Cookie: exercice=([a-z]+)", head)[1].decode()
        await self.visit(connection)

    async def visit(self, connection=None):
        """The page of the simulated service, which names the stream of the room."""
        status, _, content = await self.ask(connection or await self.connection(), "GET", "/accueil")
        assert status == 200, status
        self.followed = re.search(rb'data-suivi="([^"]+)"', content)[1].decode().replace("&amp;", "&")

    async def follow(self):
        """Until the head of the stream has come."""
        status, head, _ = await self.ask(await self.connection(), "GET", self.followed, fields="Accept: text/event-stream\r\n")
        assert status == 200 and b"\r\nContent-Type: text/event-stream\r\n" in head, (status, head)


class Crowd:
    """The phones of a host, one for each of its addresses."""

    def __init__(self, server, host):
        self.server = server
        self.phones = [Phone(server, host, source) for source in host.addresses]
        self.loop = asyncio.new_event_loop()

    def at_once(self, what, *arguments, seconds=15):
        """All do the same in one instant. Returns how long each took; nobody is left waiting.
        - Throws: `Hangs` once the seconds are over."""
        async def timed(phone):
            begin = time.perf_counter()
            await what(phone, *arguments)
            return time.perf_counter() - begin

        async def everybody():
            tasks = [asyncio.create_task(timed(phone)) for phone in self.phones]
            _, waiting = await asyncio.wait(tasks, timeout=seconds)
            for task in waiting:
                task.cancel()
            if waiting:
                raise Hangs(f"{what.__name__}: {len(waiting)} of {len(tasks)} phones have no answer after {seconds} s")
            return [task.result() for task in tasks]

        return self.run(everybody())

    def run(self, what):
        """On a thread of its own: that of the tests may have the loop of the browsers."""
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(self.loop.run_until_complete, what).result()

    def cut(self):
        """The network is gone, and comes back: all connections are over."""
        for phone in self.phones:
            for connection in list(phone.connections):
                phone.end(connection)
        self.run(asyncio.sleep(0.01))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.cut()
        self.loop.close()


class Scraper(threading.Thread):
    """Asks for the metrics from the server's own machine, every so many seconds, for as long as the context lasts."""

    def __init__(self, server, every):
        super().__init__(daemon=True)
        self.server, self.every = server, every
        self.over = threading.Event()
        self.times, self.failure = [], None

    def run(self):
        try:
            while not self.times or not self.over.wait(self.every):
                begin = time.perf_counter()
                answer = self.server.call("GET", "/metrics", connection=self.server.connection(timeout=10))
                assert answer.status == 200 and "opposition_exercices " in answer.text
                self.times.append(time.perf_counter() - begin)
        except (OSError, HTTPException, AssertionError) as failure:
            self.failure = failure

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, kind, *_):
        self.over.set()
        self.join(15)
        if kind is None and (self.failure or not self.times):
            raise Hangs(f"/metrics: {self.failure!r} after {len(self.times)} scrapes")
