"""The nominal opposition in the other two engines, from the gate to the receipt; alone, and in a room."""

import pytest

from webdriver import Firefox, WebKit


@pytest.mark.parametrize("engine", [Firefox, WebKit])
def test_another_browser_goes_through(engine, server):
    browser = engine()
    try:
        browser.visit(server.origin + "/")
        assert "SIMULATION – EXERCICE DE FORMATION" in browser.text("//section[@class='mark']")
        button(browser, "Commencer l’exercice")
        browser.click("//a[text()='M’opposer à Mon espace santé']")
        for field, value in {"codeProvisoire": "FICTIFa7Kq2Z", "nir": "9 58 03 00 101 007 24", "numeroSerie": "00000001234"}.items():
            browser.write(f"//*[@id='{field}']", value)
        # Nothing is lost in the mistake: the card alone is left to give.
        button(browser, "Continuer")
        assert "Sélectionner un modèle de carte Vitale" in browser.text("//*[@role='alert']")
        browser.click("//label[text()='Carte Vitale avec photo']")
        button(browser, "Continuer")
        browser.click("//label[text()='Je m’oppose à la création de Mon espace santé']")
        button(browser, "Continuer")
        button(browser, "Confirmer mon choix")
        assert browser.text("//div[@class='done-box']//*[@class='number']").startswith("EXERCICE-")
        assert browser.path == "/prise-en-compte"
    finally:
        browser.close()


@pytest.mark.parametrize("engine", [Firefox, WebKit])
def test_in_a_room_another_browser_joins_sees_a_pause_come_and_go_and_goes_on_with_what_it_had_typed(engine, server):
    salle = server.call("POST", "/api/formation", {}).json

    def press(name):
        assert server.call("POST", salle["liens"]["interventions"], {"intervention": name}).status == 200

    browser = engine()
    try:
        browser.visit(server.origin + "/")
        browser.write("//*[@id='code']", salle["code"].lower())
        button(browser, "Rejoindre")
        assert "Poste" in browser.text("//*[@id='salle']")
        browser.click("//a[text()='M’opposer à Mon espace santé']")
        for field, value in {"codeProvisoire": "FICTIFa7Kq2Z", "nir": "9 58 03 00 101 007 24", "numeroSerie": "00000001234"}.items():
            browser.write(f"//*[@id='{field}']", value)
        browser.click("//label[text()='Carte Vitale avec photo']")
        press("pause")
        browser.find("//h1[contains(., 'on en parle')]")
        press("finDePause")
        press("indice-relireCode")
        browser.find("//*[@id='salle']//*[@class='pen']")
        browser.find("//*[@id='codeProvisoire']")
        button(browser, "Continuer")
        browser.click("//label[text()='Je m’oppose à la création de Mon espace santé']")
        button(browser, "Continuer")
        button(browser, "Confirmer mon choix")
        assert browser.text("//div[@class='done-box']//*[@class='number']").startswith("EXERCICE-")
    finally:
        browser.close()
    place = server.call("GET", salle["liens"]["bilan"]).json["postes"][0]["exercices"][0]
    assert place["preuve"] == "enLigne" and place["indices"] == 1 and place["refus"] == {}


def button(browser, name):
    browser.click(f"//button[text()='{name}']")
