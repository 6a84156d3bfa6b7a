"""Each situation, started from the gate, played to its end on the pages by the path of the catalogue, and debriefed; then
the same path in JSON: the two timelines are the same."""

import re

import pytest

from opposition import Exercice
from trainee import CARDS, Trainee

CLES = [f"S{number}" for number in range(1, 21)]
ENTRANCES = {"boutons2022": "M’opposer à Mon espace santé", "activer2022": "Activer Mon espace santé", "lien2025": "clôturer ou m’opposer"}
# What chance, the clock on the wall and the counter give is each one's own.
OWN = {"instant", "instantReel", "reference", "codeProvisoire", "horloge"}


@pytest.fixture(scope="module")
def scenarios(server):
    listed = server.call("GET", "/api/scenarios").json["scenarios"]
    assert [one["cle"] for one in listed] == CLES
    return {one["cle"]: one for one in listed}


@pytest.fixture(params=CLES)
def scenario(request, scenarios):
    return scenarios[request.param]


def timeline(exercice):
    return [{name: value for name, value in event.items() if name not in OWN} for event in exercice.events()]


def test_a_situation_is_played_from_the_gate_to_its_debrief_and_json_leaves_the_same_timeline(browser, server, scenario):
    trainee = Trainee(browser, server, java_script_enabled=False)
    try:
        player = OnPages(trainee, scenario)
        for step in scenario["parcours"]:
            before = len(player.exercice.events())
            player.play(step)
            told = [event["nom"] for event in player.exercice.events()[before:]]
            assert told == step["evenements"], (step, trainee.path, trainee.page.locator("main").inner_text()[:400])
        trainee.visit("/bilan")
        debrief = trainee.page.locator("main").inner_text()
        assert scenario["titre"] in debrief and "Le chemin attendu" in debrief
        left = [line for line in trainee.page.locator(".path li").all_inner_texts() if line.endswith(("pas encore", "pas rencontré"))]
        assert left == []
        assert trainee.page.locator(".traps .pen").count() > 0
        assert timeline(player.exercice) == timeline(in_json(server, scenario))
    finally:
        trainee.close()


class Player:
    """What a step types, read from the exercice as it stands."""

    def state(self):
        return self.exercice.server.call("GET", self.exercice.path).json

    def person(self, beneficiaire):
        fiche = self.state()["fiche"]
        return next((one for one in fiche["beneficiaires"] if one["cle"] == beneficiaire), fiche)

    def items(self, step):
        fiche, beneficiaire = self.state()["fiche"], step.get("beneficiaire")
        items = {name: fiche[name] for name in ("nir", "typeCarteVitale", "numeroSerie")}
        items["codeProvisoire"] = self.person(beneficiaire)["codeProvisoire"] or ""
        if beneficiaire:
            items |= {"beneficiaire": beneficiaire, "certification": True}
        match step.get("faute"):
            case "codeMalLu":
                items["codeProvisoire"] = misread(items["codeProvisoire"])
            case "numeroEmetteur":
                items["numeroSerie"] = self.issuer()
            case "autreCarte":
                items["typeCarteVitale"] = next(one for one in CARDS if one != items["typeCarteVitale"])
            case "sansCertification":
                del items["certification"]
        return items

    def issuer(self):
        """The other long number of the card, which only its drawing shows."""
        page = self.exercice.server.call("GET", "/fiche", headers={"Cookie": f"exercice={self.exercice.id}"}).text
        serial = self.state()["fiche"]["numeroSerie"]
        return next(number for number in re.findall(r'<text class="digits[^>]*>(\d+)<', page) if number != serial)

    def answer(self, question):
        fiche = self.state()["fiche"]
        return {name: fiche[name] for name in ("codeProvisoire", "nir", "numeroSerie", "dateNaissance") if name == question}


def misread(code):
    """One character taken for the one that it looks like."""
    looks = {"O": "0", "0": "O", "l": "1", "1": "l", "I": "l"}
    for place, one in enumerate(code):
        if place > 5 and one in looks:
            return code[:place] + looks[one] + code[place + 1:]
    return code[:6] + code[6:].swapcase()


