"""Every page in every state that a trainee can meet: each entry leads a Trainee there."""

import tempfile

from opposition import Server

REAL = "2 69 05 49 588 157 80"  # the shape of a real number: a sample printed on specimen cards


def page(path, *steps, **wishes):
    """That page of an exercice which went through the steps."""
    def lead(trainee):
        exercice = trainee.play(**wishes)
        if steps:
            exercice.through(*steps[1:])
        trainee.visit(path)
    return lead


def alone(path, status=200):
    """A page outside any exercice."""
    def lead(trainee):
        assert trainee.visit(path).status == status
    return lead


def open_to_the_room(path, *buttons):
    """By a server of its own, which lets other machines in."""
    def lead(trainee):
        folder = tempfile.TemporaryDirectory()
        trainee.server = Server(folder.name, "--lan")

        def end(_):
            trainee.server.stop()
            folder.cleanup()

        trainee.context.on("close", end)
        trainee.visit(trainee.server.origin + path)
        for button in buttons:
            trainee.click(button)
    return lead


def identification(fiche, beneficiaire=None, **changes):
    """The form sent with the items of the fiche, but for the changes."""
    def lead(trainee):
        exercice = trainee.play(fiche=fiche)
        if beneficiaire:
            exercice.step("demarche", {"beneficiaire": beneficiaire})
        trainee.visit("/identification")
        items = exercice.items(beneficiaire) | changes
        trainee.identify(**{name: value for name, value in items.items() if value})
        assert trainee.path == "/identification"
    return lead


def empty_choice(trainee):
    page("/choix", "identify", fiche="odile-vautrin")(trainee)
    trainee.click("Continuer")


def opened_meanwhile(trainee):
    exercice = trainee.play(fiche="odile-vautrin").through("opposition")
    trainee.visit("/confirmation")
    assert exercice.step("horloge", {"jour": 43}, method="PUT").status == 200
    trainee.click("Confirmer mon choix")
    assert trainee.path == "/choix"


def unknown_fiche(trainee):
    trainee.visit("/")
    trainee.page.locator("#fiche summary").click()
    trainee.page.evaluate("document.querySelector('#fiche input').value = 'personne'")
    trainee.page.locator("#fiche button").click()
    trainee.page.locator("[role=alert]").wait_for()


def closure(suppression, *steps):
    def lead(trainee):
        exercice = trainee.play(fiche="nour-belkhiri").through()
        exercice.choose("cloture", suppression=suppression)
        if steps:
            exercice.confirm()
        trainee.visit("/prise-en-compte" if steps else "/confirmation")
    return lead


def verified(change=lambda pdf: pdf):
    """The page that tells of a file: the justificatif of an exercice, changed or not; None is no file."""
    def lead(trainee):
        exercice = trainee.play(fiche="odile-vautrin").through("opposition", "confirmer")
        pdf = change(trainee.server.call("GET", f"{exercice.path}/justificatif").body)
        trainee.visit("/verification")
        if pdf:
            trainee.page.get_by_label("Le justificatif, en PDF").set_input_files({"name": "justificatif.pdf", "mimeType": "application/pdf", "buffer": pdf})
        trainee.click("Vérifier le fichier")
        trainee.page.locator("main .done-box, main .alert, main .note").first.wait_for()
    return lead


def referenced(trainee):
    exercice = trainee.play(fiche="nour-belkhiri").through()
    exercice.choose("cloture", suppression=True)
    exercice.confirm()
    trainee.visit("/verification")
    trainee.page.get_by_label("Référence").fill(exercice.state["justificatif"]["reference"].lower())
    trainee.click("Chercher la référence")
    trainee.page.wait_for_url("**/verification?reference=*")


def new_code(fiche, birth=None, beneficiaire=None, canal=None, again=False, **changes):
    """The form for a new code, with the items of the fiche but for the changes; then the canal; then once more."""
    def lead(trainee):
        exercice = trainee.play(fiche=fiche)
        items = {name: exercice.fiche[name] for name in ("nir", "typeCarteVitale", "numeroSerie")} | changes
        for _ in range(2 if again else 1):
            trainee.visit("/code-provisoire")
            trainee.unfold("Demander encore un code")
            trainee.page.get_by_label("Numéro de sécurité sociale").fill(items["nir"])
            trainee.page.get_by_label("Date de naissance").fill(birth or "/".join(reversed(exercice.fiche["dateNaissance"].split("-"))))
            trainee.page.get_by_label("Carte Vitale avec photo" if items["typeCarteVitale"] == "avecPhoto" else "Carte Vitale sans photo").check()
            trainee.page.get_by_label("Numéro de série").fill(items["numeroSerie"])
            trainee.click("Continuer")
            if beneficiaire:
                trainee.page.locator(f"[value={beneficiaire}]").check()
                trainee.click("Continuer")
            if canal:
                trainee.page.locator(f"[name=canal][value={canal}]").check()
                trainee.click("Envoyer le code")
    return lead


