"""A salle: a trainer's page that follows, trainees in real browsers, the server killed in the middle."""

import random
import re
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import closing
from http.client import HTTPException

import pytest
from playwright.sync_api import expect

from opposition import Server
from trainee import SEEN, Trainee


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
    expect(watching.page.locator(".tile")).to_have_count(3)
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
    expect(watching.page.locator("#poste-2 .where")).to_contain_text("Choisir", timeout=3_000)
    for one in [watching, *trainees]:
        one.close()


@pytest.mark.parametrize("java_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_pause_takes_the_page_and_gives_back_what_was_typed(browser, server, salle, java_script):
    one = join(browser, server, salle, java_script_enabled=java_script)
    one.visit("/identification")
    one.page.get_by_label("Code provisoire").fill("FICTIFabc123")
    one.page.evaluate("scrollTo(0, 300)")
    salle.press("pause")
    if java_script:
        expect(one.page.locator("h1")).to_contain_text("on en parle", timeout=3_000)
        assert one.page.evaluate("scrollY") == 0
    else:
        one.click("Continuer")
        assert "on en parle" in one.heading
    salle.press("finDePause")
    if java_script:
        one.page.wait_for_selector("#codeProvisoire", timeout=3_000)
        assert one.page.get_by_label("Code provisoire").input_value() == "FICTIFabc123"
        one.page.wait_for_function("scrollY === 300")
    else:
        one.click("Reprendre")
        assert one.page.get_by_label("Code provisoire").input_value() == "FICTIFabc123"
    one.close()


def test_a_hint_shows_at_once_and_leaves_what_is_being_typed(browser, server, salle):
    one = join(browser, server, salle)
    one.visit("/identification")
    one.page.get_by_label("Code provisoire").fill("FICTIFab")
    salle.press("indice-relireCode", 1)
    expect(one.page.locator("#salle")).to_contain_text("lettre par lettre", timeout=3_000)
    assert one.page.get_by_label("Code provisoire").input_value() == "FICTIFab"
    assert one.page.evaluate("document.activeElement.id") == "codeProvisoire"
    one.close()


@pytest.mark.parametrize("screen", [{"width": 375, "height": 667}, {"width": 1280, "height": 720}], ids=["phone", "desktop"])
def test_a_hint_is_in_sight_wherever_one_reads_and_covers_nothing_that_has_the_focus(browser, server, salle, screen):
    one = join(browser, server, salle, viewport=screen)
    one.visit("/identification")
    one.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    salle.press("indice-numeroDeSerie", 1)
    hint = one.page.locator("#salle .pen")
    expect(hint).to_be_in_viewport(ratio=1, timeout=3_000)
    salle.press("indice-relireCode", 1)
    expect(hint).to_have_count(2, timeout=3_000)
    for text in hint.all():
        expect(text).to_be_in_viewport(ratio=1)
    one.page.evaluate("scrollTo(0, 0)")
    one.tab_to("main button")
    one.page.keyboard.press("Tab")
    for _ in range(12):
        one.page.keyboard.press("Shift+Tab")
        assert one.page.evaluate(SEEN), one.page.evaluate("document.activeElement.outerHTML")
    one.close()


def test_another_exercice_takes_the_page_of_its_place(browser, server, salle):
    one = join(browser, server, salle)
    salle.press("scenario-S9")
    expect(one.page.locator(".book")).to_contain_text("Nour Belkhiri", timeout=3_000)
    one.close()


def test_a_button_acts_where_the_trainer_is(browser, server, salle):
    """The places that are ticked, the panel that is open and the place on the page stay; what leads elsewhere does."""
    for _ in range(2):
        salle.join()
    one = trainer(browser, server, salle)
    one.page.get_by_label("Poste\u00a02").check()
    one.page.get_by_text("Donner un indice").click()
    one.page.evaluate("document.documentElement.dataset.same = ''")
    one.click("Ouvrir la messagerie")
    expect(one.page.locator("#faites li")).to_have_count(1, timeout=3_000)
    one.click("Pause\u00a0: on en parle")
    expect(one.page.locator("#boutons .second").first).to_have_text("Pause\u00a0: on en parle", timeout=3_000)
    assert one.page.evaluate("'same' in document.documentElement.dataset")
    assert one.page.get_by_label("Poste\u00a02").is_checked() and one.page.get_by_text("Ouvrir la messagerie").first.is_visible()
    assert [place["pause"] for place in salle.state["postes"]] == [False, True]
    one.click("Recommencer au début")
    expect(one.page.locator("h1")).to_contain_text("Recommencer au début")
    one.close()


def test_a_page_that_came_by_itself_has_all_that_a_loaded_one_has(browser, server, salle):
    one = join(browser, server, salle)
    salle.press("pause")
    one.visit("/identification")
    expect(one.page.locator("h1")).to_contain_text("on en parle")
    salle.press("finDePause")
    expect(one.page.locator("h1")).to_contain_text("S’identifier", timeout=3_000)
    expect(one.page.locator(".copy")).to_have_count(3)
    one.page.get_by_label("Numéro de sécurité sociale").press_sequentially("26")
    expect(one.page.locator("#nir")).to_have_value("")
    one.close()


def test_the_trainer_chooses_places_and_presses_a_button_without_javascript(browser, server, salle):
    for _ in range(3):
        salle.join()
    one = trainer(browser, server, salle, java_script_enabled=False)
    one.page.get_by_label("Poste\u00a02").check()
    one.click("Pause\u00a0: on en parle")
    assert [salle.place(number)["pause"] for number in (1, 2, 3)] == [False, True, False]
    one.close()


def test_a_second_trainer_whose_page_followed_presses_after_the_first(browser, server, salle):
    salle.join()
    one, two = trainer(browser, server, salle), trainer(browser, server, salle)
    one.click("Fiche suivante")
    expect(two.page.locator("#faites li")).to_have_count(1, timeout=3_000)
    two.click("Fiche suivante")
    expect(two.page.locator("#faites li")).to_have_count(2, timeout=3_000)
    assert [done["postes"] for done in salle.state["interventions"]] == [[1], [1]]
    for each in (one, two):
        each.close()


def test_a_room_of_browsers_plays_at_once_before_the_trainer(browser, server, salle, trainees):
    """`--trainees 30`: a whole room."""
    watching = trainer(browser, server, salle)
    room = [join(browser, server, salle) for _ in range(trainees)]
    expect(watching.page.locator(".tile")).to_have_count(trainees, timeout=5_000)
    for one in room:
        one.visit("/identification")
    salle.press("pause")
    for one in room:
        expect(one.page.locator("h1")).to_contain_text("on en parle", timeout=5_000)
    salle.press("finDePause")
    people = {fiche["nom"]: fiche for fiche in server.call("GET", "/api/fiches").json["fiches"]}
    for rank, one in enumerate(room, 1):
        expect(one.page.locator("#codeProvisoire")).to_be_visible(timeout=5_000)
        fiche = people[salle.place(rank)["nom"]]
        one.identify(**{name: fiche[name] for name in ("codeProvisoire", "nir", "numeroSerie", "typeCarteVitale")})
        assert one.path == "/choix"
    for one in room:
        one.page.get_by_label("Je m’oppose à la création de Mon espace santé").check()
        one.click("Continuer")
        one.page.get_by_role("button", name="Confirmer mon choix").click(click_count=5)
        one.page.wait_for_url("**/prise-en-compte")
    expect(watching.page.locator(".tile.finished")).to_have_count(trainees, timeout=5_000)
    state = salle.state
    assert all(place["justificatifs"] == 1 and place["connecte"] for place in state["postes"]), "five clicks on « Confirmer » are one decision"
    for one in [watching, *room]:
        one.close()


def test_the_boxes_that_are_ticked_stay_ticked_while_the_page_follows(browser, server, salle):
    salle.join()
    one = trainer(browser, server, salle)
    one.page.get_by_label("Poste\u00a01").check()
    salle.press("incident-panne", 1)
    expect(one.page.locator("#poste-1")).to_contain_text("panne", timeout=3_000)
    assert one.page.get_by_label("Poste\u00a01").is_checked()
    assert "poste coché" in one.page.locator("#cible").inner_text()
    one.follow("Voir le poste 1")
    one.page.locator("#detail").wait_for()
    assert one.page.get_by_role("checkbox", name="Poste 1").is_checked(), "and while one place is looked at"
    one.page.go_back()
    assert one.page.get_by_label("Poste 1").is_checked()
    assert "poste coché" in one.page.locator("#cible").inner_text()
    one.close()


def test_what_ends_the_incidents_stands_out_while_there_is_one(browser, server, salle):
    salle.join()
    one = trainer(browser, server, salle)
    ends = one.page.locator("#boutons [value=finDesIncidents]")
    assert ends.count() == 0
    salle.press("incident-maintenance-5")
    expect(one.page.locator("#poste-1")).to_contain_text("maintenance jusqu’à", timeout=3_000)
    ends.click()
    expect(ends).to_have_count(0, timeout=3_000)
    assert salle.state["postes"][0]["incidents"] == []
    one.close()


def test_erased_everyone_is_told(browser, server, salle):
    watching, one = trainer(browser, server, salle), join(browser, server, salle)
    assert server.call("DELETE", salle.api).status == 204
    watching.page.wait_for_url("**/formation?effacee", timeout=3_000)
    one.page.wait_for_url(server.origin + "/?terminee", timeout=3_000)
    assert "La séance est terminée" in one.page.get_by_role("status").inner_text()
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


class Player(threading.Thread):
    """Joins, is refused a few times, plays S1 to its end; stops when the server dies. Remembers what it was told."""

    STEPS = {"identification": "identificationReussie", "choix": "choixFait", "confirmation": "decisionConfirmee"}
    TOLD = {"identificationRefusee", *STEPS.values()}

    def __init__(self, salle, chance):
        super().__init__(daemon=True)
        self.salle, self.chance, self.exercice, self.acknowledged = salle, chance, None, []

    def run(self):
        try:
            self.exercice = self.salle.join()
            items = self.exercice.items()
            for _ in range(self.chance.randrange(8)):
                self.take("identification", {**items, "codeProvisoire": "FICTIFzzzzzz"})
            for step, body in zip(self.STEPS, (items, {"choix": "opposition"}, {"decision": "confirmer"})):
                while self.take(step, body) >= 300:
                    # The trainer has stopped everything, or made a trouble.
                    time.sleep(0.01)
        except (OSError, HTTPException):
            pass

    def take(self, step, body):
        status = self.exercice.step(step, body).status
        if status < 300:
            self.acknowledged.append(self.STEPS[step])
        elif status == 422:
            self.acknowledged.append("identificationRefusee")
        return status


class Presser(threading.Thread):
    """A trainer who presses buttons and takes them back, until the server dies."""

    BUTTONS = ["pause", "finDePause", "incident-panne", "finDesIncidents", "indice-relireCode", "ficheSuivante", "scenario-S9"]

    def __init__(self, salle, chance):
        super().__init__(daemon=True)
        self.salle, self.chance, self.last = salle, chance, []

    def run(self):
        try:
            while True:
                if self.last and self.chance.random() < 0.3:
                    answer = self.salle.server.call("POST", f"{self.salle.api}/annulation", {"numero": self.chance.choice(self.last)["numero"]}).json
                else:
                    answer = self.salle.press(self.chance.choice(self.BUTTONS))
                self.last = answer["interventions"]
        except (OSError, HTTPException, ValueError):
            pass


def test_kill_in_full_session_loses_no_acknowledged_step_and_no_button_and_every_page_resumes(tmp_path, kills):
    """Four more places join each time: 200 after fifty."""
    chance, steps, buttons, undone = random.Random(3), 0, [], set()
    with Server(tmp_path) as server:
        salle = Salle(server)
    for _ in range(kills):
        salle.server = server = Server(tmp_path)
        presser, players = Presser(salle, chance), [Player(salle, random.Random(chance.random())) for _ in range(4)]
        for thread in (presser, *players):
            thread.start()
        time.sleep(chance.uniform(0.05, 0.6))
        server.kill()
        for thread in (presser, *players):
            thread.join(10)
        with Server(tmp_path) as server:
            salle.server = server
            found = [(one["numero"], one["intervention"], one["postes"]) for one in salle.state["interventions"]]
            told = [(one["numero"], one["intervention"], one["postes"]) for one in presser.last] or buttons
            # What was acknowledged is there, and at most the button that waited for its answer.
            assert found[:len(told)] == told and len(found) <= len(told) + 1
            taken_back = {one["numero"] for one in salle.state["interventions"] if one["annulee"]}
            acknowledged = {one["numero"] for one in presser.last if one["annulee"]} | undone
            assert taken_back >= acknowledged and len(taken_back) <= len(acknowledged) + 1
            buttons, undone = found, taken_back
            page = server.call("GET", salle.page)
            assert page.status == 200
            for player in players:
                # One who was never answered has nothing.
                if not player.exercice:
                    continue
                player.exercice.server = server
                events = [event["nom"] for event in player.exercice.events() if event["nom"] in Player.TOLD]
                assert events[:len(player.acknowledged)] == player.acknowledged and len(events) <= len(player.acknowledged) + 1
                steps += len(player.acknowledged)
                place = server.call("GET", "/fiche", headers={"Cookie": f"exercice={player.exercice.id}"})
                number = re.search(r"Poste\W(\d+)", place.text)
                assert place.status == 200 and f'id="poste-{number[1]}"' in page.text
    with Server(tmp_path) as server:
        assert server.call("DELETE", salle.api).status == 204
    # What was begun for a place was laid there in one act: the end of the salle leaves nothing of it.
    with closing(sqlite3.connect(tmp_path / "opposition.sqlite")) as journal:
        left = "rang IS NOT NULL OR exercice IS NOT NULL OR cle IS NOT NULL OR numero OR instant OR nom <> '' OR corps <> ''"
        assert journal.execute(f"SELECT count(*) FROM evenements WHERE {left}").fetchone() == (0,)
    print(f"{kills} kills, {steps} steps and {len(buttons)} buttons acknowledged, {len(undone)} taken back: none lost")
    assert steps > kills and len(buttons) > kills


def test_the_pages_come_back_by_themselves_after_a_restart(browser, tmp_path):
    with Server(tmp_path) as server:
        salle = Salle(server)
        watching, port = trainer(browser, server, salle), server.port
        one = join(browser, server, salle)
        expect(watching.page.locator(".tile")).to_have_count(1)
        server.kill()
        with Server(tmp_path, "--port", str(port)) as again:
            salle.server = again
            salle.press("indice-messagerie")
            expect(one.page.locator("#salle")).to_contain_text("messagerie", timeout=15_000)
            expect(watching.page.locator("#poste-1")).to_contain_text("indice", timeout=15_000)
            watching.context.close()
            one.context.close()


def test_the_pages_come_back_by_themselves_when_the_network_does(browser, server, salle):
    """The Wi-Fi goes: what was typed stays, what others did shows afterwards, and the next step is taken."""
    watching, one = trainer(browser, server, salle), join(browser, server, salle)
    expect(watching.page.locator(".tile")).to_have_count(1)
    one.page.goto("/identification")
    one.page.get_by_label("Code provisoire", exact=True).fill("FICTIF")
    for page in (watching, one):
        page.context.set_offline(True)
    salle.press("indice-messagerie")
    salle.join()
    time.sleep(5)
    for page in (watching, one):
        page.context.set_offline(False)
    expect(watching.page.locator(".tile")).to_have_count(2, timeout=15_000)
    expect(one.page.locator("#salle")).to_contain_text("messagerie", timeout=15_000)
    expect(one.page.get_by_label("Code provisoire", exact=True)).to_have_value("FICTIF")
    one.click("Continuer")
    expect(watching.page.locator("#poste-1 :is(.pen, .refusal)")).to_be_visible(timeout=15_000)


def test_a_laptop_that_slept_goes_on_where_it_was(browser, tmp_path, asleep):
    """The server and its clock of deadlines stand still, the clock on the wall does not; the room is there again at once."""
    with Server(tmp_path) as server:
        salle = Salle(server)
        watching, one = trainer(browser, server, salle), join(browser, server, salle)
        expect(watching.page.locator(".tile")).to_have_count(1)
        server.process.send_signal(signal.SIGSTOP)
        time.sleep(asleep)
        server.process.send_signal(signal.SIGCONT)
        one.visit("/fiche")
        salle.press("indice-messagerie")
        expect(one.page.locator("#salle")).to_contain_text("messagerie", timeout=15_000)
        expect(watching.page.locator("#poste-1")).to_contain_text("indice", timeout=15_000)
        watching.context.close()
        one.context.close()


@pytest.mark.parametrize("page", ["", "?poste=1", "/plan", "/bilan", "/effacer"])
def test_the_secret_address_of_a_room_stays_off_paper(browser, server, salle, page, tmp_path):
    salle.join()
    watching = trainer(browser, server, salle)
    watching.visit(salle.page + page)
    watching.page.pdf(path=tmp_path / "leaf.pdf", print_background=True)
    leaf = subprocess.run(["pdftotext", tmp_path / "leaf.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "SIMULATION" in leaf and salle.api.rsplit("/", 1)[1] not in re.sub(r"\s", "", leaf)
