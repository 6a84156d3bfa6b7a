"""The one file to carry: alone in a machine that has nothing but the C library, it trains from the first page to the proof."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from opposition import ROOT, Server

PROGRAM = ROOT / ".build/static/opposition"
# What any Debian or Ubuntu has from its first minute on.
SYSTEM = ("libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2" if os.uname().machine == "x86_64" else "ld-linux-aarch64.so.1")


@pytest.fixture(scope="module")
def program():
    subprocess.run([ROOT / ".ci/static"], check=True, stdout=sys.stderr)
    return PROGRAM


@pytest.fixture
def bare(program, tmp_path):
    """A root with the program, the C library and its loader: no file, folder or time zone beside them."""
    root = tmp_path / "root"
    for line in subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout.splitlines():
        path = next((word for word in line.split() if word.startswith("/")), None)
        if path:
            place = root / path.lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place)
    (root / "usb").mkdir()
    (root / "proc").mkdir()
    shutil.copy(program, root / "usb/opposition")
    return root


def inside(root):
    """What runs a command in that root. A program reads its own arguments from /proc."""
    unshare = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    script = 'mount --rbind /proc "$0/proc" && cd "$0/usb" && exec chroot "$0" /usb/"$@"'
    wrapper = (*unshare, "sh", "-c", script, str(root))
    probe = subprocess.run([*wrapper, "opposition", "--version"], capture_output=True, text=True)
    if "ermitted" in probe.stderr or "denied" in probe.stderr:
        pytest.skip("this machine lets nobody change root")
    assert probe.returncode == 0, probe.stderr
    return wrapper


def test_it_is_one_file_of_37_megabytes_at_most_that_needs_the_c_library_alone(program):
    assert program.stat().st_size <= 37_000_000
    needed = subprocess.run(["readelf", "-d", program], capture_output=True, text=True, check=True).stdout
    names = [line.split("[")[1].rstrip("]") for line in needed.splitlines() if "(NEEDED)" in line]
    assert names and set(names) <= set(SYSTEM), names
    versions = subprocess.run(["readelf", "--version-info", program], capture_output=True, text=True, check=True).stdout
    assert max(int(minor) for minor in re.findall(r"GLIBC_2\.(\d+)", versions)) <= 36, "Debian 12 has 2.36, Ubuntu 24.04 2.39"


def test_alone_it_trains_from_the_first_page_to_the_proof(bare, tmp_path):
    with Server("/usb/data", wrapper=inside(bare), binary="opposition") as server:
        assert "SIMULATION" in server.call("GET", "/").text
        assert server.call("GET", "/style.css").status == 200
        exercice = server.exercice(fiche="odile-vautrin").through("opposition", "confirmer")
        proof = server.call("GET", f"{exercice.path}/justificatif")
        assert proof.headers["Content-Type"] == "application/pdf" and proof.body.startswith(b"%PDF-1.7")
    assert sorted(file.name for file in bare.iterdir() if file.is_dir()) == sorted({"usb", "proc", "lib", "lib64"} & {file.name for file in bare.iterdir()})
    with Server("/usb/data", "--tls", "self-signed", "--public-url", "https://salle.example:8443", wrapper=inside(bare), binary="opposition") as server:
        assert server.call("GET", exercice.path).json["profil"]["etat"] == "oppose", "what was done is there at the next start"
    certificate = subprocess.run(["openssl", "x509", "-in", bare / "usb/data/tls-certificate.pem", "-noout", "-text"], capture_output=True, text=True, check=True)
    assert "DNS:salle.example" in certificate.stdout


def test_alone_it_trains_a_room(bare):
    with Server("/usb/data", wrapper=inside(bare), binary="opposition") as server:
        salle = server.call("POST", "/api/formation", {}).json
        trainees = [server.exercice(salle=salle["code"]) for _ in range(3)]
        for one in trainees:
            one.through("opposition", "confirmer")
        assert len(server.call("POST", salle["liens"]["interventions"], {"intervention": "pause"}).json["interventions"]) == 1
        assert [place["preuve"] for poste in server.call("GET", salle["liens"]["bilan"]).json["postes"] for place in poste["exercices"]] == ["enLigne"] * 3
        for name in ("kit.pdf", "bilan.pdf"):
            assert server.call("GET", f"{salle['page']}/{name}").body.startswith(b"%PDF-1.7")
        assert server.call("DELETE", f"/api{salle['page']}").status == 204
        assert server.call("GET", trainees[0].path).status == 404


def test_alone_it_prints_a_kit_and_verifies_a_proof(bare):
    wrapper = inside(bare)
    for arguments in (["kit", "--places", "5", "-o", "/usb/kit.pdf"], ["justificatif", "--fiche", "odile-vautrin", "--decision", "opposition", "--data", "/usb/data", "-o", "/usb/x.pdf"], ["verify", "--data", "/usb/data", "/usb/x.pdf"]):
        done = subprocess.run([*wrapper, "opposition", *arguments], capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, done.stderr
    assert (bare / "usb/kit.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_where_its_arguments_cannot_be_read_it_says_so_and_starts_nothing(bare):
    wrapper = [word.replace('mount --rbind /proc "$0/proc" && ', "") for word in inside(bare)]
    done = subprocess.run([*wrapper, "opposition", "--version"], capture_output=True, text=True, timeout=30)
    assert done.returncode == 64 and done.stdout == "" and done.stderr.startswith("opposition: /proc cannot be read"), done
