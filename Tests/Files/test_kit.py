"""The printed kit, as the command writes it: valid, marked on every page and every piece, read back, and grey enough for any printer."""

import re
import subprocess

import numpy
import page
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

MARK = "SPÉCIMEN – EXERCICE – SANS VALEUR"
ADDRESS = "http://192.168.1.20:8080/rejoindre?code=BCD-FGH"


def written(opposition, folder, *options):
    file = folder / "kit.pdf"
    subprocess.run([opposition, "kit", "-o", file, *options], check=True, capture_output=True, text=True)
    return file


@pytest.fixture(scope="session")
def kit(opposition, tmp_path_factory):
    """Every situation once, so that every fiche, letter and card is there."""
    situations = [part for number in range(1, 21) for part in ("--scenario", f"S{number}")]
    return written(opposition, tmp_path_factory.mktemp("kit"), "--places", "20", "--salle-url", ADDRESS, "--code", "BCD-FGH", *situations)


def texts(file):
    document = pypdfium2.PdfDocument(file)
    return [sheet.get_textpage().get_text_bounded() for sheet in document]


@pytest.mark.parametrize("places", [1, 30, 200])
def test_it_is_valid_and_light_whatever_the_room(opposition, tmp_path, places):
    file = written(opposition, tmp_path, "--places", str(places))
    for profile in ("2a", "ua1"):
        report = page.validate_pdf(str(file), profile=profile)
        assert report.is_compliant, [failure.rule_id for failure in report.failures]
    assert file.stat().st_size <= 400_000 * max(1, places / 30)
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)
    numbers = [int(number) for text in texts(file) for number in re.findall(r"^Poste.(\d+)\s*$", text, re.M)]
    assert numbers == list(range(1, places + 1))


def test_every_situation_has_its_sheet_marked_on_every_page(kit):
    for profile in ("2a", "ua1"):
        assert page.validate_pdf(str(kit), profile=profile).is_compliant
    for text in texts(kit):
        assert MARK in text


def test_it_holds_no_number_that_could_be_somebody_s(kit):
    text = "\n".join(texts(kit))
    grouped = re.findall(r"(?<!\d)" + r"[ \xa0]".join([r"\d", r"\d\d", r"\d\d", r"\d\d", r"\d{3}", r"\d{3}", r"\d\d"]) + r"(?!\d)", text)
    assert len(grouped) >= 20
    for number in grouped:
        digits = re.sub(r"\D", "", number)
        assert digits[0] == "9" and digits[5:7] == "00", digits
    assert not re.search(r"(?<!\d)[1-8]\d{12}(?:\d\d)?(?!\d)", text)


def pictures(file, folder, dpi=100):
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-png", file, folder / "page"], check=True)
    return [Image.open(picture) for picture in sorted(folder.glob("page-*.png"))]


def test_the_poster_s_code_leads_to_the_room_in_grey_too(kit, tmp_path):
    poster = pictures(kit, tmp_path)[0]
    assert [code.text for code in zxingcpp.read_barcodes(poster)] == [ADDRESS]


def test_nothing_but_the_cut_marks_crosses_from_a_piece_to_another(kit, tmp_path):
    """A band around each line of cut is white but for the dashes."""
    for number, sheet in enumerate(pictures(kit, tmp_path)):
        if "carte Vitale (schéma)" not in texts(kit)[number]:
            continue
        ink = numpy.asarray(sheet) < 250
        middle, centre = sheet.height // 2, sheet.width // 2
        for row in (*range(middle - 20, middle - 3), *range(middle + 3, middle + 20)):
            # The word « à couper » stands at the left edge, above the line.
            assert not ink[row, 90:].any() or row > middle and ink[row, 90:].sum() <= 4, (number, row)
        for column in (*range(centre - 15, centre - 3), *range(centre + 3, centre + 15)):
            assert ink[middle + 3:, column].sum() == 0, (number, column)


@pytest.mark.parametrize("options, complaint", [
    (["--places", "0"], "--places"), (["--places", "201"], "--places"), (["--scenario", "S21"], "--scenario"), (["--code", "trop long pour un code"], "--code"),
    (["--code", "1 69 05 49 588 157 80"], "An option"), (["--salle-url", "ftp://x/"], "--salle-url"), (["--salle-url", "http://x/169054958815780"], "An option"),
    (["-o", "/nowhere/kit.pdf"], "/nowhere"),
])
def test_what_cannot_be_is_one_line_that_says_how_to_mend_it(opposition, tmp_path, options, complaint):
    done = subprocess.run([opposition, "kit", *options], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode != 0 and done.stderr.count("\n") == 1 and complaint in done.stderr
    assert "169054958815780" not in done.stderr.replace(" ", "")
    assert not list(tmp_path.iterdir())
