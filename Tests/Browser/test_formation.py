"""A salle: a trainer's page that follows, trainees in real browsers, the server killed in the middle."""

import random
import re
import threading
import time
from http.client import HTTPException

import pytest

from opposition import Server
from trainee import Trainee


class Salle:
    """A salle, led by the trainer's JSON calls."""

    def __init__(self, server):
        self.server = server
        answer = server.call("POST", "/api/formation", {})
        assert answer.status == 201, answer.text
        self.api = answer.headers["Location"]
        self.page = answer.json["page"]
        self.code = answer.json["code"]

    @property
    def state(self):
        return self.server.call("GET", self.api).json

    def place(self, number):
        return next(place for place in self.state["postes"] if place["poste"] == number)

    def press(self, button, *places, **more):
        answer = self.server.call("POST", f"{self.api}/interventions", {"intervention": button, **({"postes": places} if places else {}), **more})
        assert answer.status == 200, answer.text
        return answer.json

    def join(self):
        return self.server.exercice(salle=self.code)


@pytest.fixture
def salle(server):
    return Salle(server)


def join(browser, server, salle, **options):
    """Through the gate, as anyone in the room."""
    trainee = Trainee(browser, server, **options)
    trainee.visit("/")
    trainee.page.get_by_label("Code de la salle").fill(salle.code.lower())
    trainee.click("Rejoindre")
    assert trainee.path == "/accueil"
    return trainee


def trainer(browser, server, salle, **options):
    trainer = Trainee(browser, server, **options)
    trainer.visit(salle.page)
    return trainer


def test_a_step_shows_on_the_trainers_page_without_a_reload(browser, server, salle):
    watching = trainer(browser, server, salle)
    trainees = [join(browser, server, salle) for _ in range(3)]
    watching.page.wait_for_function("document.querySelectorAll('.tile').length === 3")
    exercice = salle.place(2)
    assert exercice["etape"] == "identification"
    page = trainees[1].page
    page.goto("/fiche")
    items = page.locator(".number").all_inner_texts()
    nir, code = (next(text for text in items if re.fullmatch(shape, text)) for shape in (r"9 \d\d .*", "FICTIF.{6}"))
    serial = next(text for text in items if re.fullmatch(r"0{6,7}\d{4}", text))
    card = "avecPhoto" if len(serial) == 11 else "sansPhoto"
    page.goto("/identification")
    trainees[1].identify(codeProvisoire=code, nir=nir, numeroSerie=serial, typeCarteVitale=card)
    assert trainees[1].path == "/choix"
    watching.page.wait_for_function("document.querySelector('#poste-2 .where').textContent.startsWith('Choisir')", timeout=3_000)
    for one in [watching, *trainees]:
        one.close()


