"""Poppler, MuPDF, Ghostscript and PDFium draw the same page."""

import subprocess

import numpy
import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter

DPI = 100


def drawn(tool, file, picture):
    match tool:
        case "poppler":
            subprocess.run(["pdftoppm", "-r", str(DPI), "-png", "-singlefile", file, picture.with_suffix("")], check=True)
        case "mupdf":
            subprocess.run(["mutool", "draw", "-q", "-r", str(DPI), "-o", picture, file, "1"], check=True)
        case "ghostscript":
            subprocess.run(
                ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", "-sDEVICE=png16m", f"-r{DPI}",
                 f"-sOutputFile={picture}", file], check=True)
        case "pdfium":
            pypdfium2.PdfDocument(file)[0].render(scale=DPI / 72).to_pil().save(picture)
    return Image.open(picture).convert("RGB")


def difference(one, other):
    """The largest and the mean difference of two pages, from 0 to 255, at the scale of a letter: edges are smoothed
    in each renderer's own way."""
    size = (min(one.width, other.width), min(one.height, other.height))
    pages = [numpy.asarray(page.crop((0, 0, *size)).filter(ImageFilter.BoxBlur(6)), dtype=int) for page in (one, other)]
    gap = numpy.abs(pages[0] - pages[1])
    return gap.max(), gap.mean()


def test_the_same_page_is_drawn_by_all(files, tmp_path):
    for file in files:
        pages = {tool: drawn(tool, file, tmp_path / f"{file.stem}-{tool}.png") for tool in ("poppler", "mupdf", "ghostscript", "pdfium")}
        for tool, page in pages.items():
            assert abs(page.width - 827) <= 1 and abs(page.height - 1170) <= 1, (file.name, tool, page.size)
            largest, mean = difference(pages["poppler"], page)
            assert largest < 64 and mean < 1.6, (file.name, tool, largest, mean)
            codes = [code.text for code in zxingcpp.read_barcodes(page)]
            origin = "http://exercices-de-la-maison-france-services.example:8080" if file.stem in ("long", "solid") else "http://127.0.0.1:8080"
            assert len(codes) == 1 and codes[0].startswith(origin + "/verification?reference=EXERCICE-"), (file.name, tool, codes)


def test_a_page_that_differs_is_noticed(files, tmp_path):
    """One word more, or none of the text: the tolerance is not one that lets everything pass."""
    page = drawn("poppler", files[0], tmp_path / "page.png")
    word = page.copy()
    word.paste(page.crop((330, 249, 420, 269)), (330, 640))
    assert difference(page, word)[0] >= 64
    other = drawn("poppler", files[1], tmp_path / "other.png")
    assert difference(page, other)[0] >= 64


def test_no_letter_lies_over_another_nor_outside_of_the_margins(files):
    """But for the mark across the page, which comes first in the text and is meant to."""
    for file in files:
        text = pypdfium2.PdfDocument(file)[0].get_textpage()
        letters = [index for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()]
        turned = len("SPÉCIMEN–EXERCICE–SANSVALEUR")
        left, bottom, right, top = numpy.array([text.get_charbox(index) for index in letters[turned:]]).T
        assert left.min() > 60 and right.max() < 536 and bottom.min() > 36 and top.max() < 806, file.name
        across = numpy.minimum.outer(right, right) - numpy.maximum.outer(left, left)
        upwards = numpy.minimum.outer(top, top) - numpy.maximum.outer(bottom, bottom)
        common = numpy.clip(across, 0, None) * numpy.clip(upwards, 0, None)
        area = numpy.maximum((right - left) * (top - bottom), 0.01)
        # Kerning puts a full stop under the arm of an r.
        neighbours = numpy.abs(numpy.subtract.outer(numpy.arange(len(left)), numpy.arange(len(left)))) < 2
        assert ((common / numpy.minimum.outer(area, area)) * ~neighbours).max() < 0.1, file.name
