"""A person at a browser, who reads labels and clicks on what is written."""

from opposition import Exercice

CARDS = {"avecPhoto": "Carte Vitale avec photo", "sansPhoto": "Carte Vitale sans photo"}
# What a browser says of a form that came back with its errors, or of a service that is closed: not a fault of the page.
EXPECTED = tuple(f"Failed to load resource: the server responded with a status of {status}" for status in ("4", "503"))


class Trainee:
    def __init__(self, browser, server, **options):
        self.server = server
        self.context = browser.new_context(base_url=server.origin, locale="fr-FR", **options)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self.asked)

    def heard(self, message):
        if message.type == "error" and not message.text.startswith(EXPECTED):
            self.complaints.append(message.text)

    def asked(self, request):
        if not request.url.startswith(self.server.origin + "/"):
            self.complaints.append("foreign request: " + request.url)

    def close(self):
        """Nothing was blocked by the policy, no script failed, nothing left for another host."""
        self.context.close()
        assert self.complaints == []

    def play(self, **wishes):
        """Takes up an exercice without going through the gate."""
        self.exercice = Exercice(self.server, **wishes)
        self.context.add_cookies([{"name": "exercice", "value": self.exercice.id, "url": self.server.origin}])
        return self.exercice

    def visit(self, path):
        return self.page.goto(path)

    def click(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name):
        self.page.get_by_role("link", name=name, exact=True).click()

    def identify(self, **items):
        """Fills what is given, as the fiche names it, and goes on."""
        for field, label in (("codeProvisoire", "Code provisoire"), ("nir", "Numéro de sécurité sociale"), ("numeroSerie", "Numéro de série")):
            if field in items:
                self.page.get_by_label(label).fill(items[field])
        if "typeCarteVitale" in items:
            self.page.get_by_label(CARDS[items["typeCarteVitale"]]).check()
        if items.get("certification"):
            self.page.get_by_role("checkbox").check()
        self.click("Continuer")

    @property
    def path(self):
        return "/" + self.page.url.split("/", 3)[3]

    @property
    def heading(self):
        return self.page.locator("h1").inner_text()
