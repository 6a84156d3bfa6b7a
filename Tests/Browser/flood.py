"""Many clients in one thread, so that what is measured is the server: each plays a script, one request after the other."""

import re
import selectors
import time

from wire import connect

LENGTH = re.compile(rb"\r\nContent-Length: (\d+)\r\n")


def call(method, path, content=b"", fields=""):
    """The octets of a call."""
    kind = f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n" if content else ""
    return f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{kind}{fields}\r\n".encode() + content


class Player:
    """One connection and its script: a generator of requests, each sent once the answer to the former is there, and told
    what that was. A number among them is a pause of so many seconds."""

    def __init__(self, server, script):
        self.socket, self.script = connect(server), script
        self.asked, self.until, self.pending = None, 0.0, b""
        self.times, self.statuses = [], []

    def go(self, answer=None):
        """The next request; false at the end."""
        try:
            wanted = self.script.send(answer)
        except StopIteration:
            self.socket.close()
            return False
        if isinstance(wanted, (int, float)):
            self.until = time.perf_counter() + wanted
        else:
            self.asked = time.perf_counter()
            self.socket.sendall(wanted)
        return True

    def read(self):
        """The answer once it is whole: status and content."""
        octets = self.socket.recv(1 << 18)
        assert octets, "closed without a word"
        self.pending += octets
        end = self.pending.find(b"\r\n\r\n")
        if end < 0:
            return None
        length = LENGTH.search(self.pending, 0, end + 2)
        if len(self.pending) < end + 4 + (int(length[1]) if length else 0):
            return None
        status, content = int(self.pending[9:12]), self.pending[end + 4:]
        self.times.append((self.asked, time.perf_counter() - self.asked))
        self.statuses.append(status)
        self.asked, self.pending = None, b""
        return status, content


def play(server, *scripts, silence=15):
    """All scripts to their ends. Returns the players: `times` has when each request left, and how long it took.
    Nothing for so many seconds is a hang."""
    players = [Player(server, script) for script in scripts]
    with selectors.DefaultSelector() as selector:
        for player in players:
            selector.register(player.socket, selectors.EVENT_READ, player)
        active = {player for player in players if player.go()}
        last = time.perf_counter()
        while active:
            pauses = [player for player in active if player.until]
            ready = selector.select(max(0, min(player.until for player in pauses) - time.perf_counter()) if pauses else 1)
            now = time.perf_counter()
            for key, _ in ready:
                answer = key.data.read()
                if answer and not key.data.go(answer):
                    selector.unregister(key.fileobj)
                    active.discard(key.data)
                last = now
            for player in pauses:
                if player.until <= now:
                    player.until = 0.0
                    if not player.go():
                        active.discard(player)
                        selector.unregister(player.socket)
            assert now - last < silence, f"nobody has an answer for {silence} s"
    return players
