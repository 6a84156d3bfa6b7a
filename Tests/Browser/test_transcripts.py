"""The procedure on a phone, by the keyboard alone, and what a screen reader is given on the way, page after page; then
with a finger. The transcripts are kept in `transcripts`, to be read; `--renew-transcripts` writes them anew."""

import difflib
import re

import pytest

from opposition import ROOT
from trainee import CARDS, Trainee

TRANSCRIPTS = ROOT / "Tests/Browser/transcripts"
# What chance draws, and the minute of the exercise.
CHANCE = [(r"EXERCICE(-[A-Z]{4}){3}", "EXERCICE-BCDF-GHJK-LMNP"), (r"(?<=10.h.)0\d", "00")]


class Reader(Trainee):
    """A person at a keyboard, whose screen is read aloud."""

    transcript = ""

    def read(self):
        """Hears the page from its title to the end of what is its own."""
        page = self.page
        page.wait_for_load_state()
        said = [f"# {page.title()}", page.locator("header").aria_snapshot(), page.locator("main").aria_snapshot()]
        self.transcript += "\n".join(said) + "\n\n"

    def fact(self, label):
        return self.page.locator(f"dt:text-is('{label}') + dd").first.inner_text().split("\n")[0].removesuffix("Copier").strip()


class Finger(Reader):
    """The same person, who touches the screen: what is touched is there to be, and large enough (WCAG 2.5.8; a link in a line of text is excepted)."""

    def touch(self, one):
        box = one.bounding_box()
        assert min(box["width"], box["height"]) >= 24 or one.evaluate("one => getComputedStyle(one).display === 'inline'"), (one, box)
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        one.tap()

    def press(self, selector, key=None):
        self.touch(self.page.locator(selector).first)

    def type(self, selector, text):
        self.press(selector)
        self.page.keyboard.type(text)

    def pick(self, name, value):
        self.press(f"[name={name}][value={value}]")

    def read(self):
        self.page.wait_for_load_state()


PHONE = {"viewport": {"width": 390, "height": 700}, "reduced_motion": "reduce"}


@pytest.fixture
def reader(browser, server):
    reader = Reader(browser, server, **PHONE)
    yield reader
    reader.close()


@pytest.fixture
def finger(browser, server):
    finger = Finger(browser, server, has_touch=True, is_mobile=True, **PHONE)
    yield finger
    finger.close()


def begin(reader, scenario):
    """From the gate to the fiche, and back to the simulated home page."""
    reader.visit("/")
    if scenario == "S1":
        reader.read()
    group = f"details:has([value={scenario}])"
    reader.press(f"{group} > summary")
    reader.press(f"[value={scenario}]")
    reader.page.wait_for_url("**/accueil")
    reader.read()
    facts = fiche(reader)
    reader.press("main .button")
    reader.page.wait_for_url("**/accueil")
    return facts


def fiche(reader):
    reader.press("a[href='/fiche']")
    reader.page.wait_for_url("**/fiche")
    reader.read()
    return {
        "codeProvisoire": reader.fact("Code provisoire"), "nir": reader.fact("Numéro de sécurité sociale"),
        "typeCarteVitale": next(value for value, name in CARDS.items() if name.endswith(reader.fact("Carte Vitale"))),
        "numeroSerie": reader.fact("Numéro de série de la carte"), "dateNaissance": reader.fact("Date de naissance"),
    }


def identify(reader, facts):
    reader.page.wait_for_url("**/identification")
    reader.type("#codeProvisoire", facts["codeProvisoire"])
    reader.type("#nir", facts["nir"])
    reader.pick("typeCarteVitale", facts["typeCarteVitale"])
    reader.type("#numeroSerie", facts["numeroSerie"])
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/choix")
    reader.read()


def confirm(reader):
    reader.page.wait_for_url("**/confirmation")
    reader.read()
    reader.press("[value=confirmer]")
    reader.page.wait_for_url("**/prise-en-compte")
    reader.read()
    reader.press("main a[href='/bilan']")
    reader.page.wait_for_url("**/bilan")
    reader.read()


def oppose(reader):
    reader.pick("choix", "opposition")
    reader.press("main button")
    confirm(reader)


def nominal(reader):
    facts = begin(reader, "S1")
    reader.press(".actions a:last-child")
    reader.page.wait_for_url("**/identification")
    reader.read()
    # Sent too soon: the errors are heard first, and each leads to its field.
    reader.press("main form button")
    reader.page.locator("[role=alert]").wait_for()
    reader.read()
    identify(reader, facts)
    oppose(reader)


def new_code(reader):
    facts = begin(reader, "S2")
    reader.press(".actions a:last-child")
    reader.page.wait_for_url("**/identification")
    reader.press("main a[href='/code-provisoire']")
    reader.page.wait_for_url("**/code-provisoire")
    reader.read()
    reader.type("#nir", facts["nir"])
    day, month, year = facts["dateNaissance"].split()
    months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
    reader.type("#dateNaissance", f"{day.removesuffix('er'):0>2}/{months.index(month) + 1:02}/{year}")
    reader.pick("typeCarteVitale", facts["typeCarteVitale"])
    reader.type("#numeroSerie", facts["numeroSerie"])
    reader.page.keyboard.press("Enter")
    reader.page.locator("[name=canal]").first.wait_for()
    reader.read()
    reader.pick("canal", "email")
    reader.page.keyboard.press("Enter")
    reader.page.locator("[role=status]").first.wait_for()
    reader.read()
    reader.press("main a[href='/messagerie']")
    reader.page.wait_for_url("**/messagerie")
    reader.read()
    facts = fiche(reader)
    reader.press("main .button")
    reader.page.wait_for_url("**/accueil")
    reader.press(".actions a:last-child")
    identify(reader, facts)
    oppose(reader)
    reader.transcript = reader.transcript.replace(facts["codeProvisoire"], "FICTIFa1b2c3")


def closure(reader):
    facts = begin(reader, "S9")
    reader.press("main .small a")
    identify(reader, facts)
    reader.press("[name=suppression]", "Space")
    reader.press("main button")
    confirm(reader)


LEADS = {"S1": nominal, "S2": new_code, "S9": closure}


@pytest.mark.parametrize("scenario", LEADS)
def test_a_finger_goes_through(finger, scenario):
    LEADS[scenario](finger)
    assert finger.path == "/bilan" and "pas encore" not in finger.page.locator(".path").inner_text()


@pytest.mark.parametrize("scenario", LEADS)
def test_the_keyboard_alone_goes_through(reader, request, scenario):
    LEADS[scenario](reader)
    heard = reader.transcript
    for chance, same in CHANCE:
        heard = re.sub(chance, same, heard)
    kept = TRANSCRIPTS / f"{scenario}.txt"
    if request.config.getoption("--renew-transcripts"):
        kept.write_text(heard)
    changed = list(difflib.unified_diff(kept.read_text().splitlines(), heard.splitlines(), "kept", "heard", lineterm=""))
    assert not changed, "\n".join(changed[:40])
