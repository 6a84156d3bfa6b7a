"""What holds of every page in every state: the marks of simulation, accessibility, reflow, print, no stranger."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from opposition import ROOT
from situations import SITUATIONS
from trainee import Trainee

MARK = "SIMULATION – EXERCICE DE FORMATION"
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"]}}
# The simulated service does not answer: these pages are errors too.
STOPPED = {"maintenance", "panne", "session-expiree"}
SCREENSHOTS = ROOT / ".build/screenshots"
# One for each page, that the README shows or leads to; `--keep-screenshots` takes them anew.
KEPT = {
    "porte", "accueil-2022", "fiche-carte-avec-photo", "identification", "choix", "confirmation-opposition", "prise-en-compte", "bilan", "a-propos",
    "aide", "introuvable", "procedure", "code-provisoire", "messagerie-a-juger", "bilan-pieges",
}


@pytest.fixture(scope="module", params=SITUATIONS)
def situation(request, browser, server):
    trainee = Trainee(browser, server, viewport={"width": 1000, "height": 800}, reduced_motion="reduce")
    SITUATIONS[request.param](trainee)
    trainee.name = request.param
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
    result = Axe().run(shown, options=AXE).response
    assert result["testEngine"]["version"] == "4.12.1"
    found = [(one["id"], node["html"]) for one in result["violations"] for node in one["nodes"]]
    assert found == []


@pytest.mark.parametrize("width", [320, 1000])
def test_nothing_scrolls_sideways(shown, width):
    shown.set_viewport_size({"width": width, "height": 800})
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_mark_is_printed_and_so_is_the_content(shown):
    shown.emulate_media(media="print", color_scheme="light")
    try:
        assert shown.locator(".mark").is_visible()
        assert shown.locator("h1").is_visible()
    finally:
        shown.emulate_media(media="screen")


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
