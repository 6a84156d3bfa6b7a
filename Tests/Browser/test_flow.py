"""The whole démarche as a person walks through it, with and without JavaScript."""

import subprocess

import pytest


def justificatif(trainee, tmp_path):
    """Downloads the PDF, and gives its name and its text."""
    with trainee.page.expect_download() as download:
        trainee.follow("Télécharger le justificatif (PDF, spécimen)")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)
    text = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True).stdout
    return file.name, " ".join(text.split())


def test_an_opposition_goes_from_the_gate_to_the_justificatif(trainee, tmp_path):
    trainee.visit("/")
    trainee.click("Commencer l’exercice")
    assert trainee.path == "/accueil"
    trainee.follow("Voir votre fiche")
    numbers = trainee.page.locator("dd .number").all_inner_texts()
    nir, serial, code = numbers[:3]
    trainee.follow("Aller à l’accueil du service imité")
    trainee.follow("M’opposer à Mon espace santé")
    trainee.identify(codeProvisoire=code, nir=nir, numeroSerie=serial, typeCarteVitale="avecPhoto")
    assert trainee.path == "/choix"
    trainee.page.get_by_label("Je m’oppose à la création de Mon espace santé").check()
    trainee.click("Continuer")
    assert trainee.path == "/confirmation"
    trainee.click("Confirmer mon choix")
    assert trainee.path == "/prise-en-compte"
    name, text = justificatif(trainee, tmp_path)
    assert name.startswith("SPECIMEN-justificatif-") and name.endswith(".pdf")
    reference = trainee.page.locator("dd .number").inner_text()
    assert reference.startswith("EXERCICE-") and reference in text
    assert "SPÉCIMEN" in text and "SANS VALEUR" in text
    trainee.follow("Lire le bilan")
    assert trainee.path == "/bilan"


@pytest.mark.parametrize("trainee", ["with JavaScript"], indirect=True)
def test_going_back_to_a_form_that_had_errors_asks_for_it_anew(trainee):
    trainee.play(fiche="odile-vautrin")
    trainee.visit("/identification")
    trainee.click("Continuer")
    trainee.page.locator("[role=alert]").wait_for()
    trainee.follow("Votre fiche")
    back = trainee.page.go_back()
    assert (trainee.path, back.request.method, back.status) == ("/identification", "GET", 200)
    assert trainee.page.locator("[role=alert]").count() == 0


@pytest.mark.parametrize("label, state", [
    ("J’active Mon espace santé", "actif"),
    ("Je m’oppose à la création de Mon espace santé", "oppose"),
])
def test_a_waiting_profile_may_be_activated_or_opposed(trainee, label, state):
    exercice = trainee.play(fiche="odile-vautrin")
    trainee.visit("/identification")
    trainee.identify(**exercice.items())
    trainee.page.get_by_label(label).check()
    trainee.click("Continuer")
    trainee.click("Confirmer mon choix")
    assert profile(trainee) == state


@pytest.mark.parametrize("fiche", ["solange-thibery", "irene-coste"])
def test_an_opposed_or_a_closed_profile_may_be_activated_and_nothing_else(trainee, fiche):
    exercice = trainee.play(fiche=fiche)
    trainee.visit("/identification")
    trainee.identify(**exercice.items())
    assert trainee.page.locator("[name=choix]").evaluate_all("all => all.map(one => one.value)") == ["activation"]
    trainee.page.locator("main form button").click()
    trainee.click("Confirmer mon choix")
    assert profile(trainee) == "actif"


@pytest.mark.parametrize("deletion", [False, True])
def test_an_open_space_may_be_closed_and_its_data_deleted_only_if_the_box_is_ticked(trainee, tmp_path, deletion):
    exercice = trainee.play(fiche="nour-belkhiri")
    trainee.visit("/identification")
    trainee.identify(**exercice.items())
    box = trainee.page.get_by_label("Je souhaite que mes données soient supprimées")
    assert not box.is_checked()
    if deletion:
        box.check()
    trainee.click("Continuer")
    trainee.click("Confirmer mon choix")
    assert profile(trainee) == "cloture"
    _, text = justificatif(trainee, tmp_path)
    assert ("avec suppression des données" if deletion else "sans suppression des données") in text.replace("\xa0", " ")


