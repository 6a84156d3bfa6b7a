"""The procedure with neither style sheet, nor picture, nor script: what comes first is read first, and nothing is lost."""

import pytest

from opposition import ROOT
from situations import SITUATIONS
from trainee import CARDS, Trainee

SCREENSHOTS = ROOT / ".build/screenshots"
# What one reads or acts on, as the page gives it; what is folded, and the content of a drawing, too.
SAID = """() => [...document.querySelectorAll("main :is(h1, h2, h3, p, label, legend, dt, dd, li, summary, button, a, input, select, th, td, figcaption, text), body > section p, footer a")]
    .filter(one => !one.closest("details:not([open]) > :not(summary)") && !one.closest("[hidden]") && one.type !== "hidden")
    .map(one => [one.localName, one.textContent.trim() || one.name])"""
# The same, where there is really something to see, from top to bottom.
SEEN = SAID.replace('.map(', """.filter(one => { const box = one.getBoundingClientRect(); return box.width > 1 && box.height > 1 && box.x >= 0; })
    .map(""")
# How far each line of the page starts from its top, in the order of the document.
ORDER = """() => [...document.querySelectorAll("body > section p, header .title, main h1, main form label, main form button, footer nav")]
    .filter(one => !one.closest("details:not([open]) > :not(summary)")).map(one => one.getBoundingClientRect().top)"""


@pytest.fixture
def bare(browser, server):
    bare = Trainee(browser, server, viewport={"width": 390, "height": 700}, java_script_enabled=False)
    for dressing in ("**/*.css", "**/*.png", "**/*.svg", "**/*.ico"):
        bare.context.route(dressing, lambda route: route.abort())
    yield bare
    # What we blocked ourselves is no fault of the page.
    bare.complaints = [one for one in bare.complaints if "ERR_FAILED" not in one]
    bare.close()


def holds(bare):
    """Nothing that is said is without a place on the screen, and what comes first stands first."""
    page = bare.page
    assert page.evaluate("getComputedStyle(document.querySelector('.mark')).textAlign") == "start"
    assert page.evaluate(SEEN) == page.evaluate(SAID)
    tops = page.evaluate(ORDER)
    assert tops == sorted(tops)
    # A table of six columns is wider than a phone.
    assert page.evaluate("document.querySelector('table') !== null || document.documentElement.scrollWidth <= innerWidth")


def test_without_a_style_sheet_an_opposition_goes_through(bare):
    bare.visit("/")
    holds(bare)
    bare.page.get_by_role("button", name="Commencer l’exercice").click()
    holds(bare)
    bare.follow("Votre fiche")
    holds(bare)
    facts = dict(zip(*(bare.page.locator(tag).all_inner_texts() for tag in ("main dt", "main dd"))))
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    bare.page.screenshot(path=SCREENSHOTS / "fiche-nue.png", full_page=True)
    bare.follow("Aller à l’accueil du service imité")
    bare.follow("M’opposer à Mon espace santé")
    holds(bare)
    # Sent too soon: the errors come first.
    bare.click("Continuer")
    assert bare.page.locator("main > :first-child").get_attribute("role") == "alert"
    holds(bare)
    bare.page.screenshot(path=SCREENSHOTS / "identification-nue.png", full_page=True)
    bare.identify(
        codeProvisoire=facts["Code provisoire"], nir=facts["Numéro de sécurité sociale"], numeroSerie=facts["Numéro de série de la carte"],
        typeCarteVitale=next(key for key, name in CARDS.items() if name.endswith(facts["Carte Vitale"])))
    holds(bare)
    bare.page.get_by_label("Je m’oppose à la création de Mon espace santé").check()
    bare.click("Continuer")
    holds(bare)
    bare.click("Confirmer mon choix")
    assert bare.path == "/prise-en-compte" and "EXERCICE-" in bare.page.locator("main").inner_text()
    holds(bare)
    bare.page.screenshot(path=SCREENSHOTS / "prise-en-compte-nue.png", full_page=True)
    bare.visit("/bilan")
    holds(bare)


@pytest.mark.parametrize("name", ["aide", "procedure", "salle-bilan", "messagerie", "3422-code", "introuvable"])
def test_without_a_style_sheet_the_pages_beside_it_hold_too(bare, name):
    SITUATIONS[name](bare)
    holds(bare)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    bare.page.screenshot(path=SCREENSHOTS / f"{name}-nue.png", full_page=True)
