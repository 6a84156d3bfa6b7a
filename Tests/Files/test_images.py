"""PNG files that others wrote, in a document: it is valid, and each picture is drawn dot by dot as it was."""

import itertools
import subprocess
import sys
from pathlib import Path

import numpy
import page
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from conftest import ROOT

SIZE = (61, 37)
BACKGROUND = (0, 255, 0)


def pictures():
    """Each kind that Pillow writes, of dots that are all different."""
    x, y = numpy.meshgrid(numpy.arange(SIZE[0]), numpy.arange(SIZE[1]))
    colors = numpy.dstack([x * 4, y * 6, (x * y) % 256, (x * 3 + y * 2) % 256]).astype(numpy.uint8)
    for mode, picture in {
        "L": Image.fromarray(colors[:, :, 0]), "RGB": Image.fromarray(colors[:, :, :3]), "RGBA": Image.fromarray(colors),
        "LA": Image.fromarray(colors[:, :, [0, 3]], "LA"), "1": Image.fromarray((x + y) % 3 == 0),
        "I;16": Image.fromarray((x * 1000 + y).astype(numpy.uint16)),
    }.items():
        yield mode.replace(";", "-"), picture, {}
    for colors_count, bits in itertools.product((2, 4, 16, 256), (None, bytes(range(0, 256, 16)))):
        palette = Image.fromarray(colors[:, :, :3]).quantize(colors_count)
        yield f"P{colors_count}{'-tRNS' if bits else ''}", palette, {"transparency": bits[:colors_count]} if bits else {}
    yield "RGB-key", Image.fromarray(colors[:, :, :3]), {"transparency": tuple(int(value) for value in colors[5, 7, :3])}


@pytest.fixture(scope="session")
def drawn(program, tmp_path_factory):
    folder = tmp_path_factory.mktemp("images")
    for name, picture, options in pictures():
        picture.save(folder / f"{name}.png", **options)
    subprocess.run([program, "images", folder], check=True, cwd=ROOT)
    return folder


def test_the_document_is_valid(drawn):
    for profile in ("2a", "ua1"):
        report = page.validate_pdf(str(drawn / "pages.pdf"), profile=profile)
        assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    subprocess.run(["qpdf", "--check", drawn / "pages.pdf"], check=True, capture_output=True)
    subprocess.run([Path(sys.executable).parent / "outloud", "-q", drawn / "pages.pdf"], check=True, capture_output=True)


def test_each_picture_is_drawn_dot_by_dot(drawn):
    document = pypdfium2.PdfDocument(drawn / "pages.pdf")
    files = sorted(drawn.glob("*.png"))
    assert len(document) == len(files) == 15
    for number, file in enumerate(files):
        sheet = document[number].render(scale=1).to_pil().convert("RGB")
        found = sheet.crop((50, 650 - SIZE[1], 50 + SIZE[0], 650))
        picture = Image.open(file)
        wanted = picture.point(lambda value: value / 257).convert("L") if picture.mode.startswith("I") else picture
        expected = Image.new("RGBA", SIZE, BACKGROUND)
        expected.alpha_composite(wanted.convert("RGBA"))
        gap = numpy.abs(numpy.asarray(found, dtype=int) - numpy.asarray(expected.convert("RGB"), dtype=int))
        assert gap.max() <= 2, (file.name, gap.max())


def test_a_composite_font_that_is_damaged_is_noticed(drawn, tmp_path):
    """More letters than one octet tells apart: the other way of writing a font."""
    for damage in ("/CIDToGIDMap", "/W", "/ToUnicode"):
        with pikepdf.open(drawn / "pages.pdf") as pdf:
            font = next(item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0")
            del (font if damage == "/ToUnicode" else font.DescendantFonts[0])[damage]
            pdf.save(tmp_path / "damaged.pdf")
        assert not page.validate_pdf(str(tmp_path / "damaged.pdf"), profile="2a").is_compliant, damage