def judged(trainee):
    trainee.play(scenario="S20")
    trainee.visit("/messagerie")
    for _ in range(2):
        trainee.page.locator("details[open] button[value=vrai]").last.click()


def fallen(trainee):
    """A debrief with traps, a path half taken, and messages judged."""
    exercice = trainee.play(scenario="S20")
    trainee.visit("/messagerie")
    trainee.page.locator("button[value=vrai]").first.click()
    exercice.identify(codeProvisoire="FICTIFzzzzzz")
    exercice.identify(numeroSerie="0000000")
    exercice.step("courrier", {})
    exercice.through("activation", "confirmer")
    trainee.visit("/bilan")


def posted(trainee):
    trainee.play(scenario="S8")
    trainee.visit("/courrier")
    trainee.click("Poster la lettre")


def empty_new_code(trainee):
    trainee.play(fiche="odile-vautrin")
    trainee.visit("/code-provisoire")
    trainee.click("Continuer")


def phoned(*steps, situation=None, **wishes):
    """The caller's page once those steps of a call were taken: `(name, body)`, or a name alone."""
    def lead(trainee):
        exercice = trainee.play(**wishes)
        for step in steps:
            name, body = step if isinstance(step, tuple) else (step, {})
            exercice.step("appel" if name == "composer" else f"appel/{name}", body)
        trainee.visit("/3422")
    return lead


def stopped(genre, path, *steps):
    """A page that an incident keeps from being read, or a form that it stopped."""
    def lead(trainee):
        exercice = trainee.play(fiche="odile-vautrin").through(*steps) if steps else trainee.play(fiche="odile-vautrin")
        trainee.visit(path)
        assert exercice.step("incident", {"incident": genre}, method="PUT").status == 200
        if steps:
            trainee.page.locator("main form button").first.click()
        else:
            trainee.visit(path)
    return lead


def closed(trainee):
    exercice = trainee.play(fiche="odile-vautrin")
    exercice.step("horloge", {"instant": "2022-02-11T18:00:00+01:00"}, method="PUT")
    trainee.visit("/3422")
    trainee.click("Appeler")


def smudged(trainee):
    exercice = trainee.play(fiche="odile-vautrin")
    exercice.step("incident", {"incident": "serieIllisible"}, method="PUT")
    trainee.visit("/fiche")


def adviser(trainee):
    phoned(("composer", {"aDeux": True}), "patienter", ("demander", {"choix": "opposition"}), fiche="odile-vautrin")(trainee)
    trainee.page.get_by_text("Le code du conseiller").click()
    trainee.visit("/3422/conseiller?code=" + trainee.page.locator("details .lead .number").inner_text())


ASKED = ("composer", "patienter", ("demander", {"choix": "opposition"}))
ANSWERED = (*ASKED, ("repondre", {"codeProvisoire": "FICTIFa7Kq2Z"}), ("repondre", {"nir": "958030010100724"}), ("repondre", {"numeroSerie": "00000001234"}))


def room(trainee):
    """A trainer's page, its room just opened."""
    trainee.visit("/formation")
    trainee.click("Ouvrir la salle")
    trainee.page.wait_for_url("**/formation/*")


def other_plans(trainee):
    trainee.visit("/formation")
    trainee.page.get_by_text("Choisir un autre plan").click()


class Room:
    """A room under way, led by the calls of its trainer: six places, each at a point of its own."""

    def __init__(self, server):
        self.server = server
        answer = server.call("POST", "/api/formation", {})
        self.api, self.page, self.code = answer.headers["Location"], answer.json["page"], answer.json["code"]

    def join(self):
        return self.server.exercice(salle=self.code)

    def press(self, button, *places):
        answer = self.server.call("POST", f"{self.api}/interventions", {"intervention": button, **({"postes": places} if places else {})})
        assert answer.status == 200, answer.text

    def under_way(self):
        self.join().through("opposition", "confirmer")
        lost = self.join()
        for _ in range(3):
            lost.identify(codeProvisoire="FICTIFzzzzzz")
        self.join().through()
        self.join()
        self.join().step("appel", {})
        self.join()
        self.press("indice-relireCode", 2)
        self.press("incident-panne", 4)
        return self


