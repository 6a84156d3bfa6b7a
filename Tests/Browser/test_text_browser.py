"""The whole procedure in w3m, which knows neither scripts nor styles: S1, S2 and S9."""

import re
import subprocess
from urllib.parse import urlencode

import pytest

MARK = "SIMULATION – EXERCICE DE FORMATION"


@pytest.fixture
def w3m(server, tmp_path):
    """The screen of a page, or of what a form leads to."""
    def open_page(path, fields=None):
        command = ["w3m", "-dump", "-cookie", "-cols", "100", "-o", "accept_cookie=1", "-o", "cookie_accept_domains=127.0.0.1"]
        if fields is not None:
            command += ["-post", "-"]
        ran = subprocess.run(
            [*command, server.origin + path], input=urlencode(fields or {}), capture_output=True, text=True, timeout=30, check=True,
            env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"})
        assert MARK in ran.stdout.splitlines()[0]
        return ran.stdout
    return open_page


def shown(screen, label):
    """What stands under a label of the fiche."""
    lines = [line.strip() for line in screen.splitlines()]
    return next(lines[index + 1] for index, line in enumerate(lines) if line == label)


def items(w3m):
    """What the form asks for, as the fiche shows it."""
    fiche = w3m("/fiche")
    card = shown(fiche, "Carte Vitale")
    return {
        "codeProvisoire": shown(fiche, "Code provisoire"), "nir": shown(fiche, "Numéro de sécurité sociale"),
        "typeCarteVitale": "avecPhoto" if card == "avec photo" else "sansPhoto", "numeroSerie": shown(fiche, "Numéro de série de la carte"),
    }


def test_a_text_browser_goes_through_an_opposition_that_reads_in_order(w3m):
    assert "N’entrez jamais un vrai numéro" in w3m("/")
    assert "M’opposer à Mon espace santé" in w3m("/exercices", {"scenario": "S1"})
    form = w3m("/identification")
    labels = ["Code provisoire", "Numéro de sécurité sociale", "Modèle de la carte Vitale", "Numéro de série"]
    places = [form.rindex(label) for label in labels]
    assert places == sorted(places)
    given = items(w3m)
    assert "Saisir le numéro de série" in w3m("/identification", {**given, "numeroSerie": ""})
    assert "Je m’oppose à la création" in w3m("/identification", given)
    assert "Confirmer mon choix" in w3m("/choix", {"choix": "opposition"})
    receipt = w3m("/confirmation", {"decision": "confirmer"})
    assert "EXERCICE-" in receipt and "Télécharger le justificatif" in receipt
    assert "Décision confirmée" in w3m("/bilan")


def test_a_text_browser_goes_through_a_new_code(w3m):
    w3m("/exercices", {"scenario": "S2"})
    given = items(w3m)
    assert given.pop("codeProvisoire") == "aucun"
    born = re.fullmatch(r"(\d+)(?:er)?\s(\w+)\s(\d+)", shown(w3m("/fiche"), "Date de naissance"))
    months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
    given["dateNaissance"] = f"{born[1]:0>2}/{months.index(born[2]) + 1:02}/{born[3]}"
    where = w3m("/code-provisoire", given)
    assert "Par e-mail" in where and given["nir"] not in where
    assert "Un code a été envoyé" in w3m("/code-provisoire", given | {"canal": "email"})
    assert "FICTIF" in w3m("/messagerie")
    assert "Je m’oppose à la création" in w3m("/identification", items(w3m))
    w3m("/choix", {"choix": "opposition"})
    assert "EXERCICE-" in w3m("/confirmation", {"decision": "confirmer"})


def test_a_text_browser_goes_through_a_closure_with_deletion(w3m):
    home = w3m("/exercices", {"scenario": "S9"})
    assert "clôturer ou m’opposer" in home
    closing = w3m("/identification", items(w3m))
    assert "[ ] Je souhaite que mes données soient supprimées" in closing
    assert "Supprimées, à votre demande" in w3m("/choix", {"choix": "cloture", "suppression": "on"})
    assert "EXERCICE-" in w3m("/confirmation", {"decision": "confirmer"})
