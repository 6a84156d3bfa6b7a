"""The phone: alone, then by two people on two devices."""

import io

import pytest
import zxingcpp
from PIL import Image

from opposition import Server
from test_flow import justificatif, now
from trainee import Trainee


def call(trainee, **wishes):
    exercice = trainee.play(**wishes)
    trainee.visit("/3422")
    trainee.click("Appeler")
    return exercice


def request(trainee, label="L’opposition à la création de Mon espace santé"):
    trainee.page.get_by_label(label).check()
    trainee.click("Demander")


def answer(trainee, items):
    for label, item in (("Vous épelez le code", "codeProvisoire"), ("Vous dites votre numéro", "nir"), ("Vous lisez le numéro de série", "numeroSerie")):
        trainee.page.get_by_label(label).fill(items[item])
        trainee.click("Répondre")


def test_alone_one_opposes_by_phone_and_asks_for_the_justificatif(trainee, tmp_path):
    exercice = call(trainee, fiche="odile-vautrin")
    trainee.click("Passer l’attente")
    request(trainee)
    answer(trainee, exercice.items())
    trainee.click("Oui, enregistrez")
    trainee.click("Je voudrais un justificatif")
    _, text = justificatif(trainee, tmp_path)
    assert "Par téléphone" in text and "SPÉCIMEN" in text
    trainee.click("Non merci, au revoir")
    assert now(trainee)["profil"]["etat"] == "oppose"


def test_who_does_not_ask_has_no_justificatif_and_the_debrief_says_so(trainee):
    exercice = call(trainee, fiche="odile-vautrin")
    trainee.click("Passer l’attente")
    request(trainee)
    answer(trainee, exercice.items())
    trainee.click("Oui, enregistrez")
    trainee.click("Non merci, au revoir")
    assert now(trainee)["justificatifs"] == []
    trainee.visit("/bilan")
    assert "Raccrocher sans justificatif" in trainee.page.locator("main").inner_text()


def test_the_adviser_answers_after_a_few_seconds(browser, server):
    trainee = Trainee(browser, server)
    call(trainee, fiche="odile-vautrin")
    trainee.page.get_by_text("que puis‑je faire").wait_for(timeout=15_000)
    trainee.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_two_people_play_on_two_devices(browser, server, javascript):
    caller, adviser = (Trainee(browser, server, java_script_enabled=javascript) for _ in range(2))
    caller.play(fiche="clarisse-aubanel")
    caller.visit("/3422")
    caller.page.get_by_text("Jouer à deux").click()
    caller.click("Appeler à deux")
    adviser.visit("/3422/conseiller")
    adviser.page.get_by_label("Code du conseiller").fill(caller.page.locator(".lead .number").inner_text().lower())
    adviser.click("Entrer")
    adviser.click("Décrocher")
    adviser.page.get_by_label("L’opposition à la création de Mon espace santé").check()
    adviser.page.get_by_label("Lila Aubanel").check()
    adviser.click("Noter la demande")
    for _ in range(4):
        adviser.click("C’est bien cela")
    adviser.click("Elle dit oui\u00a0: enregistrer")
    if not javascript:
        caller.follow("Actualiser cette page")
    caller.page.get_by_text("C’est enregistré").wait_for()
    adviser.click("Elle demande un justificatif")
    if not javascript:
        caller.follow("Actualiser cette page")
    caller.page.get_by_text("Votre justificatif").wait_for()
    assert [one["etat"] for one in now(caller)["profils"] if one["beneficiaire"] == "lila"] == ["oppose"]
    adviser.click("Raccrocher")
    for one in (caller, adviser):
        one.close()


def test_what_maintenance_stopped_is_sent_again_without_being_typed_again(browser, server):
    trainee = Trainee(browser, server)
    exercice = trainee.play(fiche="odile-vautrin")
    trainee.visit("/identification")
    assert exercice.step("incident", {"incident": "maintenance"}, method="PUT").status == 200
    trainee.identify(**exercice.items())
    assert trainee.page.locator("h1").inner_text() == "Site en maintenance"
    server.call("DELETE", f"{exercice.path}/incident")
    trainee.click("Réessayer")
    assert trainee.path == "/choix"
    trainee.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_second_device_scans_its_way_in(browser, tmp_path, scheme):
    # Where the room finds this machine, whatever its addresses are.
    public = "http://cahier.example"
    with Server(tmp_path, "--lan", "--public-url", public) as server:
        trainee = Trainee(browser, server, color_scheme=scheme)
        exercice = trainee.play(fiche="odile-vautrin")
        exercice.step("appel", {"aDeux": True})
        trainee.visit("/3422")
        [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(trainee.page.screenshot(full_page=True))))
        assert code.text.startswith(public + "/3422/conseiller?code=")
        adviser = Trainee(browser, server)
        adviser.visit(code.text.removeprefix(public))
        assert adviser.page.url == server.origin + "/3422/conseiller"
        assert "Jouer le conseiller" in adviser.page.locator("main").inner_text()
        adviser.close()
        trainee.close()