class OnPages(Player):
    def __init__(self, trainee, scenario):
        self.trainee, self.page, self.scenario = trainee, trainee.page, scenario
        trainee.visit("/")
        button = f"button[name=scenario][value={scenario['cle']}]"
        self.page.locator("details", has=self.page.locator(button)).locator("summary").click()
        assert self.page.locator(button).inner_text() == scenario["titre"]
        self.page.locator(button).click()
        id = next(cookie["value"] for cookie in trainee.context.cookies() if cookie["name"] == "exercice")
        self.exercice = Exercice.__new__(Exercice)
        self.exercice.server, self.exercice.id, self.exercice.path = trainee.server, id, f"/api/exercices/{id}"

    def play(self, step):
        name, _, gesture = step["geste"].partition(".")
        getattr(self, name)(step, *([gesture] if gesture else []))

    def identifier(self, step):
        items = self.items(step)
        self.enter()
        certification = items.pop("certification", False)
        items.pop("beneficiaire", None)
        self.trainee.identify(**items, certification=certification)

    def enter(self):
        """By the way in that this situation has, the first time; then straight to the form."""
        self.trainee.visit("/accueil")
        link = self.page.get_by_role("link", name=ENTRANCES[self.scenario["accueil"]], exact=True)
        if link.count():
            link.click()

    def demanderCode(self, step):
        asked = self.page.locator("[name=beneficiaire][type=radio]")
        if self.trainee.path != "/code-provisoire" or not asked.count():
            birth = "/".join(reversed(self.person(step.get("beneficiaire"))["dateNaissance"].split("-")))
            fiche = self.state()["fiche"]
            self.trainee.visit("/code-provisoire")
            self.trainee.unfold("Demander encore un code")
            self.page.get_by_label("Numéro de sécurité sociale").fill(fiche["nir"])
            self.page.get_by_label("Date de naissance").fill(birth)
            self.page.get_by_label(CARDS[fiche["typeCarteVitale"]]).check()
            self.page.get_by_label("Numéro de série").fill(fiche["numeroSerie"])
            self.trainee.click("Continuer")
        if step.get("precise") is False:
            return
        if asked.count():
            self.page.locator(f"[name=beneficiaire][value={step['beneficiaire']}]").check()
            self.trainee.click("Continuer")
        if self.page.locator("[name=canal]").count():
            self.page.locator(f"[name=canal][value={step['canal']}]").check()
            self.trainee.click("Envoyer le code")

    def choisir(self, step):
        self.trainee.visit("/choix")
        wanted = self.page.locator(f"[name=choix][value={step['choix']}]")
        folded = self.page.locator("main details", has=wanted)
        if folded.count():
            folded.locator("summary").click()
        if wanted.get_attribute("type") == "radio":
            wanted.check()
        if step.get("suppression"):
            self.page.get_by_label("Je souhaite que mes données soient supprimées").check()
        self.page.locator("main form", has=wanted).locator("button").click()

    def confirmer(self, step):
        self.trainee.click("Confirmer mon choix")

    def modifier(self, step):
        self.trainee.click("Modifier")

    def nouvelleDemarche(self, step):
        self.trainee.visit("/identification")
        self.trainee.unfold("Faire la démarche pour une autre personne", "La personne change d’avis")
        name = f"Pour {self.person(step['beneficiaire'])['nom']}" if "beneficiaire" in step else "Faire une autre démarche"
        self.trainee.click(name)

    def regler(self, step):
        self.trainee.visit("/reglages")
        self.page.locator(f"button[value={step['repere']}]").click()

    def terminer(self, step):
        self.trainee.visit("/reglages")
        self.page.locator(f"button[name=terminer][value={step['incident']}]").click()

    def juger(self, step):
        self.trainee.visit("/messagerie")
        self.page.locator("form", has=self.page.locator(f"[name=message][value='{step['message']}']")).locator(f"[value={step['jugement']}]").click()

    def envoyerCourrier(self, step):
        self.trainee.visit("/courrier")
        self.trainee.click("Poster la lettre")
        assert self.trainee.heading == "Votre lettre est partie"

    def telephoner(self, step, gesture):
        if self.trainee.path != "/3422" or self.page.locator("main .button", has_text="Rappeler").count():
            self.trainee.visit("/3422")
        if gesture == "demander":
            self.page.locator(f"[name=choix][value={step['choix']}]").first.check()
        for name, value in self.answer(step.get("question")).items():
            self.page.locator(f"[name={name}]").fill("/".join(reversed(value.split("-"))) if name == "dateNaissance" else value)
        if step.get("question") == "certification":
            self.page.get_by_role("checkbox").check()
        if step.get("suppression"):
            self.page.locator("[name=suppression]").check()
        self.page.locator(f"button[name=geste][value={gesture}]").first.click()