@pytest.mark.parametrize("java_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_pause_takes_the_page_and_gives_back_what_was_typed(browser, server, salle, java_script):
    one = join(browser, server, salle, java_script_enabled=java_script)
    one.visit("/identification")
    one.page.get_by_label("Code provisoire").fill("FICTIFabc123")
    salle.press("pause")
    if java_script:
        one.page.wait_for_function("document.querySelector('h1').textContent.includes('on en parle')", timeout=3_000)
    else:
        one.click("Continuer")
        assert "on en parle" in one.heading
    salle.press("finDePause")
    if java_script:
        one.page.wait_for_selector("#codeProvisoire", timeout=3_000)
        assert one.page.get_by_label("Code provisoire").input_value() == "FICTIFabc123"
    else:
        one.click("Reprendre")
        assert one.page.get_by_label("Code provisoire").input_value() == "FICTIFabc123"
    one.close()


def test_a_hint_shows_at_once_and_leaves_what_is_being_typed(browser, server, salle):
    one = join(browser, server, salle)
    one.visit("/identification")
    one.page.get_by_label("Code provisoire").fill("FICTIFab")
    salle.press("indice-relireCode", 1)
    one.page.wait_for_function("document.querySelector('#salle').textContent.includes('lettre par lettre')", timeout=3_000)
    assert one.page.get_by_label("Code provisoire").input_value() == "FICTIFab"
    assert one.page.evaluate("document.activeElement.id") == "codeProvisoire"
    one.close()


def test_another_exercice_takes_the_page_of_its_place(browser, server, salle):
    one = join(browser, server, salle)
    salle.press("scenario-S9")
    one.page.wait_for_function("document.querySelector('.book').textContent.includes('Nour Belkhiri')", timeout=3_000)
    one.close()


def test_the_trainer_chooses_places_and_presses_a_button_without_javascript(browser, server, salle):
    for _ in range(3):
        salle.join()
    one = trainer(browser, server, salle, java_script_enabled=False)
    one.page.get_by_label("Poste\u00a02").check()
    one.click("Pause\u00a0: on en parle")
    assert [salle.place(number)["pause"] for number in (1, 2, 3)] == [False, True, False]
    one.close()


def test_the_boxes_that_are_ticked_stay_ticked_while_the_page_follows(browser, server, salle):
    salle.join()
    one = trainer(browser, server, salle)
    one.page.get_by_label("Poste\u00a01").check()
    salle.press("incident-panne", 1)
    one.page.wait_for_function("document.querySelector('#poste-1').textContent.includes('panne')", timeout=3_000)
    assert one.page.get_by_label("Poste\u00a01").is_checked()
    assert "poste coché" in one.page.locator("#cible").inner_text()
    one.close()


def test_erased_everyone_is_told(browser, server, salle):
    watching, one = trainer(browser, server, salle), join(browser, server, salle)
    assert server.call("DELETE", salle.api).status == 204
    watching.page.wait_for_url("**/formation", timeout=3_000)
    one.page.wait_for_url(server.origin + "/", timeout=3_000)
    for each in (watching, one):
        each.close()


@pytest.mark.parametrize("width", [320, 1280], ids=["phone", "desktop"])
def test_the_register_fits_the_screen(browser, server, salle, width):
    exercices = [salle.join() for _ in range(30)]
    for exercice in exercices[:10]:
        exercice.step("identification", {})
        exercice.step("identification", {})
    one = trainer(browser, server, salle, viewport={"width": width, "height": 800})
    assert one.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    numbers = [int(tile.get_attribute("data-poste")) for tile in one.page.locator(".tile").all()]
    assert set(numbers[:10]) == set(range(1, 11)), "those who need help come first"
    one.close()


def test_kill_in_full_session_loses_no_acknowledged_step_and_no_button(tmp_path, kills):
    chance, buttons, codes = random.Random(3), ["pause", "finDePause", "incident-panne", "finDesIncidents", "horloge-dernierJour", "ficheSuivante"], []
    with Server(tmp_path) as server:
        salle = Salle(server)
        for _ in range(5):
            salle.join()
    acknowledged = 0
    for _ in range(kills):
        server = Server(tmp_path)
        salle.server, done, stop = server, [], threading.Event()

        def press():
            while not stop.is_set():
                try:
                    done.append(len(salle.press(chance.choice(buttons))["interventions"]))
                except (OSError, HTTPException, ValueError):
                    return

        thread = threading.Thread(target=press)
        thread.start()
        time.sleep(chance.uniform(0.05, 0.4))
        server.kill()
        stop.set()
        thread.join(10)
        with Server(tmp_path) as server:
            salle.server = server
            state = salle.state
            assert len(state["postes"]) == 5
            # What was acknowledged is there, and at most the button that waited for its answer.
            assert len(state["interventions"]) >= max(done, default=acknowledged)
            assert [one["numero"] for one in state["interventions"]] == list(range(1, len(state["interventions"]) + 1))
            acknowledged = len(state["interventions"])
    print(f"{kills} kills, {acknowledged} interventions")
    assert acknowledged > kills


def test_the_pages_come_back_by_themselves_after_a_restart(browser, tmp_path):
    with Server(tmp_path) as server:
        salle = Salle(server)
        watching, port = trainer(browser, server, salle), server.port
        one = join(browser, server, salle)
        watching.page.wait_for_function("document.querySelectorAll('.tile').length === 1")
        server.kill()
        with Server(tmp_path, "--port", str(port)) as again:
            salle.server = again
            salle.press("indice-messagerie")
            one.page.wait_for_function("document.querySelector('#salle').textContent.includes('messagerie')", timeout=15_000)
            watching.page.wait_for_function("document.querySelector('#poste-1').textContent.includes('indice')", timeout=15_000)
            watching.context.close()
            one.context.close()
