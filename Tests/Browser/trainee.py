"""A person at a browser, who reads labels and clicks on what is written."""

from opposition import Exercice

CARDS = {"avecPhoto": "Carte Vitale avec photo", "sansPhoto": "Carte Vitale sans photo"}
# What a browser says of a form that came back with its errors, or of a service that is closed: not a fault of the page.
EXPECTED = tuple(f"Failed to load resource: the server responded with a status of {status}" for status in ("4", "503"))

# Whether what has the focus is on the screen, over everything else: at its middle, or that of its first line.
SEEN = """() => {
    const one = document.activeElement, box = one.getClientRects()[0];
    if (one === document.body || !box) return true;
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return one.contains(top) || (one.labels ?? []).length > 0 && [...one.labels].some(label => label.contains(top));
}"""


class Trainee:
    def __init__(self, browser, server, **options):
        self.server = server
        self.java_script_enabled = options.get("java_script_enabled", True)
        self.context = browser.new_context(base_url=server.origin, locale="fr-FR", **options)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self.asked)
        self.page.on("response", self.received)

    def heard(self, message):
        if message.type == "error" and not message.text.startswith(EXPECTED):
            self.complaints.append(message.text)

    def asked(self, request):
        if not request.url.startswith(self.server.origin + "/"):
            self.complaints.append("foreign request: " + request.url)

    def received(self, response):
        """Keeps the page as the server wrote it."""
        if response.request.is_navigation_request() and not 300 <= response.status < 400:
            self.document = response

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

    def unfold(self, *names):
        """Opens what is folded under one of those names, if it is there."""
        for name in names:
            if self.page.get_by_text(name, exact=True).count():
                self.page.get_by_text(name, exact=True).click()

    def follow(self, name):
        self.page.get_by_role("link", name=name, exact=True).click()

    def tab_to(self, selector):
        """Presses Tab until it is reached. Whatever has the focus on the way can be seen: nothing covers it (WCAG 2.4.11)."""
        for _ in range(80):
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(SEEN), self.page.evaluate("document.activeElement.outerHTML")
            if self.page.locator(f"{selector}:focus").count():
                return
        raise AssertionError(f"{selector} is not reached by the Tab key")

    def press(self, selector, key="Enter"):
        self.tab_to(selector)
        self.page.keyboard.press(key)

    def type(self, selector, text):
        self.tab_to(selector)
        self.page.keyboard.type(text)

    def pick(self, name, value):
        """One of a group of options, by the arrows."""
        self.tab_to(f"[name={name}]")
        self.page.keyboard.press("Space")
        while self.page.locator(":focus").get_attribute("value") != value:
            self.page.keyboard.press("ArrowDown")

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
