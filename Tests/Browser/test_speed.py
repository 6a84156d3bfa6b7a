"""What an old phone on a bad line gets: how much comes, how soon it reads, and how fast one goes back."""

import pytest

from opposition import ROOT
from trainee import Trainee

# 400 kbit/s each way and 400 ms for each answer: « 3G slow » of WebPageTest.
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PAINTED = """new Promise(resolve => new PerformanceObserver(list =>
    list.getEntriesByName("first-contentful-paint").forEach(one => resolve(one.startTime))).observe({ type: "paint", buffered: true }))"""


# Where a trainee goes from the gate, and what a step of the exercice opens on the way.
FLOW = {
    "/accueil": None, "/fiche": None, "/identification": None,
    "/choix": lambda exercice: exercice.identify(),
    "/confirmation": lambda exercice: exercice.choose("opposition"),
    "/prise-en-compte": lambda exercice: exercice.confirm(),
    "/bilan": None, "/messagerie": None, "/code-provisoire": None, "/3422": None, "/courrier": None, "/reglages": None,
    "/aide": None, "/aide/mots": None, "/aide/procedure": None, "/guide": None, "/facile": None, "/verification": None,
    "/accessibilite": None, "/a-propos": None, "/rejoindre": None, "/formation": None, "/": None,
}


@pytest.fixture
def visit(browser, server):
    """Someone with a phone that was never here, until the end of the test."""
    visitors = []

    def arrive(slowly=False):
        visitor = Trainee(browser, server, viewport={"width": 390, "height": 700})
        visitors.append(visitor)
        if slowly:
            session = visitor.context.new_cdp_session(visitor.page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", SLOW_3G)
        return visitor

    yield arrive
    for visitor in visitors:
        visitor.close()


def painted(visitor, path):
    """When the page shows, in milliseconds from the click."""
    visitor.visit(path)
    return visitor.page.evaluate(PAINTED)


def test_a_first_visit_takes_at_most_40_kilobytes(visit):
    visitor, sizes = visit(), {}
    visitor.page.on("requestfinished", lambda request: sizes.update({request.url: sum(request.sizes()[part] for part in ("responseBodySize", "responseHeadersSize"))}))
    visitor.visit("/")
    visitor.page.wait_for_load_state("networkidle")
    assert len(sizes) >= 2 and sum(sizes.values()) <= 40 * 1024, sizes


def test_the_style_sheet_that_a_first_page_waits_for_comes_in_two_packets(server):
    answer = server.call("GET", "/style.css", headers={"Accept-Encoding": "gzip"})
    head = sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items()) + len("HTTP/1.1 200 OK\r\n\r\n")
    assert head + len(answer.body) <= 3000


# As a browser says it again; of values that hold a variable it keeps the blanks, which mean nothing after a comma.
MEANING = """text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); return [...sheet.cssRules].map(rule => rule.cssText.replace(/,\\s+/g, ",")) }"""


def test_style_sheets_travel_without_comments_and_mean_the_same(visit, server):
    visitor = visit()
    visitor.visit("/")
    for path in sorted((ROOT / "Public").glob("*.css")):
        written, travels = path.read_text(), server.call("GET", "/" + path.name).text
        assert len(travels) < len(written) and "/*" not in travels
        rules = visitor.page.evaluate(MEANING, written)
        assert rules and visitor.page.evaluate(MEANING, travels) == rules, path


def test_the_first_page_of_all_reads_within_a_second_on_a_slow_line(visit):
    """It waits for one style sheet: two answers of 400 ms each leave 200 for what they hold. The median of nine phones."""
    times = []
    for _ in range(9):
        visitor = visit(slowly=True)
        times.append(painted(visitor, "/"))
        visitor.close()
    times.sort()
    print(*map(round, times))
    assert times[4] <= 1000, times


def test_every_page_after_it_reads_within_a_second_on_a_slow_line(visit):
    """The rest of the style came behind the first page."""
    visitor = visit(slowly=True)
    visitor.visit("/")
    visitor.page.wait_for_load_state("networkidle")
    exercice, times = visitor.play(fiche="odile-vautrin"), {}
    for path, step in FLOW.items():
        if step:
            assert step(exercice).status == 200
        times[path] = painted(visitor, path)
    print(*(f"{path} {time:.0f}" for path, time in times.items()))
    assert max(times.values()) <= 1000, times


def test_the_back_button_is_immediate_where_nothing_belongs_to_an_exercice(browser, server):
    lasting = browser.browser_type.launch(
        executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"], ignore_default_args=["--disable-back-forward-cache"])
    page = lasting.new_page()
    for path in ("/aide", "/guide", "/"):
        page.goto(server.origin + path)
        page.evaluate("window.isKept = true")
        page.goto(server.origin + "/a-propos")
        page.go_back(wait_until="commit")
        assert page.evaluate("window.isKept"), path
    lasting.close()