def in_json(server, scenario):
    """The same path, by curl as it were."""
    player = Player()
    player.exercice = exercice = Exercice(server, scenario=scenario["cle"])
    for step in scenario["parcours"]:
        name, _, gesture = step["geste"].partition(".")
        method, path, body = "POST", f"appel/{gesture}", {}
        match name:
            case "identifier":
                path, body = "identification", player.items(step)
            case "demanderCode":
                body = {name: player.state()["fiche"][name] for name in ("nir", "typeCarteVitale", "numeroSerie")}
                body |= {"canal": step["canal"], "dateNaissance": player.person(step.get("beneficiaire"))["dateNaissance"]}
                if step.get("precise") is not False and "beneficiaire" in step:
                    body["beneficiaire"] = step["beneficiaire"]
                path = "code-provisoire"
            case "choisir":
                path, body = "choix", {"choix": step["choix"], "suppression": step.get("suppression", False)}
            case "confirmer" | "modifier":
                path, body = "confirmation", {"decision": name}
            case "nouvelleDemarche":
                path, body = "demarche", {"beneficiaire": step.get("beneficiaire")}
            case "regler":
                method, path, body = "PUT", "horloge", {"repere": step["repere"]}
            case "terminer":
                method, path, body = "DELETE", f"incident?incident={step['incident']}", None
            case "juger":
                path, body = "messages", {"message": step["message"], "jugement": step["jugement"]}
            case "envoyerCourrier":
                path = "courrier"
            case "telephoner":
                if gesture == "composer":
                    path = "appel"
                body = player.answer(step.get("question")) | {name: step[name] for name in ("choix", "beneficiaire", "suppression") if name in step}
                if step.get("question") == "certification":
                    body = {"certification": True}
        answer = server.call(method, f"{exercice.path}/{path}", body)
        assert (answer.status < 300) == ("refus" not in step or step["refus"] is None), (step, answer.text)
    return exercice


def test_the_gate_offers_each_situation_once_under_a_heading(browser, server, scenarios):
    trainee = Trainee(browser, server, java_script_enabled=False)
    trainee.visit("/")
    offered = [one.get_attribute("value") for one in trainee.page.locator("button[name=scenario]").all()]
    assert sorted(offered) == sorted(CLES)
    for group in trainee.page.locator("form details:has(button[name=scenario])").all():
        assert 1 < group.locator("button").count() <= 5 and not group.locator("ul").is_visible()
    trainee.close()


def test_without_an_end_a_debrief_says_what_is_left(browser, server):
    trainee = Trainee(browser, server)
    trainee.play(scenario="S1").through("opposition")
    trainee.visit("/bilan")
    assert trainee.page.locator(".path li").all_inner_texts()[-1].endswith("pas encore")
    trainee.close()


def test_where_the_serial_is_to_be_found_no_page_tells_it_but_the_card(server):
    lucien = Exercice(server, scenario="S14")
    for path in ("/fiche", "/identification"):
        page = server.call("GET", path, headers={"Cookie": f"exercice={lucien.id}"}).text
        told = re.sub(r"<svg.*?</svg>", "", page, flags=re.S)
        assert lucien.fiche["numeroSerie"] in page and lucien.fiche["numeroSerie"] not in told
        assert "les 11 derniers chiffres</text>" not in page


def test_a_debrief_expects_no_mistake_that_nobody_made(server):
    """The whole long number is one of those that the situation sets, the other model of card is another."""
    lucien = Exercice(server, scenario="S14")
    assert lucien.identify(numeroSerie="0000000096" + lucien.fiche["numeroSerie"]).status == 422
    lucien.through("opposition", "confirmer")
    debrief = server.call("GET", "/bilan", headers={"Cookie": f"exercice={lucien.id}"}).text
    expected = debrief[debrief.index("Le chemin attendu"):debrief.index("Ce qui s’est passé")]
    assert "numéro de l’émetteur" in expected and "autre modèle de carte" not in expected
    assert "Le numéro de série mal recopié" in debrief and "pas sur la fiche" not in debrief
