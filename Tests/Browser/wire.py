"""A client that sends any octets, and takes nothing but a whole, well-formed answer (RFC 9112)."""

import json
import re
import socket

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


class Answer:
    def __init__(self, status, fields, body):
        self.status, self.fields, self.body = status, fields, body

    def field(self, name):
        return self.fields.get(name.lower(), "")

    @property
    def type(self):
        return self.field("Content-Type").split(";")[0]

    @property
    def is_stream(self):
        return self.status == 200 and self.type == "text/event-stream"

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def text(self):
        return self.body.decode()


class Wire:
    """One connection at a time, kept alive as long as the server keeps it. `connect` makes another."""

    def __init__(self, connect):
        self.connect, self.socket = connect, None

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

    def read(self, head):
        status, fields = self.head(self.upto(b"\r\n\r\n").split(b"\r\n"))
        answer = Answer(status, fields, b"")
        if status == 100 or head or status in BODILESS or answer.is_stream:
            return answer
        if "transfer-encoding" in fields:
            answer.body = self.chunks()
        elif "content-length" in fields:
            answer.body = self.exactly(int(fields["content-length"]))
        else:
            raise Malformed(f"{status} without a length: {fields}")
        return answer

    def head(self, lines):
        line = STATUS_LINE.fullmatch(lines[0])
        if not line:
            raise Malformed(f"status line: {lines[0]}")
        fields = {}
        for one in lines[1:]:
            field = FIELD_LINE.fullmatch(one)
            if not field:
                raise Malformed(f"field line: {one}")
            name = field[1].decode().lower()
            if name in fields and name in ("content-length", "transfer-encoding", "content-type", "location", "date"):
                raise Malformed(f"{name} twice")
            fields[name] = (field[2] or b"").decode("latin-1")
        if "content-length" in fields and ("transfer-encoding" in fields or not fields["content-length"].isdecimal()):
            raise Malformed(f"length: {fields}")
        return int(line[1]), fields

    def chunks(self):
        content = b""
        while size := int(self.upto(b"\r\n"), 16):
            content += self.exactly(size)
            self.exactly(2)
        self.exactly(2)
        return content
