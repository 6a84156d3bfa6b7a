"""A room: the server on a network address (`--lan`), and who may reach it."""

import os
import socket
import subprocess

import pytest

from opposition import Server
from trainee import Trainee


@pytest.fixture(scope="module")
def address():
    """An address of this machine that is not loopback; where there is none, root adds one for the time of the tests."""
    addresses = subprocess.run(["hostname", "-I"], capture_output=True, text=True).stdout.split()
    there = next((one for one in addresses if "." in one), None)
    if there:
        yield there
    elif os.geteuid():
        pytest.skip("this machine has no network address, and only root may add one")
    else:
        subprocess.run(["ip", "address", "add", "192.0.2.77/32", "dev", "lo"], check=True)
        yield "192.0.2.77"
        subprocess.run(["ip", "address", "del", "192.0.2.77/32", "dev", "lo"], check=True)


@pytest.fixture
def lan_server(tmp_path, address):
    with Server(tmp_path, "--lan", host=address) as server:
        yield server


def test_through_a_network_address_where_browsers_send_no_sec_fetch_site_the_forms_work(browser, lan_server):
    trainee = Trainee(browser, lan_server)
    sent = []
    trainee.page.on("request", lambda request: request.method == "POST" and sent.append(request.all_headers()))
    trainee.visit("/")
    trainee.click("Commencer l’exercice")
    exercice = lan_server.exercice(fiche="odile-vautrin")
    trainee.visit("/identification")
    trainee.identify(**exercice.items())
    trainee.page.get_by_label("Je m’oppose à la création de Mon espace santé").check()
    trainee.click("Continuer")
    trainee.click("Confirmer mon choix")
    assert trainee.path == "/prise-en-compte"
    assert len(sent) == 4
    assert all("sec-fetch-site" not in headers and headers["origin"] == lan_server.origin for headers in sent)
    trainee.close()


def test_off_loopback_the_exercices_begun_in_a_minute_are_capped(lan_server):
    """At most two minutes are touched, of 600 each."""
    answers = [lan_server.call("POST", "/api/exercices", {}) for _ in range(1_202)]
    refused = next(answer for answer in answers if answer.status != 201)
    assert refused.status == 503 and int(refused.headers["Retry-After"]) > 0
    lan_server.host = "127.0.0.1"
    assert lan_server.call("POST", "/api/exercices", {}).status == 201, "not on loopback"


def test_a_form_of_another_site_is_refused(lan_server):
    exercice = lan_server.exercice(fiche="odile-vautrin")
    for headers in ({"Origin": "http://autre.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        assert lan_server.submit("/identification", exercice.items(), exercice, headers).status == 403
    assert len(exercice.events()) == 1


def test_without_lan_a_name_that_is_not_ours_is_refused(server):
    """DNS rebinding: a page of another site that has its name lead to loopback."""
    for host in ("autre.example", "192.0.2.1:8080", "127.0.0.1.autre.example"):
        assert server.call("GET", "/", headers={"Host": host}).status == 421
    for host in ("localhost", "127.0.0.1:1", "[::1]:8080"):
        assert server.call("GET", "/", headers={"Host": host}).status == 200


def test_without_lan_only_this_machine_can_connect(server, address):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((address, server.port), timeout=5)


def test_the_metrics_are_for_this_machine_alone(lan_server):
    assert lan_server.call("GET", "/metrics").status == 404
    lan_server.host = "127.0.0.1"
    assert lan_server.call("GET", "/metrics").status == 200
