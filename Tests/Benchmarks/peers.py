"""The servers that ours is measured beside. Each gives the octets and the fields that ours gave for the same page, with
one thread, no log, and what its own documentation advises for speed."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from measure import SERVER_CORE
from opposition import ROOT

PACKAGE, BUILD = Path(__file__).resolve().parent / "Peers", ROOT / ".build/peers"

# A server writes these itself, from what it serves or when.
ITS_OWN = {"date", "content-length", "connection"}
# nginx writes these too, of a file.
OF_FILES = {"etag", "last-modified", "accept-ranges"}


def build():
    """Builds the Swift peers, once."""
    subprocess.run(["swift", "build", "-c", "release", "--package-path", PACKAGE, "--scratch-path", BUILD], check=True, stdout=sys.stderr)


class Page:
    """One response of ours, for the peers to give."""

    def __init__(self, folder, name, answer):
        self.name, self.body = name, answer.body
        self.fields = [(name, value) for name, value in answer.headers.items() if name.lower() not in ITS_OWN]
        (folder / name).write_bytes(self.body)
        (folder / f"{name}.fields").write_text("".join(f"{name}: {value}\n" for name, value in self.fields))


class Process:
    """A peer that runs on the server's core. `start` gives its process and the port it listens on."""

    def __init__(self, *arguments):
        self.process, self.port = self.start(*arguments)
        self.pid = self.process.pid
        self.origin = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class SwiftPeer(Process):
    def start(self, pages):
        process = subprocess.Popen([*SERVER_CORE, BUILD / "release" / self.program, pages], stdout=subprocess.PIPE, text=True)
        return process, int(process.stdout.readline().rsplit(":", 1)[1])


class Hummingbird(SwiftPeer):
    program = "hummingbird-peer"


class FlyingFox(SwiftPeer):
    program = "flyingfox-peer"


class Nginx(Process):
    """`/NAME` is a file, `/memory/NAME` as many octets from memory; the same under TLS on `secure_origin`."""

    def start(self, folder, root, pages, certificate, key):
        port, secure_port = free_ports(2)
        self.secure_origin = f"https://127.0.0.1:{secure_port}"
        configuration = folder / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(
            folder=folder, root=root, port=port, secure_port=secure_port, certificate=certificate, key=key,
            user="user root;" if os.geteuid() == 0 else "",
            locations="".join(map(file_location, pages)) + "".join(map(memory_location, pages))))
        process = subprocess.Popen([*SERVER_CORE, "nginx", "-p", folder, "-e", "stderr", "-c", configuration])
        wait_for(port)
        return process, port


CONFIGURATION = """
{user}
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
worker_rlimit_nofile 20000;
events {{ worker_connections 19000; }}
http {{
    access_log off;
    server_tokens off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    open_file_cache max=1000 inactive=1h;
    ssl_certificate {certificate};
    ssl_certificate_key {key};
    ssl_protocols TLSv1.2 TLSv1.3;
    types {{ }}
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{
        listen 127.0.0.1:{port} backlog=4096 deferred;
        listen 127.0.0.1:{secure_port} ssl backlog=4096 deferred;
        root {root};
        {locations}
    }}
}}
"""


def file_location(page):
    return f"location = /{page.name} {{ {field_directives(page, without=OF_FILES)} }}\n"


def memory_location(page):
    # One parameter of its configuration holds less than 4 KiB.
    sizes = [min(3_000, len(page.body) - start) for start in range(0, len(page.body), 3_000)]
    pieces = "".join(f'set $p{index} "{"x" * size}"; ' for index, size in enumerate(sizes))
    whole = "".join(f"$p{index}" for index in range(len(sizes)))
    return f'location = /memory/{page.name} {{ {field_directives(page)} {pieces} return 200 "{whole}"; }}\n'


def field_directives(page, without=()):
    """Directives that write the fields of a page."""
    def directive(name, value):
        quoted = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return f"default_type {quoted};" if name.lower() == "content-type" else f"add_header {name} {quoted};"
    return " ".join(directive(name, value) for name, value in page.fields if name.lower() not in without)


def free_ports(count):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def wait_for(port):
    limit = time.monotonic() + 10
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.0005)