def under_way(path=""):
    """A page of the trainer, the room under way."""
    def lead(trainee):
        assert trainee.visit(Room(trainee.server).under_way().page + path).ok
    return lead


def placed(path, *buttons):
    """A page of a trainee in a room, once the trainer has pressed those buttons."""
    def lead(trainee):
        salle = Room(trainee.server)
        trainee.play(salle=salle.code)
        for button in buttons:
            salle.press(button)
        trainee.visit(path)
    return lead


def lost(trainee):
    """The code of no room."""
    trainee.visit("/")
    trainee.page.get_by_label("Code de la salle").fill("BCDF-GHJK")
    trainee.click("Rejoindre")
    trainee.page.locator("[role=alert]").wait_for()


def easy(path, *steps, **wishes):
    """That page with its easy text unfolded."""
    def lead(trainee):
        page(path, *steps, **wishes)(trainee)
        trainee.page.get_by_text("Facile à lire", exact=True).first.click()
    return lead


DONE = ("identify", "opposition", "confirmer")
SITUATIONS = {
    "porte": alone("/"),
    "porte-exercice-en-cours": page("/", fiche="odile-vautrin"),
    "porte-fiche-inconnue": unknown_fiche,
    "porte-terminee": alone("/?terminee"),
    "accueil-2022": page("/accueil", scenario="S1"),
    "accueil-2022-activer": page("/accueil", scenario="S16"),
    "accueil-2025": page("/accueil", scenario="S9"),
    "fiche-carte-avec-photo": page("/fiche", fiche="odile-vautrin"),
    "fiche-carte-sans-photo": page("/fiche", fiche="marius-delbosc"),
    "fiche-enfants": page("/fiche", fiche="clarisse-aubanel"),
    "fiche-sans-contact-ni-code": page("/fiche", fiche="augustin-merle"),
    "identification": page("/identification", fiche="odile-vautrin"),
    "identification-numero-a-trouver": page("/identification", scenario="S14"),
    "fiche-numero-a-trouver": page("/fiche", scenario="S14"),
    "identification-facile": easy("/identification", fiche="odile-vautrin"),
    "identification-vide": identification("odile-vautrin", codeProvisoire="", nir="", typeCarteVitale="", numeroSerie=""),
    "identification-numero-reel": identification("odile-vautrin", numeroSerie=REAL),
    "identification-inconnue": identification("odile-vautrin", codeProvisoire="FICTIFa7Kq2z"),
    "identification-code-expire": identification("gaston-pruvier"),
    "identification-code-utilise": identification("paulin-osmont"),
    "identification-personne-decedee": identification("edmond-vasseur"),
    "identification-mois-31": identification("aminata-sorel"),
    "identification-enfant": identification("clarisse-aubanel", "lila", certification=False),
    "identification-autre-parent": identification("bastien-aubanel", "gabin"),
    "choix": page("/choix", "identify", fiche="odile-vautrin"),
    "choix-vide": empty_choice,
    "choix-espace-ouvert-entre-temps": opened_meanwhile,
    "choix-cloture": page("/choix", "identify", fiche="nour-belkhiri"),
    "choix-apres-opposition": page("/choix", "identify", fiche="solange-thibery"),
    "choix-apres-cloture": page("/choix", "identify", fiche="irene-coste"),
    "confirmation-opposition": page("/confirmation", "identify", "opposition", fiche="odile-vautrin"),
    "confirmation-activation": page("/confirmation", "identify", "activation", fiche="odile-vautrin"),
    "confirmation-cloture": closure(False),
    "confirmation-cloture-suppression": closure(True),
    "prise-en-compte": page("/prise-en-compte", *DONE, fiche="odile-vautrin"),
    "prise-en-compte-activation": page("/prise-en-compte", "identify", "activation", "confirmer", fiche="odile-vautrin"),
    "prise-en-compte-cloture": closure(False, "confirmer"),
    "prise-en-compte-cloture-suppression": closure(True, "confirmer"),
    "prise-en-compte-enfants": page("/prise-en-compte", *DONE, fiche="clarisse-aubanel"),
    "3422": phoned(fiche="odile-vautrin"),
    "3422-attente": phoned("composer", fiche="odile-vautrin"),
    "3422-a-deux": phoned(("composer", {"aDeux": True}), fiche="odile-vautrin"),
    "3422-demande-enfants": phoned("composer", "patienter", fiche="clarisse-aubanel"),
    "3422-code": phoned(*ASKED, fiche="odile-vautrin"),
    "3422-relecture": phoned(*ANSWERED, fiche="odile-vautrin"),
    "3422-enregistre": phoned(*ANSWERED, "confirmer", fiche="odile-vautrin"),
    "3422-justificatif": phoned(*ANSWERED, "confirmer", "demanderJustificatif", fiche="odile-vautrin"),
    "3422-refus": phoned(*ASKED, "manquer", fiche="odile-vautrin"),
    "3422-ferme": closed,
    "3422-conseiller": adviser,
    "maintenance": stopped("maintenance", "/accueil"),
    "panne": stopped("panne", "/confirmation", "opposition"),
    "session-expiree": stopped("sessionExpiree", "/confirmation", "opposition"),
    "fiche-serie-illisible": smudged,
    "reglages": page("/reglages", fiche="odile-vautrin"),
    "bilan": page("/bilan", *DONE, fiche="odile-vautrin"),
    "bilan-pieges": fallen,
    "code-provisoire": page("/code-provisoire", fiche="clarisse-aubanel"),
    "code-provisoire-vide": empty_new_code,
    "code-provisoire-canal": new_code("odile-vautrin"),
    "code-provisoire-envoye": new_code("odile-vautrin", canal="email"),
    "code-provisoire-trop-tot": new_code("odile-vautrin", canal="sms", again=True),
    "code-provisoire-jumeaux": new_code("clarisse-aubanel", birth="05/09/2018"),
    "code-provisoire-sans-coordonnees": new_code("augustin-merle"),
    "code-provisoire-inconnu": new_code("odile-vautrin", numeroSerie="00000009999"),
    "messagerie": page("/messagerie", *DONE, scenario="S1"),
    "messagerie-a-juger": page("/messagerie", scenario="S20"),
    "messagerie-jugee": judged,
    "messagerie-vide": page("/messagerie", fiche="augustin-merle"),
    "courrier": page("/courrier", scenario="S8"),
    "courrier-poste": posted,
    "procedure": page("/aide/procedure", "identify", fiche="odile-vautrin"),
    "procedure-sans-exercice": alone("/aide/procedure"),
    "verification": alone("/verification"),
    "verification-authentique": verified(),
    "verification-modifiee": verified(lambda pdf: pdf[:-9] + b"X" + pdf[-8:]),
    "verification-etrangere": verified(lambda pdf: b"%PDF-1.7\n%%EOF\n"),
    "verification-sans-fichier": verified(lambda pdf: None),
    "verification-reference": referenced,
    "verification-reference-inconnue": alone("/verification?reference=EXERCICE-BCDF-GHJK-LMNP", 404),
    "verification-reference-invalide": alone("/verification?reference=AEIOU", 422),
    "a-propos": alone("/a-propos"),
    "accessibilite": alone("/accessibilite"),
    "facile": alone("/facile"),
    "guide": alone("/guide"),
    "reseau-ferme": alone("/reseau"),
    "reseau": open_to_the_room("/reseau"),
    "mots": alone("/aide/mots"),
    "formation": alone("/formation"),
    "formation-choix": other_plans,
    "formation-effacee": alone("/formation?effacee"),
    "salle": room,
    "salle-ouverte-au-reseau": open_to_the_room("/formation", "Ouvrir la salle"),
    "salle-en-cours": under_way(),
    "salle-poste": under_way("?poste=2"),
    "salle-plan": under_way("/plan"),
    "salle-bilan": under_way("/bilan"),
    "salle-effacer": under_way("/effacer"),
    "rejoindre": alone("/rejoindre"),
    "poste": placed("/accueil", "indice-basDeLaPage"),
    "pause": placed("/accueil", "pause"),
    "rejoindre-inconnu": lost,
    "aide": alone("/aide"),
    "introuvable": alone("/nulle-part", 404),
    "methode-interdite": alone("/exercices", 405),
}
