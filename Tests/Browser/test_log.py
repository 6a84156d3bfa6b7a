"""The log stops nobody, whoever reads it or does not, and holds nothing that was typed."""

import os
import re
import time

from opposition import Server

REAL = "269054958815780"


def test_a_log_that_nobody_reads_stops_nobody(tmp_path):
    reading, writing = os.pipe()
    with Server(tmp_path, "--access-log", stderr=writing) as server:
        connection = server.connection()
        for _ in range(10_000):
            assert server.call("GET", "/healthz", connection=connection).status == 200
        start = time.monotonic()
        server.stop()
        assert time.monotonic() - start < 3
    os.close(writing)
    os.close(reading)


def test_a_reader_of_the_log_who_comes_late_has_every_line_that_is_kept_and_the_number_of_the_others(tmp_path):
    reading, writing = os.pipe()
    with Server(tmp_path, "--access-log", stderr=writing) as server:
        os.close(writing)
        connection = server.connection()
        for _ in range(20_000):
            server.call("GET", "/healthz", connection=connection)
        text = ""
        while not (lost := re.search(r"(\d+) lines", text)):
            text += os.read(reading, 65_536).decode()
    while octets := os.read(reading, 65_536):
        text += octets.decode()
    os.close(reading)
    assert text.count("GET /healthz 200") + int(lost[1]) == 20_000 and int(lost[1]) > 0


def test_nothing_of_the_log_is_lost_to_one_who_reads(tmp_path):
    with Server(tmp_path, "--access-log") as server:
        connection = server.connection()
        for _ in range(20_000):
            server.call("GET", "/healthz", connection=connection)
        server.stop()
        assert server.log.count("GET /healthz 200") == 20_000


def test_without_standard_error_it_serves_and_no_connection_gets_the_log(tmp_path):
    with Server(tmp_path, "--access-log", wrapper=("sh", "-c", 'exec "$@" 2>&-', "sh")) as server:
        for _ in range(20):
            assert server.call("GET", "/healthz").body == b"ok\n"


def test_the_access_log_shows_no_method_that_nobody_knows(tmp_path):
    with Server(tmp_path, "--access-log") as server:
        server.call(REAL, "/")
        server.call("DELETE", "/")
        server.stop()
        assert re.findall(r"(\S+ /) 405", server.log) == ["- /", "DELETE /"] and REAL not in server.log
