"""What the command does when something is wrong: one clear line, nothing lost."""

import os
import resource
import shutil
import sqlite3
import subprocess

import pytest

from opposition import Server, run


def one_line(ran):
    """Refused: exit other than 0, one line on standard error, nothing on standard output."""
    assert ran.returncode not in (0, None) and ran.returncode > 0
    assert ran.stdout == ""
    assert len(ran.stderr.strip().splitlines()) == 1, ran.stderr
    return ran.stderr


@pytest.fixture
def played(tmp_path):
    """A data directory with one finished exercice."""
    data = tmp_path / "data"
    with Server(data) as server:
        exercice = server.exercice(fiche="odile-vautrin").through("opposition", "confirmer")
    return data, exercice


@pytest.mark.parametrize("options, names", [
    (["--port", "70000"], "--port"),
    (["--port", "-1"], "--port"),
    (["--port", "abc"], "--port"),
    (["--threads", "0"], "--threads"),
    (["--max-connections-per-address", "0"], "--max-connections-per-address"),
    (["--host", "0.0.0.0"], "--lan"),
    (["--host", "192.0.2.1"], "--lan"),
    (["--public-url", "ftp://example"], "--public-url"),
    (["--public", "/nowhere"], "--public"),
    (["--nothing"], "--nothing"),
    (["nothing"], "nothing"),
    (["--data"], "--data"),
])
def test_an_unusable_option_is_named_in_one_line(tmp_path, options, names):
    defaults = [] if "--data" in options or options == ["nothing"] else ["--data", str(tmp_path)]
    assert names in one_line(run(*options, *defaults))


def test_a_taken_port_is_named_in_one_line(server, tmp_path):
    assert str(server.port) in one_line(run("--port", str(server.port), "--data", str(tmp_path)))


def test_a_second_server_on_the_same_data_is_refused_and_the_first_goes_on(tmp_path):
    with Server(tmp_path) as server:
        assert str(tmp_path) in one_line(run("--port", "0", "--data", str(tmp_path)))
        assert server.exercice().identify().status == 200


@pytest.mark.parametrize("directory", ["/proc/opposition", "/dev/null", "/dev/null/opposition"])
def test_a_data_directory_that_cannot_be_written_is_named_in_one_line(directory):
    assert directory in one_line(run("--port", "0", "--data", directory))


def test_a_database_that_cannot_be_written_is_refused_in_one_line(played):
    data, _ = played
    if os.geteuid() == 0:
        subprocess.run(["mount", "--bind", "-o", "ro", data, data], check=True)
    else:
        data.chmod(0o500)
    try:
        assert str(data) in one_line(run("--port", "0", "--data", str(data)))
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", data], check=True)
        else:
            data.chmod(0o700)


def garbage(file):
    file.write_bytes(b"This is not a database. " * 500)


def cut(file):
    file.write_bytes(file.read_bytes()[:5_000])


def scratched(file):
    content = bytearray(file.read_bytes())
    content[100:4_096] = b"\xff" * 3_996
    file.write_bytes(content)


@pytest.mark.parametrize("damage", [garbage, cut, scratched])
def test_a_damaged_database_is_refused_in_one_line_and_left_as_it_is(played, damage):
    data, _ = played
    file = data / "opposition.sqlite"
    fold(file)
    damage(file)
    before = file.read_bytes()
    assert str(file) in one_line(run("--port", "0", "--data", str(data)))
    assert file.read_bytes() == before


def test_a_database_of_a_newer_version_is_refused_in_one_line_and_left_as_it_is(played):
    data, exercice = played
    file = data / "opposition.sqlite"
    with sqlite3.connect(file) as database:
        database.execute("INSERT INTO grdb_migrations VALUES ('of a version to come')")
    assert "newer version" in one_line(run("--port", "0", "--data", str(data)))
    with sqlite3.connect(file) as database:
        database.execute("DELETE FROM grdb_migrations WHERE identifier = 'of a version to come'")
    with Server(data) as server:
        assert server.call("GET", exercice.path).json["profil"]["etat"] == "oppose"


def fold(file):
    """Brings all that the WAL holds into the database itself."""
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def test_a_backup_is_a_copy_of_the_data_directory(played, tmp_path):
    data, exercice = played
    shutil.copytree(data, tmp_path / "backup")
    with Server(tmp_path / "backup") as server:
        assert server.call("GET", exercice.path).json["profil"]["etat"] == "oppose"


class FullPartition:
    """A partition of 4 MB that fills up, and is cleared again."""

    def __init__(self, path):
        self.path = path
        self.path.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "opposition-test", path], check=True)

    def start(self):
        return Server(self.path / "data")

    def fill(self, server):
        with open(self.path / "ballast", "wb", buffering=0) as ballast:
            try:
                while ballast.write(bytes(4_096)):
                    pass
            except OSError:
                pass

    def clear(self, server):
        (self.path / "ballast").unlink()

    def remove(self):
        subprocess.run(["umount", self.path], check=True)


class FileSizeLimit:
    """A limit of file size, which no one needs to be root to set and to lift."""

    def __init__(self, path):
        self.path = path

    def start(self):
        return Server(self.path)

    def fill(self, server):
        _, hard = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
        largest = max(file.stat().st_size for file in self.path.iterdir() if file.suffix == ".sqlite-wal")
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (largest, hard))

    def clear(self, server):
        _, hard = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (hard, hard))

    def remove(self):
        pass


@pytest.fixture(params=[FullPartition, FileSizeLimit])
def disk(request, tmp_path):
    if request.param is FullPartition and os.geteuid():
        pytest.skip("only root may mount a partition")
    disk = request.param(tmp_path / "disk")
    yield disk
    disk.remove()


def test_a_full_disk_refuses_steps_keeps_serving_reads_loses_nothing_and_goes_on_once_there_is_room(disk):
    with disk.start() as server:
        exercice = server.exercice(fiche="odile-vautrin")
        acknowledged = 1

        def step():
            return exercice.step("horloge", {"avance": "P1D"}, "PUT")

        disk.fill(server)
        while (answer := step()).status == 200:
            acknowledged += 1
            assert acknowledged < 4_000, "the disk is never full"
        for answer in (answer, step(), server.call("POST", "/api/exercices", {})):
            assert answer.status == 503
            assert int(answer.headers["Retry-After"]) > 0
            assert answer.json["code"] == "service-indisponible"
        page = server.submit("/identification", exercice.items(), exercice)
        assert page.status == 503 and "Ce qui était confirmé est gardé" in page.text

        assert server.call("GET", exercice.path).status == 200
        assert len(exercice.events()) == acknowledged
        assert server.call("GET", "/accueil", headers={"Cookie": f"exercice={exercice.id}"}).status == 200
        assert server.call("GET", "/healthz").status == 200

        disk.clear(server)
        assert step().status == 200
        assert len(exercice.events()) == acknowledged + 1
    assert server.log.count("journal cannot be written") == 1, server.log
    with disk.start() as server:
        exercice.server = server
        assert len(exercice.events()) == acknowledged + 1
