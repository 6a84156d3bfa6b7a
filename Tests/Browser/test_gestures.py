"""The small things that JavaScript adds, and what is there without it."""

import pytest

from situations import REAL
from trainee import Trainee


@pytest.fixture
def trainee(browser, server):
    trainee = Trainee(browser, server, permissions=["clipboard-read", "clipboard-write"])
    yield trainee
    trainee.close()


def test_a_number_is_copied_as_it_is_written_and_goes_into_its_field(trainee):
    fiche = trainee.play(fiche="odile-vautrin").fiche
    trainee.visit("/identification")
    trainee.page.get_by_role("button", name="Copier : Code provisoire").click()
    assert trainee.page.evaluate("navigator.clipboard.readText()") == fiche["codeProvisoire"]
    assert "Copié\N{NO-BREAK SPACE}: Code provisoire" in trainee.page.get_by_role("status").all_inner_texts()
    trainee.page.locator("#codeProvisoire").focus()
    trainee.page.keyboard.press("Control+V")
    assert trainee.page.locator("#codeProvisoire").input_value() == fiche["codeProvisoire"]


def test_it_is_copied_too_where_the_browser_hides_its_clipboard(trainee):
    """As it does from a network without TLS."""
    trainee.context.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    fiche = trainee.play(fiche="odile-vautrin").fiche
    trainee.visit("/fiche")
    trainee.page.get_by_role("button", name="Copier : Numéro de série").click()
    trainee.visit("/identification")
    trainee.page.locator("#numeroSerie").focus()
    trainee.page.keyboard.press("Control+V")
    assert trainee.page.locator("#numeroSerie").input_value() == fiche["numeroSerie"]


@pytest.mark.parametrize("path", ["/fiche", "/bilan", "/guide", "/facile"])
def test_a_page_that_one_prints_has_a_button_for_it(trainee, path):
    trainee.context.add_init_script("window.print = () => window.printed = true")
    trainee.play(fiche="odile-vautrin")
    trainee.visit(path)
    trainee.click("Imprimer cette page")
    assert trainee.page.evaluate("window.printed")


def test_without_javascript_no_button_is_there_that_would_do_nothing(browser, server):
    trainee = Trainee(browser, server, java_script_enabled=False)
    trainee.play(fiche="odile-vautrin")
    for path in ("/fiche", "/identification", "/guide"):
        trainee.visit(path)
        assert trainee.page.locator("button[type=button]").count() == 0
    trainee.close()


def test_a_real_number_is_wiped_at_the_digit_that_gives_it_away(trainee):
    trainee.play(fiche="odile-vautrin")
    trainee.visit("/identification")
    nir = trainee.page.locator("#nir")
    nir.press(REAL[0])
    assert nir.input_value() == ""
    assert "n’entrez jamais un vrai numéro" in trainee.page.locator("#nir ~ [role=status], .field:has(#nir) [role=status]").first.inner_text()
    nir.press_sequentially("9 58 03 7")
    assert nir.input_value() == "", "a department there is"
    nir.press_sequentially("9 58 03 00 101 007 24")
    assert nir.input_value() == "9 58 03 00 101 007 24"


NUMBERS = ["9 58 03 00 101 007 24", "9 58 13 00 101 007 24", "9 58 20 00 101 007 24", "9 58 29 00", "9 58 31 00 101", "9 58 43 00", "9 58 00 00", "9 58 50 00",
           "9 58 03 00 101 000 24", "9 58 03 00 101 00", "9 58 03 00 101 007 24 1", "9 58 03 01", "9 58 0A", "1", "9", "95", "958", "9580", REAL]


def test_the_browser_wipes_what_the_server_refuses_and_nothing_else(trainee):
    exercice = trainee.play(fiche="odile-vautrin")
    trainee.visit("/identification")
    nir = trainee.page.locator("#nir")
    for number in NUMBERS:
        nir.fill(number)
        is_refused = exercice.identify(nir=number, numeroSerie="").json["code"] == "numero-reel-refuse"
        assert (nir.input_value() == "") == is_refused, number