def test_a_parent_opposes_for_each_child_with_its_own_code_and_a_certification(trainee):
    exercice = trainee.play(scenario="S10")
    trainee.visit("/identification")
    for cle in ("lila", "ninon", "suzie"):
        name = next(child["nom"] for child in exercice.fiche["beneficiaires"] if child["cle"] == cle)
        if trainee.path == "/identification":
            trainee.page.get_by_text("Faire la démarche pour une autre personne").click()
        trainee.click(f"Pour {name}")
        trainee.identify(**exercice.items(cle))
        trainee.page.get_by_label("Je m’oppose à la création de Mon espace santé").check()
        trainee.click("Continuer")
        trainee.click("Confirmer mon choix")
        assert name in trainee.page.locator("main").inner_text()
    states = {one["beneficiaire"]: one["etat"] for one in now(trainee)["profils"]}
    assert states == {None: "enAttente", "lila": "oppose", "ninon": "oppose", "suzie": "oppose", "noe": "enAttente"}
    assert len(now(trainee)["justificatifs"]) == 3


def test_a_childs_code_typed_as_ones_own_asks_for_the_certification(trainee):
    exercice = trainee.play(fiche="clarisse-aubanel")
    trainee.visit("/identification")
    code = exercice.items("lila")["codeProvisoire"]
    trainee.identify(**exercice.items() | {"codeProvisoire": code})
    assert trainee.path == "/identification"
    trainee.page.get_by_label("Je certifie être le représentant légal de Lila Aubanel").check()
    trainee.click("Continuer")
    assert trainee.path == "/choix"


def test_the_choice_may_be_modified_before_it_is_confirmed(trainee):
    trainee.play(fiche="odile-vautrin").through("opposition")
    trainee.visit("/confirmation")
    trainee.click("Modifier")
    assert trainee.path == "/choix"
    assert trainee.page.get_by_label("Je m’oppose à la création de Mon espace santé").is_checked()
    trainee.page.get_by_label("J’active Mon espace santé").check()
    trainee.click("Continuer")
    trainee.click("Confirmer mon choix")
    assert profile(trainee) == "actif"


@pytest.mark.parametrize("steps, expected", [
    ((), "/identification"), (("identify",), "/choix"), (("identify", "opposition"), "/confirmation"),
    (("identify", "opposition", "confirmer"), "/prise-en-compte"),
])
def test_an_address_typed_out_of_turn_leads_to_where_the_demarche_stands(trainee, steps, expected):
    exercice = trainee.play(fiche="odile-vautrin")
    if steps:
        exercice.through(*steps[1:])
    before = exercice.events()
    for path in ("/identification", "/choix", "/confirmation", "/prise-en-compte"):
        trainee.visit(path)
        assert trainee.path == expected
    assert exercice.events() == before


def test_without_an_exercice_every_page_of_one_leads_to_the_gate(trainee):
    for path in ("/accueil", "/fiche", "/identification", "/choix", "/confirmation", "/prise-en-compte", "/bilan", "/justificatif.pdf"):
        trainee.visit(path)
        assert trainee.path == "/"


def test_the_back_button_then_the_same_confirmation_makes_one_receipt(trainee):
    trainee.play(fiche="odile-vautrin").through("opposition")
    trainee.visit("/confirmation")
    trainee.click("Confirmer mon choix")
    reference = trainee.page.locator("dd .number").inner_text()
    trainee.page.go_back()
    if trainee.path == "/confirmation":
        trainee.click("Confirmer mon choix")
    assert trainee.path == "/prise-en-compte"
    assert trainee.page.locator("dd .number").inner_text() == reference
    assert len(now(trainee)["justificatifs"]) == 1


def test_a_double_click_on_confirm_makes_one_receipt(trainee):
    trainee.play(fiche="odile-vautrin").through("opposition")
    trainee.visit("/confirmation")
    trainee.page.get_by_role("button", name="Confirmer mon choix").dblclick(no_wait_after=True)
    trainee.page.wait_for_url("**/prise-en-compte")
    assert [event["nom"] for event in trainee.exercice.events()].count("decisionConfirmee") == 1


def now(trainee):
    return trainee.server.call("GET", trainee.exercice.path).json


def profile(trainee):
    assert trainee.path == "/prise-en-compte"
    return now(trainee)["profil"]["etat"]


def test_the_first_key_of_a_keyboard_offers_to_skip_to_the_content(trainee):
    trainee.play(fiche="odile-vautrin")
    trainee.visit("/identification")
    trainee.page.keyboard.press("Tab")
    link = trainee.page.locator(":focus")
    assert link.inner_text() == "Aller au contenu"
    trainee.page.keyboard.press("Enter")
    trainee.page.keyboard.press("Tab")
    assert trainee.page.locator("main :focus").count() == 1
