"""A client that sends any octets, and takes nothing but a whole, well-formed answer (RFC 9112)."""

import re
import socket
from email.message import Message

from opposition import Answer

STATUS_LINE = re.compile(rb"HTTP/1\.1 ([1-5]\d\d) [\x20-\x7e]*")
FIELD_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+): ([\x21-\x7e\x80-\xff](?:[\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?")
BODILESS = (204, 304)


def connect(server, timeout=10):
    """A socket to it, under TLS where it speaks it."""
    connection = server.connection(timeout)
    connection.connect()
    return connection.sock


class Malformed(AssertionError):
    pass


class Wire:
    """One connection at a time, kept alive as long as the server keeps it. `connect` makes another."""

    def __init__(self, connect):
        self.connect, self.socket, self.pending = connect, None, b""

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket = None

    def exchange(self, octets, head=False):
        """A whole request, and its whole answer. Of a stream the head is enough."""
        fresh = self.socket is None
        try:
            return self.attempt(octets, head)
        except (ConnectionError, socket.timeout):
            self.close()
            raise
        except Malformed as fault:
            self.close()
            # An idle connection may have been closed meanwhile: then nothing came.
            if fresh or fault.args[0] != "closed without a word":
                raise
            return self.attempt(octets, head)

    def attempt(self, octets, head):
        if self.socket is None:
            self.socket = self.connect()
        self.pending = b""
        try:
            self.socket.sendall(octets)
        except ConnectionError:
            pass  # What was answered meanwhile is still there to be read.
        answer = self.read(head)
        while answer.status == 100:
            answer = self.read(head)
        # A head that could not be read to its end is refused whole, whatever its method.
        if self.pending and not answer.is_stream and not (head and answer.status >= 400):
            raise Malformed(f"{len(self.pending)} octets after the end of the answer: {self.pending[:200]}")
        if answer.is_stream or answer.field("Connection").lower() == "close":
            self.close()
        return answer

    def more(self):
        octets = self.socket.recv(1 << 20)
        self.pending += octets
        return octets

    def upto(self, end):
        while end not in self.pending:
            if not self.more():
                raise Malformed(f"closed in the middle of {self.pending[-200:]}" if self.pending else "closed without a word")
        taken, _, self.pending = self.pending.partition(end)
        return taken

    def exactly(self, count):
        while len(self.pending) < count:
            if not self.more():
                raise Malformed(f"{count} octets were announced, {len(self.pending)} came")
        taken, self.pending = self.pending[:count], self.pending[count:]
        return taken

    def read(self, head=False):
        status, headers = self.head(self.upto(b"\r\n\r\n").split(b"\r\n"))
        answer = Answer(status, headers, b"")
        if status == 100 or head or status in BODILESS or answer.is_stream:
            return answer
        if "Transfer-Encoding" in headers:
            answer.body = self.chunks()
        elif "Content-Length" in headers:
            answer.body = self.exactly(int(headers["Content-Length"]))
        else:
            raise Malformed(f"{status} without a length: {headers.items()}")
        return answer

    def head(self, lines):
        line = STATUS_LINE.fullmatch(lines[0])
        if not line:
            raise Malformed(f"status line: {lines[0]}")
        headers = Message()
        for one in lines[1:]:
            field = FIELD_LINE.fullmatch(one)
            if not field:
                raise Malformed(f"field line: {one}")
            name = field[1].decode()
            if name in headers and name.lower() in ("content-length", "transfer-encoding", "content-type", "location", "date"):
                raise Malformed(f"{name} twice")
            headers[name] = (field[2] or b"").decode("latin-1")
        if "Content-Length" in headers and ("Transfer-Encoding" in headers or not headers["Content-Length"].isdecimal()):
            raise Malformed(f"length: {headers.items()}")
        return int(line[1]), headers

    def chunks(self):
        content = b""
        while size := int(self.upto(b"\r\n"), 16):
            content += self.exactly(size)
            self.exactly(2)
        self.exactly(2)
        return content
