"""The browser's guard: what could be a real number is wiped from any field; an ordinary mistake is left to the page."""

import pytest

from situations import REAL
from test_real_numbers import SPELLINGS
from trainee import Trainee

# Where one types, and how one comes there.
FORMS = {
    "/": ["code"], "/rejoindre": ["code"], "/identification": ["codeProvisoire", "nir", "numeroSerie"], "/code-provisoire": ["nir", "dateNaissance", "numeroSerie"],
    "/verification": ["reference"], "/3422/conseiller": ["code"],
}


@pytest.fixture
def trainee(browser, server):
    trainee = Trainee(browser, server)
    trainee.fiche = trainee.play(fiche="odile-vautrin").fiche
    yield trainee
    trainee.close()


def field(trainee, name):
    one = trainee.page.locator(f"main [name={name}]")
    one.fill("")
    return one


@pytest.mark.parametrize("path", FORMS)
def test_a_real_number_is_wiped_from_every_field_however_it_is_written(trainee, path):
    trainee.visit(path)
    for name in FORMS[path]:
        for number in SPELLINGS:
            one = field(trainee, name)
            one.fill(number)
            assert one.input_value() == "", (name, number)
            assert "n’entrez jamais un vrai numéro" in trainee.page.locator(f"main p:has(+ [name={name}])").inner_text()


def test_it_is_wiped_from_the_trainers_fields_too(trainee):
    trainee.visit("/formation")
    trainee.click("Ouvrir la salle")
    trainee.page.wait_for_url("**/formation/*")
    address = trainee.page.url
    for path, name in ((address, "postes"), (address, "usager"), (address + "/plan", "minutes")):
        trainee.page.goto(path)
        one = trainee.page.locator(f"[name={name}]").first
        one.evaluate("one => one.closest('details') && (one.closest('details').open = true)")
        one.fill(REAL)
        assert one.input_value() == ""


@pytest.mark.parametrize("path", ["/identification", "/code-provisoire"])
def test_the_values_of_the_fiche_stay_in_whichever_field_they_are_typed(trainee, path):
    fiche = trainee.fiche
    nir = fiche["nir"]
    spaced = "9 58 03 00 101 007 24"
    slips = [nir + "0", nir[:5] + nir[4:], nir[:4] + "7" + nir[4:], nir.replace("0", "", 1), "1" + nir]
    pasted = [spaced, nir, fiche["codeProvisoire"], fiche["numeroSerie"], "14/03/1958", "14031958", "1958-03-14", "Code provisoire : " + fiche["codeProvisoire"], "Numéro de sécurité sociale\t" + spaced,
              "Numéro de série : " + fiche["numeroSerie"], fiche["numeroSerie"] + " " + spaced, *slips]
    trainee.visit(path)
    for name in FORMS[path]:
        for value in pasted:
            one = field(trainee, name)
            one.fill(value)
            assert one.input_value() == value, name
        for value in (spaced, fiche["codeProvisoire"], fiche["numeroSerie"]):
            one = field(trainee, name)
            one.press_sequentially(value)
            assert one.input_value() == value, name


def test_a_field_that_a_script_added_later_is_guarded_too_and_so_is_one_that_was_filled_in_without_typing(trainee):
    trainee.visit("/identification")
    trainee.page.evaluate("document.querySelector('form').insertAdjacentHTML('beforeend', '<p class=field><input name=nouveau><textarea name=long></textarea></p>')")
    for name in ("nouveau", "long"):
        trainee.page.locator(f"[name={name}]").fill("mon numéro : " + REAL)
        assert trainee.page.locator(f"[name={name}]").input_value() == ""
    posts = []
    trainee.page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    trainee.page.evaluate(f"document.querySelector('#codeProvisoire').value = '{REAL}'")
    trainee.click("Continuer")
    assert trainee.page.locator("#codeProvisoire").input_value() == "" and trainee.page.evaluate("document.activeElement.id") == "codeProvisoire"
    assert posts == []


def test_each_real_serial_and_code_is_wiped_as_the_server_refuses_it(trainee):
    trainee.visit("/identification")
    for name, value in (("codeProvisoire", "A7b9C2d4E6f8"), ("codeProvisoire", "12345678"), ("numeroSerie", "8025000002123"), ("numeroSerie", "12345678"), ("nir", "258030010100724"), ("nir", "9 58 03 7")):
        one = field(trainee, name)
        one.fill(value)
        assert one.input_value() == ""
        assert trainee.exercice.identify(**{name: value}).json["code"] == "numero-reel-refuse"
