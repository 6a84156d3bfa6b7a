"""Documents with random texts over the repertoire: each is valid, and what is read is what was written."""

import json
import subprocess
import unicodedata

import page
import pypdfium2


def documents(program, count):
    made = subprocess.Popen([program, "random", str(count)], stdout=subprocess.PIPE)
    with made:
        while line := made.stdout.readline():
            reference, name, representative, octets = json.loads(line)
            yield reference, name, representative, made.stdout.read(int(octets))
    assert made.returncode == 0


def letters(text):
    """All but white space and hyphens: PDFium has its own idea of both where a line ends."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in "-\ufffe" and unicodedata.category(letter) != "Cc")


def test_random_texts(program, request):
    count = request.config.getoption("--texts")
    seen = 0
    for reference, name, representative, file in documents(program, count):
        for profile in ("2a", "ua1"):
            report = page.validate_pdf_bytes(file, profile=profile)
            assert report.is_compliant, (name, representative, [failure.rule_id for failure in report.failures])
        document = pypdfium2.PdfDocument(file)
        assert len(document) == 1
        text = letters(document[0].get_textpage().get_text_bounded())
        for written in (reference, name, representative):
            assert letters(written) in text, (written, text)
        seen += 1
    assert seen == count
