"""Every door: what the command is given, what it leaves on the disk, what it serves of others, which names it shows."""

import os
import re
import signal
import socket
import stat
import subprocess
import time
from pathlib import Path

import pytest

from opposition import BINARY, Server, run
from test_real_numbers import NUMBERS, SPELLINGS, holds_a_real_number

WRITE = ["justificatif", "--fiche", "odile-vautrin", "--decision", "opposition"]


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def readable_by_others(data, names="*"):
    return [(file.name, oct(mode(file))) for file in data.rglob(names) if file.is_file() and mode(file) & 0o077]


# What it leaves behind.

def limits(process):
    return re.search(r"^Max core file size +(\S+) +(\S+)", Path(f"/proc/{process.pid}/limits").read_text(), re.MULTILINE).groups()


def test_no_core_file_is_ever_written(tmp_path):
    unlimited = ("bash", "-c", 'ulimit -Hc unlimited 2>/dev/null; ulimit -Sc hard; exec "$@"', "-")
    with Server(tmp_path / "data", wrapper=unlimited) as server:
        assert limits(server.process) == ("0", "0")
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen([*unlimited, BINARY, "verify", "--data", tmp_path / "data", tmp_path / "pipe"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as verify:
        with open(tmp_path / "pipe", "wb"):  # It is at work: it opened the pipe.
            assert limits(verify) == ("0", "0")


@pytest.mark.parametrize("usual", ["000", "022", "027"])
def test_what_is_kept_is_for_ones_own_eyes_also_in_a_directory_that_was_there(tmp_path, usual):
    open_to_all = ("bash", "-c", f'umask {usual}; exec "$@"', "-")
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    with Server(data, "--tls", "self-signed", wrapper=open_to_all) as server:
        server.exercice(fiche="odile-vautrin").through("opposition", "confirmer")
        assert {"opposition.sqlite", "opposition.sqlite-wal", "opposition.sqlite-shm"} <= {file.name for file in data.iterdir()}
        assert readable_by_others(data) == []


@pytest.mark.parametrize("names", ["*.pem", "*"], ids=["keys and certificates", "all of them, the database too"])
def test_what_an_older_version_left_open_is_closed(tmp_path, names):
    for _ in range(2):
        with Server(tmp_path, "--tls", "self-signed") as server:
            server.exercice(fiche="odile-vautrin").through("opposition", "confirmer")
            assert readable_by_others(tmp_path, names) == []
            server.kill()
        for file in tmp_path.rglob(names):
            if file.is_file():
                file.chmod(0o644)


@pytest.mark.parametrize("usual, expected", [("022", 0o644), ("027", 0o640), ("077", 0o600)])
def test_a_document_written_for_somebody_has_the_modes_that_they_chose(tmp_path, usual, expected):
    for command in (WRITE + ["--data", tmp_path / "data"], ["kit", "--places", "1"]):
        subprocess.run(["bash", "-c", f'umask {usual}; exec "$@"', "-", BINARY, *command, "-o", tmp_path / "one.pdf"], check=True)
        assert mode(tmp_path / "one.pdf") == expected
    assert all(not mode(file) & 0o077 for file in (tmp_path / "data").rglob("*") if file.is_file())


@pytest.mark.parametrize("options", ["", "--tls self-signed"])
def test_under_nohup_it_outlives_the_terminal(tmp_path, options):
    command = f'nohup "$0" --port 0 --data "$1" {options} >"$2" 2>&1 & echo $!'
    number = int(subprocess.run(["bash", "-c", command, BINARY, tmp_path / "data", tmp_path / "out"], capture_output=True, text=True, check=True).stdout)
    try:
        for _ in range(100):
            listening = re.search(r"Listening on https?://127.0.0.1:(\d+)", (tmp_path / "out").read_text())
            if listening:
                break
            time.sleep(0.1)
        for _ in range(3):
            os.kill(number, signal.SIGHUP)
            time.sleep(0.2)
            socket.create_connection(("127.0.0.1", int(listening[1])), timeout=5).close()
        os.kill(number, signal.SIGTERM)
        for _ in range(100):
            if not alive(number):
                break
            time.sleep(0.1)
        assert not alive(number)
    finally:
        if alive(number):
            os.kill(number, signal.SIGKILL)


def alive(number):
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


# What it is given.

OPTIONS = [
    ["{n}"], ["--{n}"], ["--host", "{n}"], ["--host={n}"], ["--port", "{n}"], ["--public", "{n}"], ["--threads", "{n}"], ["--public-url", "http://{n}"], ["--public-url", "http://localhost/{n}"],
    ["--retention", "{n}"], ["--tls-certificate", "{n}", "--tls-key", "key"], ["--tls", "{n}"], ["--max-connections-per-address", "{n}"], ["--lan", "{n}"],
    ["kit", "--code", "{n}"], ["kit", "--salle-url", "http://localhost/{n}"], ["kit", "--salle-url", "http://{n}/"], ["kit", "--scenario", "{n}"], ["kit", "--plan", "{n}"], ["kit", "--places", "{n}"], ["kit", "-o", "{n}.pdf"],
    ["justificatif", "--fiche", "{n}", "--decision", "opposition", "-o", "x.pdf"], [*WRITE, "-o", "{n}.pdf"], [*WRITE, "--beneficiaire", "{n}", "-o", "x.pdf"], [*WRITE, "--date", "{n}", "-o", "x.pdf"],
    ["verify", "{n}.pdf"], ["procedure", "--format", "{n}"], ["healthcheck", "--port", "{n}"], ["rotate", "{n}"], ["help", "{n}"], ["serve", "--data", "{n}"],
]


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_a_real_number_in_an_option_is_refused_and_told_nowhere(tmp_path, options):
    for number in SPELLINGS:
        done = run(*[option.format(n=number) for option in options], env={"OPPOSITION_DATA": str(tmp_path / "data"), "PATH": os.environ["PATH"], "HOME": str(tmp_path)}, cwd=tmp_path)
        assert done.returncode not in (0, 1) or options[0] == "healthcheck" and done.returncode
        assert not holds_a_real_number((done.stdout + done.stderr).encode()), done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_a_real_number_cut_into_several_arguments_is_refused_too(tmp_path, number):
    pieces = re.findall("..?", number)
    done = run("verify", "--data", str(tmp_path), *pieces)
    assert done.returncode not in (0, 1) and not holds_a_real_number((done.stdout + done.stderr).encode())


@pytest.mark.parametrize("name", ["OPPOSITION_DATA", "XDG_DATA_HOME", "HOME"])
def test_a_real_number_in_the_environment_is_refused_and_told_nowhere(tmp_path, name):
    for number in SPELLINGS:
        done = run("--port", "0", env={"PATH": os.environ["PATH"], name: f"{tmp_path}/{number}"})
        assert done.returncode and not holds_a_real_number((done.stdout + done.stderr).encode())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("options", [
    ["--public-url", "http://192.168.100.200:8080"], ["--public-url", "http://[2001:0:0:0:1234:5678:9012:3456]:8080"], ["--max-connections-per-address", "1000000"], ["--retention", "3650d"],
])
def test_an_address_in_figures_and_other_ordinary_options_are_not_taken_for_one(tmp_path, options):
    with Server(tmp_path, *options) as server:
        assert server.call("GET", "/healthz").status == 200


def test_a_method_that_somebody_made_up_is_not_in_the_log(tmp_path):
    with Server(tmp_path, "--access-log") as server:
        for number in NUMBERS:
            assert server.call(number, "/").status in (405, 501)
            assert server.call("GET", f"/{number}.png").status == 404
        server.call("PATCH", "/")
        server.stop()
        assert not holds_a_real_number(server.log.encode()) and "PATCH /" in server.log


# What it serves of others.

SERVED = {"photo.png": "image/png", "photo.JPG": "image/jpeg", "a.jpeg": "image/jpeg", "a.gif": "image/gif", "a.webp": "image/webp", "a.avif": "image/avif", "a.ico": "image/vnd.microsoft.icon",
          "mot.txt": "text/plain; charset=utf-8", "liste.csv": "text/csv; charset=utf-8", "a.mp3": "audio/mpeg", "a.ogg": "audio/ogg", "a.mp4": "video/mp4", "a.webm": "video/webm",
          "a.woff": "font/woff", "a.woff2": "font/woff2", "a.ttf": "font/ttf", "page.html.png": "image/png", "sous/dossier/photo.png": "image/png"}
REFUSED = ["page.html", "page.HTML", "page.htm", "page.xhtml", "page.shtml", "photo.png.html", "dessin.svg", "dessin.SvG", "dessin.svgz", "script.js", "script.mjs", "style.css", "autre.css", "x.xml", "x.xsl",
           "x.rss", "x.pdf", "x.json", "x.webmanifest", "x.wasm", "x.htc", "x.swf", "x.eml", "x.mht", "sans-extension", "x.", "x.png ", "x.png.", ".cache.png", "sous/.x/photo.png",
           "garde.js", "suite.css", "favicon.ico", "icone.svg", "icone-180.png", f"{NUMBERS[0]}.png", f"{NUMBERS[0][:7]}/{NUMBERS[0][7:]}.png"]
MARKUP = b"<!DOCTYPE html><title>Mon site</title><script>document.title = 'non'</script>"


def test_a_directory_of_ones_own_adds_pictures_and_the_like_and_nothing_that_runs_or_is_styled(tmp_path):
    public = tmp_path / "public"
    for name in [*SERVED, *REFUSED]:
        (public / name).parent.mkdir(parents=True, exist_ok=True)
        (public / name).write_bytes(MARKUP)
    (tmp_path / "secret.png").write_text("secret")
    (public / "lien.png").symlink_to(tmp_path / "secret.png")
    (public / "lien").symlink_to(tmp_path)
    with Server(tmp_path / "data", "--public", str(public)) as server, Server(tmp_path / "plain") as plain:
        for name, kind in SERVED.items():
            answer = server.call("GET", f"/{name}")
            assert (answer.status, answer.headers["Content-Type"], answer.body) == (200, kind, MARKUP)
            assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["X-Simulation"] == "exercice" and "default-src 'none'" in answer.headers["Content-Security-Policy"]
        for name in [*REFUSED, "lien.png", "lien/secret.png"]:
            for there in (name, "".join(f"%{octet:02x}" if octet not in b"/" else "/" for octet in name.encode())):
                answer, ours = server.call("GET", f"/{there.replace(' ', '%20')}"), plain.call("GET", f"/{there.replace(' ', '%20')}")
                assert (answer.status, answer.body) == (ours.status, ours.body) and b"Mon site" not in answer.body, name
        server.stop()
        assert f"--public: {len(REFUSED) + 2} of its files are not served" in server.log
        assert not holds_a_real_number(server.log.encode()) and "page.html" not in server.log


def test_the_band_and_the_guard_stay_whatever_the_directory_holds(tmp_path):
    (tmp_path / "public").mkdir()
    for name in ("style.css", "suite.css", "garde.js", "index.html"):
        (tmp_path / "public" / name).write_text("body { display: none }")
    with Server(tmp_path / "data", "--public", str(tmp_path / "public")) as server:
        assert all("display: none }" != server.call("GET", path).text[-15:] for path in ("/style.css", "/suite.css", "/garde.js"))
        assert "SIMULATION" in server.call("GET", "/").text and server.call("GET", "/index.html").status == 404


# Which names it shows.

OFFICIAL = ["monespacesante.fr", "www.mon-espace-sante.fr", "MonEspaceSante.example", "m.o.n.e.s.p.a.c.e.s.a.n.t.e", "ameli.fr", "assure.ameli.fr", "a-m-e-l-i.example", "caramelise.example".replace("caramelise", "camelia"),
            "l-assurance-maladie.fr", "sante.gouv.fr", "gouvfr.example", "xn--espacesant-i7a.example", "www.XN--meli-5na.example"]


@pytest.mark.parametrize("name", OFFICIAL)
def test_an_address_that_could_pass_for_the_real_thing_is_refused_by_every_option(tmp_path, name):
    data = ["--data", str(tmp_path / "data")]
    for options in (
        ["--port", "0", "--public-url", f"https://{name}", *data], ["--port", "0", "--lan", "--public-url", f"http://{name}:8080/", *data], ["--port", "0", "--lan", "--host", name, *data],
        ["kit", "--salle-url", f"http://{name}/rejoindre?code=BCD-FGH", "-o", str(tmp_path / "kit.pdf")], [*WRITE, "--public-url", f"http://{name}", "-o", str(tmp_path / "x.pdf"), *data],
    ):
        done = run(*options)
        assert done.returncode not in (0, 1) and len(done.stderr.splitlines()) == 1 and "could pass for" in done.stderr, options
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["cahier.example", "localhost", "192.168.1.20", "sante-et-espace.example", "gouv.example.fr"])
def test_another_address_is_taken(tmp_path, name):
    with Server(tmp_path, "--public-url", f"http://{name}:8080") as server:
        assert server.call("GET", "/", headers={"Host": f"{name}:8080"}).status == 200


@pytest.mark.parametrize("options", [[], ["--lan"]])
def test_a_host_that_could_pass_for_the_real_thing_is_not_answered_nor_shown(tmp_path, options):
    with Server(tmp_path, *options) as server:
        for name in OFFICIAL:
            for path in ("/", "/accueil", "/formation", "/api", "/reseau"):
                answer = server.call("GET", path, headers={"Host": name})
                assert answer.status == 421 and name.lower() not in answer.text.lower(), (name, path)
        if options:
            assert server.call("GET", "/", headers={"Host": "cahier.example"}).status == 200


def test_what_was_typed_in_an_address_is_not_in_the_link_to_https(tmp_path):
    with Server(tmp_path, "--tls", "self-signed") as server:
        for number in NUMBERS:
            for target, host in ((f"/{number}", "localhost"), ("/", f"x{number}"), ("/", "www.ameli.fr"), ("/", "localhost")):
                with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
                    connection.sendall(f"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                    answer = b""
                    while more := connection.recv(65_536):
                        answer += more
                assert answer.startswith(b"HTTP/1.1 4") and not holds_a_real_number(answer) and b"ameli.fr" not in answer
                assert (b"https://localhost/" in answer) == ((target, host) == ("/", "localhost"))
