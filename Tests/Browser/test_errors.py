"""What a form answers when it cannot be accepted, with and without JavaScript."""

import pytest

from situations import REAL
from trainee import Trainee

BLANKS = {
    "codeProvisoire": "Le code doit contenir 12 caractères",
    "nir": "Saisir le numéro de sécurité sociale",
    "typeCarteVitale": "Sélectionner un modèle de carte Vitale",
    "numeroSerie": "Saisir le numéro de série",
}


@pytest.fixture
def form(trainee):
    trainee.play(fiche="odile-vautrin")
    trainee.visit("/identification")
    return trainee


def send(form, **changes):
    """Sends the form filled from the fiche but for the changes, and gives the status of what came back."""
    with form.page.expect_response(lambda one: one.request.method == "POST") as response:
        form.identify(**form.exercice.items() | changes)
    return response.value.status


def value(form, field):
    return form.page.locator(f"#{field}").input_value()


def message(form, field):
    return form.page.locator(f"#{field}-erreur").inner_text()


def test_a_form_left_blank_says_what_each_field_wants(form):
    with form.page.expect_response("**/identification") as response:
        form.click("Continuer")
    assert response.value.status == 422
    for field, text in BLANKS.items():
        assert text in message(form, field)


def test_the_summary_stands_first_takes_the_focus_and_leads_to_each_field(form):
    form.click("Continuer")
    summary = form.page.get_by_role("alert")
    assert summary.evaluate("one => one === document.activeElement")
    assert summary.evaluate("one => one === document.querySelector('main').firstElementChild")
    for link in summary.get_by_role("link").all():
        target = link.get_attribute("href")
        link.click()
        assert form.page.locator(target).evaluate("one => one === document.activeElement")


def test_each_message_is_told_with_its_field(form):
    form.click("Continuer")
    for field in ("codeProvisoire", "nir", "numeroSerie"):
        one = form.page.locator(f"#{field}")
        assert one.get_attribute("aria-invalid") == "true"
        assert f"{field}-erreur" in one.get_attribute("aria-describedby").split()


@pytest.mark.parametrize("field, typed, text", [
    ("nir", "9 58 03 00 101 007", "doit contenir 15 caractères"),
    ("nir", "9 58 03 00 101 007 25", "Format invalide"),
    ("numeroSerie", "1234", "doit contenir 11 chiffres"),
    ("numeroSerie", "0000000017 00000001234", "doit contenir 11 chiffres"),
    ("numeroSerie", "0000000abcd", "Saisir uniquement des chiffres"),
    ("codeProvisoire", "FICTIFa7Kq2", "Le code doit contenir 12 caractères"),
    ("codeProvisoire", "FICTIFa7Kq2é", "Cette saisie contient un caractère non autorisé"),
])
def test_an_ordinary_mistake_stays_in_its_field_with_all_the_rest(form, field, typed, text):
    assert send(form, **{field: typed}) == 422
    assert text in message(form, field)
    for name, kept in {**form.exercice.items(), field: typed}.items():
        if name != "typeCarteVitale":
            assert "".join(value(form, name).split()) == "".join(kept.split())
    assert form.page.get_by_label("Carte Vitale avec photo").is_checked()


@pytest.mark.parametrize("field, typed", [
    ("nir", REAL), ("numeroSerie", REAL), ("codeProvisoire", REAL), ("codeProvisoire", "Ab3dEf6hIj9k"), ("numeroSerie", "80250000021"),
    ("numeroSerie", "8025000002 00000001234"), ("numeroSerie", "0000000017 80250000021"),
])
def test_what_could_be_somebodys_is_wiped_before_it_is_sent_and_without_a_script_it_is_refused_and_not_shown_again(form, field, typed):
    if form.java_script_enabled:
        form.page.locator(f"#{field}").fill(typed)
        assert "jamais un vrai numéro" in form.page.locator(f"#{field}").locator("xpath=preceding-sibling::*[@role='status']").inner_text()
    else:
        assert send(form, **{field: typed}) == 422
        assert "n’accepte que les numéros de la fiche" in message(form, field)
    assert value(form, field) == ""
    assert typed not in form.page.content()


@pytest.mark.parametrize("spelling", ["958030010100724", "9 58 03 00 101 007 24", "9-58-03-00-101-007-24", " 9.58.03.00.101.007.24 ", "9５８０３００１０１００７２４"])
def test_a_number_may_be_typed_with_any_spacing(form, spelling):
    assert send(form, nir=spelling) == 303
    assert form.path == "/choix"


def test_a_corrected_form_goes_on(form):
    send(form, numeroSerie="1234")
    form.identify(numeroSerie=form.exercice.fiche["numeroSerie"])
    assert form.path == "/choix"


def test_a_choice_must_be_made(trainee):
    trainee.play(fiche="odile-vautrin").through()
    trainee.visit("/choix")
    trainee.click("Continuer")
    assert trainee.page.get_by_role("alert").is_visible()
    assert trainee.page.title().startswith("Erreur : ")


@pytest.mark.parametrize("fiche, text", [
    ("gaston-pruvier", "Votre code provisoire a expiré"),
    ("paulin-osmont", "Votre code provisoire a déjà été utilisé"),
    ("edmond-vasseur", "Ce profil ne peut pas être activé"),
    ("aminata-sorel", "Format invalide"),
])
def test_the_service_answers_in_its_own_words(trainee, fiche, text):
    exercice = trainee.play(fiche=fiche)
    trainee.visit("/identification")
    trainee.identify(**exercice.items())
    assert text in trainee.page.get_by_role("alert").inner_text()
