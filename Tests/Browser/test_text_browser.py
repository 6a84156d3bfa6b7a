"""The nominal opposition in w3m, which knows neither scripts nor styles."""

import subprocess
from urllib.parse import urlencode

import pytest


@pytest.fixture
def w3m(server, tmp_path):
    def open_page(path, fields=None):
        command = ["w3m", "-dump", "-cookie", "-cols", "100", "-o", "accept_cookie=1", "-o", "cookie_accept_domains=127.0.0.1"]
        if fields is not None:
            command += ["-post", "-"]
        ran = subprocess.run(
            [*command, server.origin + path], input=urlencode(fields or {}), capture_output=True, text=True, timeout=30, check=True,
            env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"})
        return ran.stdout
    return open_page


def test_the_whole_opposition_reads_in_order(w3m):
    assert "N’entrez jamais un vrai numéro" in w3m("/")
    assert "M’opposer à Mon espace santé" in w3m("/exercices", {})
    form = w3m("/identification")
    labels = ["Code provisoire", "Numéro de sécurité sociale", "Modèle de la carte Vitale", "Numéro de série"]
    places = [form.rindex(label) for label in labels]
    assert places == sorted(places)
    items = {"codeProvisoire": "FICTIFa7Kq2Z", "nir": "9 58 03 00 101 007 24", "typeCarteVitale": "avecPhoto"}
    assert "Saisir le numéro de série" in w3m("/identification", items)
    assert "Je m’oppose à la création" in w3m("/identification", items | {"numeroSerie": "00000001234"})
    assert "Confirmer mon choix" in w3m("/choix", {"choix": "opposition"})
    receipt = w3m("/confirmation", {"decision": "confirmer"})
    assert "EXERCICE-" in receipt and "Télécharger le justificatif" in receipt
    assert "SIMULATION – EXERCICE DE FORMATION" in receipt.splitlines()[0]
