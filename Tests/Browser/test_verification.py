"""The signature of the justificatif, judged by others' tools; and the commands that write one and verify it."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from opposition import Server, run

DECISIONS = ("opposition", "activation", "cloture", "cloture-suppression")


def write(data, file, decision="opposition", *options):
    """A justificatif, written by the command."""
    written = run("justificatif", "--data", str(data), "--fiche", "odile-vautrin", "--decision", decision, "--output", str(file), *options)
    assert written.returncode == 0 and not written.stdout and not written.stderr, written.stderr
    return file


def verify(data, *files):
    told = run("verify", "--data", str(data), *map(str, files))
    return told.returncode, told.stdout.replace("\u00a0", " ").splitlines()


@pytest.mark.parametrize("decision", DECISIONS)
def test_pyhanko_and_poppler_find_the_whole_document_signed_by_a_certificate_that_says_exercice(tmp_path, decision):
    file = write(tmp_path / "data", tmp_path / "one.pdf", decision)
    certificate = tmp_path / "data/justificatif-certificat.pem"
    told = subprocess.run(
        [Path(sys.executable).parent / "pyhanko", "sign", "validate", "--trust", certificate, "--pretty-print", file],
        capture_output=True, text=True, timeout=120)
    assert told.returncode == 0 and "The signature is judged VALID." in told.stdout, told.stdout + told.stderr
    assert "EXERCICE" in told.stdout and "The signature covers the entire file." in told.stdout
    poppler = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True).stdout
    assert "Signature is Valid." in poppler and "Total document signed" in poppler and "ETSI.CAdES.detached" in poppler


def test_the_certificate_is_for_signatures_alone_and_valid_thirty_years(tmp_path):
    write(tmp_path, tmp_path / "one.pdf")
    text = subprocess.run(
        ["openssl", "x509", "-noout", "-text", "-in", tmp_path / "justificatif-certificat.pem"], check=True, capture_output=True, text=True).stdout
    # The names are printed with the octets of the dash.
    for role in ("Issuer", "Subject"):
        assert f"{role}: CN = EXERCICE \\E2\\80\\93 SANS VALEUR" in text
    assert "Digital Signature, Non Repudiation" in text and "CA:FALSE" in text
    long = subprocess.run(["openssl", "x509", "-noout", "-checkend", str(29 * 31_557_600), "-in", tmp_path / "justificatif-certificat.pem"])
    assert long.returncode == 0


def test_the_command_tells_authentic_altered_foreign_and_unreadable_apart(tmp_path):
    ours = write(tmp_path / "data", tmp_path / "ours.pdf")
    theirs = write(tmp_path / "others", tmp_path / "theirs.pdf")
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(ours.read_bytes() + b"\n")
    assert verify(tmp_path / "data", ours)[0] == 0
    status, lines = verify(tmp_path / "data", ours, altered, theirs, tmp_path / "none.pdf", tmp_path)
    assert status == 1
    assert lines[0].startswith(f"{ours} : Authentique et inchangé. Document d’entraînement. Opposition") and "Odile Vautrin" in lines[0]
    assert lines[1:] == [
        f"{altered} : Modifié depuis sa signature.", f"{theirs} : Pas un justificatif de cet outil.",
        f"{tmp_path / 'none.pdf'} : Illisible.", f"{tmp_path} : Illisible."]


def test_verify_only_reads(tmp_path):
    told = run("verify", "--data", str(tmp_path / "none"), __file__)
    assert told.returncode not in (0, 1) and len(told.stderr.splitlines()) == 1 and not (tmp_path / "none").exists()
    write(tmp_path / "data", tmp_path / "one.pdf")
    before = {file: (file.stat().st_mtime_ns, file.stat().st_ino) for file in (tmp_path / "data").rglob("*")}
    assert verify(tmp_path / "data", tmp_path / "one.pdf")[0] == 0
    assert {file: (file.stat().st_mtime_ns, file.stat().st_ino) for file in (tmp_path / "data").rglob("*")} == before


def test_a_rotated_key_leaves_old_documents_verifiable(tmp_path):
    data = tmp_path / "data"
    old = write(data, tmp_path / "old.pdf")
    key = (data / "justificatif-cle.pem").read_bytes()
    assert run("rotate", "--data", str(data)).returncode == 0
    assert (data / "justificatif-cle.pem").read_bytes() != key
    assert stat.S_IMODE((data / "justificatif-cle.pem").stat().st_mode) == 0o600
    new = write(data, tmp_path / "new.pdf")
    assert verify(data, old, new)[0] == 0
    with Server(data) as server:
        assert server.call("GET", "/verification/certificat.pem").text.count("BEGIN CERTIFICATE") == 2
        for file in (old, new):
            assert server.call("POST", "/api/verification", file.read_bytes(), {"Content-Type": "application/pdf"}).json["verdict"] == "authentique"


def test_a_server_and_the_command_share_one_key(tmp_path):
    with Server(tmp_path) as server:
        exercice = server.exercice(fiche="odile-vautrin").through("opposition", "confirmer")
        served = tmp_path / "served.pdf"
        served.write_bytes(server.call("GET", f"{exercice.path}/justificatif").body)
        assert verify(tmp_path, served, write(tmp_path, tmp_path / "written.pdf"))[0] == 0


@pytest.mark.parametrize("damage", ["broken", "unreadable", "mismatched"])
def test_a_key_that_cannot_be_used_stops_the_start_in_one_line(tmp_path, damage):
    write(tmp_path / "data", tmp_path / "one.pdf")
    write(tmp_path / "other", tmp_path / "two.pdf")
    key = tmp_path / "data/justificatif-cle.pem"
    if damage == "broken":
        key.write_bytes(key.read_bytes()[:80])
    elif damage == "mismatched":
        key.write_bytes((tmp_path / "other/justificatif-cle.pem").read_bytes())
    else:
        key.unlink()
        key.mkdir()
    told = run("--port", "0", "--data", str(tmp_path / "data"))
    assert told.returncode != 0 and not told.stdout
    assert len(told.stderr.splitlines()) == 1 and "justificatif-cle.pem" in told.stderr and "backup" in told.stderr


@pytest.mark.parametrize("wrong", [
    ("--fiche", "personne"), ("--decision", "autre"), ("--date", "hier"), ("--public-url", "salle"), ("--output", "/nowhere/one.pdf"),
])
def test_what_the_command_cannot_write_is_told_in_one_line(tmp_path, wrong):
    options = {"--fiche": "odile-vautrin", "--decision": "opposition", "--output": str(tmp_path / "one.pdf"), "--data": str(tmp_path / "data")}
    told = run("justificatif", *[word for pair in (options | dict([wrong])).items() for word in pair])
    assert told.returncode != 0 and len(told.stderr.splitlines()) == 1 and wrong[0] in told.stderr, told.stderr
    assert not (tmp_path / "one.pdf").exists()


def test_the_date_of_the_exercice_may_be_given_and_the_qr_code_leads_where_one_says(tmp_path):
    file = write(tmp_path, tmp_path / "one.pdf", "activation", "--date", "2022-03-01T09:05:00+01:00", "--public-url", "http://192.168.1.20:8080/")
    text = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True).stdout
    assert "mardi 1er mars 2022, à 9 h 05" in text.replace("\u00a0", " ")
    assert "http://192.168.1.20:8080/verification?reference=EXERCICE-" in text


def test_a_trainee_checks_the_justificatif_that_was_just_downloaded(trainee, tmp_path):
    trainee.play(fiche="odile-vautrin").through("opposition", "confirmer")
    trainee.visit("/prise-en-compte")
    with trainee.page.expect_download() as download:
        trainee.follow("Télécharger le justificatif (PDF, spécimen)")
    download.value.save_as(tmp_path / "one.pdf")
    trainee.follow("vérifier")
    trainee.page.get_by_label("Le justificatif, en PDF").set_input_files(tmp_path / "one.pdf")
    trainee.click("Vérifier le fichier")
    box = trainee.page.locator(".done-box")
    assert "Authentique et inchangé" in box.inner_text() and "Odile Vautrin" in box.inner_text()
