"""Each person of the catalogue, for each decision, as the command writes it: all valid, signed and read back."""

import re
import subprocess
import unicodedata

import page
import pypdfium2
import pytest
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

DECISIONS = {"opposition": "Justificatif d’opposition", "activation": "Justificatif d’activation", "cloture": "sans suppression",
             "cloture-suppression": "avec suppression"}


@pytest.fixture(scope="session")
def persons(opposition):
    """The holder of each fiche, and each person whom they act for, as the help lists them."""
    text = " ".join(subprocess.run([opposition, "justificatif", "--help"], capture_output=True, text=True, check=True).stdout.split())
    holders = re.search(r"The person: ([^.]+)\.", text)[1].split(", ")
    others = re.findall(r"([a-z-]+) \(([a-z-]+)\)", re.search(r"whom they act for: ([^.]+)\.", text)[1])
    assert len(holders) >= 17 and len(others) >= 5
    return [(holder, None) for holder in holders] + [(holder, other) for other, holder in others]


@pytest.fixture(scope="session")
def written(opposition, persons, tmp_path_factory):
    folder = tmp_path_factory.mktemp("fiches")
    for holder, other in persons:
        for decision in DECISIONS:
            acting = ["--beneficiaire", other] if other else []
            subprocess.run(
                [opposition, "justificatif", "--data", folder / "data", "--fiche", holder, *acting, "--decision", decision,
                 "--output", folder / f"{decision}.{holder}.{other or ''}.pdf"], check=True)
    return folder


def test_each_is_valid_and_says_its_decision(written, persons):
    files = sorted(written.glob("*.pdf"))
    assert len(files) == len(persons) * len(DECISIONS)
    for file in files:
        for profile in ("2a", "ua1"):
            report = page.validate_pdf(str(file), profile=profile)
            assert report.is_compliant, (file.name, [failure.rule_id for failure in report.failures])
        assert file.stat().st_size <= 15_000, (file.name, file.stat().st_size)
        document = pypdfium2.PdfDocument(file)
        assert len(document) == 1
        text = unicodedata.normalize("NFKC", document[0].get_textpage().get_text_bounded())
        decision, _, other = file.stem.split(".")
        assert DECISIONS[decision] in text and ("représentant légal" in text) == bool(other), file.name


def test_each_is_signed_as_a_whole(written, opposition):
    certificate = load_cert_from_pemder(str(written / "data/justificatif-certificat.pem"))
    trust = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    files = sorted(written.glob("*.pdf"))
    for file in files:
        with open(file, "rb") as stream:
            status = validate_pdf_signature(PdfFileReader(stream).embedded_signatures[0], trust)
            assert status.bottom_line and status.coverage.name == "ENTIRE_FILE", (file.name, status.pretty_print_details())
    assert subprocess.run([opposition, "verify", "--data", written / "data", *files], capture_output=True).returncode == 0
