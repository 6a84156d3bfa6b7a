"""One thing is damaged in a file at a time, and a checker says so: what passes our checks has been looked at."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import page
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name


def elements(pdf, kind):
    return [item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/Type") == Name.StructElem and item.S == Name(kind)]


def widget(pdf):
    return next(item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/Subtype") == Name.Widget)


def font(pdf):
    return next(item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/Subtype") == Name.TrueType)


def xmp(pdf, old, new):
    packet = pdf.Root.Metadata.read_bytes()
    assert re.search(old, packet)
    pdf.Root.Metadata.write(re.sub(old, new, packet, flags=re.DOTALL))


def content(pdf, old, new):
    stream = pdf.pages[0].obj.Contents[0]
    assert old in stream.read_bytes()
    stream.write(stream.read_bytes().replace(old, new, 1))


def width(pdf):
    widths = font(pdf).Widths
    widths[1] = widths[1] + 50


def no_character_map(pdf):
    program = font(pdf).FontDescriptor.FontFile2
    program.write(program.read_bytes().replace(b"cmap", b"cmop", 1))


def drop(dictionary, key):
    del dictionary[key]


def remove(element):
    parent = element.P
    parent.K = Array([child for child in parent.K if not (isinstance(child, Dictionary) and child.objgen == element.objgen)])


DAMAGES = {
    "no Lang": lambda pdf: drop(pdf.Root, "/Lang"),
    "no MarkInfo": lambda pdf: drop(pdf.Root, "/MarkInfo"),
    "no ViewerPreferences": lambda pdf: drop(pdf.Root, "/ViewerPreferences"),
    "no OutputIntents": lambda pdf: drop(pdf.Root, "/OutputIntents"),
    "no structure": lambda pdf: drop(pdf.Root, "/StructTreeRoot"),
    "no Metadata": lambda pdf: drop(pdf.Root, "/Metadata"),
    "no ParentTree": lambda pdf: drop(pdf.Root.StructTreeRoot, "/ParentTree"),
    "no Tabs": lambda pdf: drop(pdf.pages[0].obj, "/Tabs"),
    "no ToUnicode": lambda pdf: drop(font(pdf), "/ToUnicode"),
    "wrong width in Widths": width,
    "font not embedded": lambda pdf: drop(font(pdf).FontDescriptor, "/FontFile2"),
    "encoding of a symbolic font": lambda pdf: setattr(font(pdf), "Encoding", Name.WinAnsiEncoding),
    "no cmap": no_character_map,
    "notdef shown": lambda pdf: content(pdf, b"[(", b"[(\0"),
    "Figure without Alt": lambda pdf: drop(elements(pdf, "/Figure")[0], "/Alt"),
    "TH without Scope": lambda pdf: drop(elements(pdf, "/TH")[0], "/A"),
    "H3 first": lambda pdf: setattr(elements(pdf, "/H1")[0], "S", Name.H3),
    "untagged text": lambda pdf: content(pdf, b"/P<</MCID 1>>BDC", b"/Span BMC"),
    "Link without Contents": lambda pdf: drop(next(a for a in pdf.pages[0].obj.Annots if a.Subtype == Name.Link), "/Contents"),
    "Link element removed": lambda pdf: remove(elements(pdf, "/Link")[0].P),
    "no pdfuaid": lambda pdf: xmp(pdf, rb' pdfuaid:part="1"', b""),
    "no pdfaid": lambda pdf: xmp(pdf, rb' pdfaid:part="2" pdfaid:conformance="A"', b""),
    "no title in XMP": lambda pdf: xmp(pdf, rb"<dc:title>.*?</dc:title>", b""),
    "no XMP extension schema": lambda pdf: xmp(pdf, rb"<pdfaExtension:schemas>.*</pdfaExtension:schemas>", b""),
    "XMP date is not that of Info": lambda pdf: xmp(pdf, rb'CreateDate="\d{4}', b'CreateDate="1999'),
    "XMP title is not that of Info": lambda pdf: xmp(pdf, "SPÉCIMEN".encode(), b"AUTRE"),
    "widget without F": lambda pdf: drop(widget(pdf), "/F"),
    "widget without TU": lambda pdf: drop(widget(pdf), "/TU"),
    "widget without StructParent": lambda pdf: drop(widget(pdf), "/StructParent"),
    "Form element removed": lambda pdf: remove(elements(pdf, "/Form")[0]),
    "JavaScript": lambda pdf: setattr(pdf.Root, "OpenAction", Dictionary(S=Name.JavaScript, JS="1")),
}


def metadata_disagrees(pdf):
    """XMP against Info, and the dates against the signature's (no checker compares them)."""
    if "/Metadata" not in pdf.Root:
        return ["metadata: none"]
    packet = pdf.Root.Metadata.read_bytes().decode()
    dates = {re.sub(r"\D", "", date) for date in re.findall(r'(?:Create|Modify)Date="([^"]+)"', packet)}
    signature = next(item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/Type") == Name.Sig)
    dates |= {re.sub(r"\D", "", str(date)) for date in (pdf.docinfo.CreationDate, pdf.docinfo.ModDate, signature.M)}
    title = re.search(r'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">(.*?)</rdf:li>', packet)
    found = [] if len(dates) == 1 else [f"metadata: dates {sorted(dates)}"]
    return found + ([] if title and title[1] == str(pdf.docinfo.Title) else ["metadata: title"])


def unprinted_annotations(pdf):
    """ISO 19005-2 §6.3.2: an annotation has flags, is printed and is not hidden."""
    return ["annotation: flags" for item in pdf.pages[0].obj.Annots if int(item.get("/F", 0)) & 0b100111 != 0b100]


def findings(file):
    """What each checker says of a file, but for its signature: a damaged file has none that holds."""
    found = []
    for profile in ("2a", "ua1"):
        found += [f"page {profile}: {failure.rule_id}" for failure in page.validate_pdf(str(file), profile=profile).failures
                  if "6.4.3" not in failure.rule_id and "SIGNATURE" not in failure.rule_id]
    with pikepdf.open(file) as pdf:
        found += metadata_disagrees(pdf) + unprinted_annotations(pdf)
    outloud = subprocess.run([Path(sys.executable).parent / "outloud", "-q", file], capture_output=True, text=True)
    return found + ([f"outloud: {outloud.stdout.strip()[-200:]}"] if outloud.returncode else [])


def rewritten(file, damage, to):
    with pikepdf.open(file) as pdf:
        damage(pdf)
        pdf.save(to, object_stream_mode=pikepdf.ObjectStreamMode.preserve, fix_metadata_version=False)
    return to


def test_a_whole_file_is_found_so(files):
    for file in files:
        assert findings(file) == []


def test_rewriting_alone_breaks_nothing_but_the_signature(files, tmp_path):
    assert findings(rewritten(files[0], lambda pdf: None, tmp_path / "same.pdf")) == []


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_is_reported(name, files, tmp_path):
    assert findings(rewritten(files[0], DAMAGES[name], tmp_path / "damaged.pdf")), name
