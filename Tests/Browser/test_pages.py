"""What holds of every page in every state: the marks of simulation, accessibility, reflow, print, no stranger."""

import re
import subprocess

import pytest

from accessibility import faults
from opposition import ROOT
from situations import SITUATIONS
from trainee import Trainee

MARK = "SIMULATION – EXERCICE DE FORMATION"
# The simulated service does not answer: these pages are errors too.
STOPPED = {"maintenance", "panne", "session-expiree"}
SCREENSHOTS, SOURCES = ROOT / ".build/screenshots", ROOT / ".build/pages"
# One for each page, that the README shows or leads to; `--keep-screenshots` takes them anew.
KEPT = {
    "porte", "accueil-2022", "fiche-carte-avec-photo", "identification", "choix", "confirmation-opposition", "prise-en-compte", "bilan", "a-propos",
    "aide", "introuvable", "procedure", "code-provisoire", "messagerie-a-juger", "bilan-pieges",
    "3422", "3422-code", "3422-justificatif", "3422-conseiller", "guide", "facile", "accessibilite", "salle-en-cours",
}


SHIFTS = """new Promise(resolve => {
    new PerformanceObserver(list => resolve(list.getEntries().reduce((sum, one) => sum + (one.hadRecentInput ? 0 : one.value), 0)))
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(resolve, 20, 0);
})"""


# Words of the page that begin on one line and end on another, but after a hyphen; a head of table that is not seen has no room.
CUT = r"""() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange(), cut = [];
    for (let text; text = texts.nextNode();) {
        if (text.parentElement.closest("thead")) continue;
        for (const word of text.data.matchAll(/[\p{L}\p{N}.@•]+/gu)) {
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const lines = [...range.getClientRects()].filter(line => line.width > 1).map(line => Math.round(line.top));
            if (new Set(lines).size > 1) cut.push(word[0]);
        }
    }
    return cut;
}"""


@pytest.fixture(scope="module", params=SITUATIONS)
def situation(request, browser, server):
    trainee = Trainee(browser, server, viewport={"width": 1000, "height": 800}, reduced_motion="reduce")
    SITUATIONS[request.param](trainee)
    trainee.name = request.param
    SOURCES.mkdir(parents=True, exist_ok=True)
    (SOURCES / f"{request.param}.html").write_bytes(trainee.document.body())
    yield trainee
    trainee.close()


@pytest.fixture
def shown(situation):
    return situation.page


def test_the_mark_of_simulation_stands_first_on_the_page_and_in_the_title(situation, shown):
    band = shown.locator("body > :first-child")
    assert band.is_visible() and MARK in band.inner_text() and "pas le site officiel" in band.inner_text()
    assert band.evaluate("one => ['static', 'relative'].includes(getComputedStyle(one).position)"), "the band is in the flow"
    errors = shown.locator("[role=alert]").count() or shown.locator("main", has_text="Code HTTP").count() or situation.name in STOPPED
    assert shown.title().startswith(("Erreur : " if errors else "") + MARK + " – ")


def test_the_favicon_is_ours(shown):
    for icon in shown.locator("link[rel=icon]").all():
        assert shown.request.get(icon.get_attribute("href")).ok


def test_every_response_is_marked_as_an_exercise(shown):
    headers = shown.request.get(shown.url).headers
    assert headers["x-simulation"] == "exercice"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert "default-src 'none'" in headers["content-security-policy"] and "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(shown, scheme):
    shown.emulate_media(color_scheme=scheme)
    assert faults(shown) == []


@pytest.mark.parametrize("width", [320, 1000])
def test_nothing_scrolls_sideways(shown, width):
    shown.set_viewport_size({"width": width, "height": 800})
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [320, 390])
def test_no_word_is_cut(shown, width):
    shown.set_viewport_size({"width": width, "height": 800})
    assert shown.evaluate(CUT) == []


def test_the_page_is_light(shown):
    """One window of TCP, and nothing that moves once it is shown."""
    assert shown.evaluate("performance.getEntriesByType('navigation')[0].encodedBodySize") <= 14 * 1024
    assert shown.evaluate(SHIFTS) == 0


def test_the_mark_is_printed_and_so_is_the_content(shown):
    shown.emulate_media(media="print", color_scheme="light")
    try:
        assert shown.locator(".mark").is_visible()
        assert shown.locator("h1").is_visible()
        # A4 less its margins.
        shown.set_viewport_size({"width": 680, "height": 1000})
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert shown.locator(".mark").evaluate("band => band.scrollWidth <= band.clientWidth")
    finally:
        shown.emulate_media(media="screen")


@pytest.mark.parametrize("situation", [name for name in SITUATIONS if name.startswith("fiche")], indirect=True)
def test_a_fiche_is_one_sheet_of_paper(situation):
    situation.page.emulate_media(media="print", color_scheme="light")
    told = subprocess.run(["pdfinfo", "-"], input=situation.page.pdf(prefer_css_page_size=True), capture_output=True, check=True).stdout
    situation.page.emulate_media(media="screen")
    assert re.search(rb"^Pages: +1$", told, re.M)


def test_its_picture_is_kept(situation, shown, request):
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    shown.set_viewport_size({"width": 1000, "height": 800})
    for scheme in ("dark", "light"):
        shown.emulate_media(color_scheme=scheme)
        suffix = "-sombre" if scheme == "dark" else ""
        shown.screenshot(path=SCREENSHOTS / f"{situation.name}{suffix}.png", full_page=True)
    if situation.name in KEPT and request.config.getoption("--keep-screenshots"):
        kept = ROOT / "Tests/Browser/screenshots"
        shown.screenshot(path=kept / f"{situation.name}.jpg", type="jpeg", quality=70, full_page=situation.name != "a-propos")
