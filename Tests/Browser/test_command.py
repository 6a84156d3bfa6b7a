"""The command itself: where it keeps things, how it stops, what it tells."""

import os
import signal
import socket
import stat
import subprocess
import time

import pytest

from opposition import BINARY, ROOT, Server, run

BODY = b'{"fiche": "odile-vautrin"}'


def test_it_prints_one_line_once_it_accepts_and_nothing_else(tmp_path):
    with Server(tmp_path) as server:
        assert server.call("GET", "/healthz").text == "ok\n"
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(15) == 0
        assert server.process.stdout.read() == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_it_cleanly_and_a_request_under_way_is_finished(tmp_path, number):
    with Server(tmp_path) as server, socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        head = f"POST /api/exercices HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n"
        connection.sendall(head.encode() + BODY[:5])
        time.sleep(0.2)
        server.process.send_signal(number)
        time.sleep(0.2)
        connection.sendall(BODY[5:])
        answer = b""
        while more := connection.recv(65_536):
            answer += more
        assert answer.startswith(b"HTTP/1.1 201 ")
        assert b"\r\nconnection: close\r\n" in answer.lower()
        assert server.process.wait(15) == 0


def test_the_data_are_where_one_says_and_for_ones_own_eyes(tmp_path):
    """`--data`, else $OPPOSITION_DATA, else $XDG_DATA_HOME/opposition, else ~/.local/share/opposition."""
    home = {"HOME": str(tmp_path / "home"), "PATH": os.environ["PATH"]}
    for environment, there in [
        ({"OPPOSITION_DATA": str(tmp_path / "chosen"), "XDG_DATA_HOME": str(tmp_path / "xdg")}, tmp_path / "chosen"),
        ({"XDG_DATA_HOME": str(tmp_path / "xdg")}, tmp_path / "xdg/opposition"),
        ({}, tmp_path / "home/.local/share/opposition"),
    ]:
        started = subprocess.Popen([BINARY, "--port", "0"], env=home | environment, stdout=subprocess.PIPE, text=True)
        try:
            assert started.stdout.readline().startswith("Listening on http://127.0.0.1:")
            assert (there / "opposition.sqlite").exists()
            assert stat.S_IMODE(there.stat().st_mode) == 0o700
        finally:
            started.kill()
            started.communicate()


def test_healthcheck_tells_whether_a_server_answers(tmp_path):
    with Server(tmp_path) as server:
        assert run("healthcheck", "--port", str(server.port)).returncode == 0
        port = server.port
    gone = run("healthcheck", "--port", str(port))
    assert gone.returncode == 1 and len(gone.stderr.splitlines()) == 1


def test_version_and_help_are_everywhere():
    assert run("--version").stdout.strip()
    for command in ([], ["serve"], ["verify"], ["justificatif"], ["kit"], ["procedure"], ["connection"], ["rotate"], ["healthcheck"]):
        told = run(*command, "--help")
        assert told.returncode == 0 and "USAGE" in told.stdout


def test_it_raises_its_own_limit_of_open_files(tmp_path):
    with Server(tmp_path, wrapper=("bash", "-c", 'ulimit -Sn 64; exec "$@"', "-")) as server:
        connections = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in range(200)]
        assert server.call("GET", "/healthz").status == 200
        for connection in connections:
            connection.close()


def test_many_exercices_at_once_do_not_see_one_another(server):
    two = [server.exercice(fiche="odile-vautrin") for _ in range(2)]
    two[0].through("opposition", "confirmer")
    reference = two[0].state["justificatif"]["reference"]
    assert server.call("GET", two[1].path).json["profil"]["etat"] == "enAttente"
    assert server.call("GET", f"{two[1].path}/justificatif?reference={reference}").status == 404
    assert server.call("GET", f"{two[1].path[:-1]}x/evenements").status == 404


def handing_over(listener, data, *options, **environment):
    """The command as a service manager starts it: with a socket that listens already as its descriptor 3."""
    def prepare():
        os.dup2(listener.fileno(), 3)
        os.environ["LISTEN_PID"] = str(os.getpid())
        os.environ.update(environment, LISTEN_FDS="1")
        os.execv(BINARY, [BINARY, "--data", str(data), *options])
    return subprocess.Popen(["true"], preexec_fn=prepare, close_fds=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_service_manager_hands_over_its_socket_and_is_told_of_start_and_stop(tmp_path):
    """sd_listen_fds(3), sd_notify(3)."""
    told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    told.bind(str(tmp_path / "notify"))
    told.settimeout(30)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        # Its first client came before it did.
        early = socket.create_connection(("127.0.0.1", port), timeout=30)
        early.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        started = handing_over(listener, tmp_path / "data", NOTIFY_SOCKET=str(tmp_path / "notify"))
    try:
        assert started.stdout.readline() == f"Listening on http://127.0.0.1:{port}\n"
        assert told.recv(100) == b"READY=1"
        assert early.recv(1_000).startswith(b"HTTP/1.1 200 ")
        for _ in range(100):
            with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
                client.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
                assert client.recv(1_000).startswith(b"HTTP/1.1 200 ")
        started.terminate()
        assert told.recv(100) == b"STOPPING=1"
        assert started.wait(30) == 0
    finally:
        started.kill()
        started.communicate()


def test_a_socket_handed_over_that_others_can_reach_needs_lan(tmp_path):
    with socket.create_server(("0.0.0.0", 0)) as listener:
        started = handing_over(listener, tmp_path)
        _, complaint = started.communicate(timeout=30)
        assert started.returncode != 0 and "--lan" in complaint and len(complaint.splitlines()) <= 3


def test_what_is_handed_over_must_be_a_socket_that_listens(tmp_path):
    with open(tmp_path / "file", "w") as file:
        started = handing_over(file, tmp_path / "data")
        _, complaint = started.communicate(timeout=30)
        assert started.returncode != 0 and "not a socket that listens" in complaint and len(complaint.splitlines()) == 1


@pytest.mark.parametrize("duration", ["7", "7j", "0d", "-1d", "1.5h", "4000d"])
def test_a_retention_that_is_no_duration_is_refused_in_one_line(tmp_path, duration):
    done = run("--data", str(tmp_path), f"--retention={duration}")
    assert done.returncode != 0 and done.stderr.count("\n") == 1 and "7d" in done.stderr


def test_it_prints_the_licences_of_all_that_it_is_made_with_and_starts_nothing():
    printed = run("--licenses")
    assert printed.returncode == 0 and not printed.stderr
    assert (ROOT / "LICENSE").read_text() in printed.stdout
    for name in ("swift-argument-parser", "SwiftLog", "GRDB.swift", "SQLite", "OpenSSL", "zlib", "Foundation", "Unicode", "Noto Sans", "libstdc++"):
        assert name in printed.stdout, name
    for words in ("of this software and associated documentation files (the \"Software\"), to deal\nin the Software", "SIL OPEN FONT LICENSE Version 1.1", "UNICODE LICENSE V3", "This notice may not be removed"):
        assert printed.stdout.count(words) == 1, words
