"""What an old phone on a bad line gets: how much comes, how soon it reads, and how fast one goes back."""

import pytest

from trainee import Trainee

# 400 kbit/s each way and 400 ms for each answer: « 3G slow » of WebPageTest.
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PAINTED = """new Promise(resolve => new PerformanceObserver(list =>
    list.getEntriesByName("first-contentful-paint").forEach(one => resolve(one.startTime))).observe({ type: "paint", buffered: true }))"""


@pytest.fixture
def visitor(browser, server):
    visitor = Trainee(browser, server, viewport={"width": 390, "height": 700})
    yield visitor
    visitor.close()


def test_a_first_visit_takes_at_most_40_kilobytes(visitor):
    sizes = {}
    visitor.page.on("requestfinished", lambda request: sizes.update({request.url: sum(request.sizes()[part] for part in ("responseBodySize", "responseHeadersSize"))}))
    visitor.visit("/")
    visitor.page.wait_for_load_state("networkidle")
    assert len(sizes) >= 2 and sum(sizes.values()) <= 40 * 1024, sizes


def test_a_page_reads_within_a_second_on_a_slow_line(visitor):
    """Once the style sheet is there: the first page of all waits for it too."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    visitor.play(fiche="odile-vautrin")
    times = {}
    for path in ("/", "/aide", "/accueil", "/identification", "/fiche"):
        visitor.visit(path)
        times[path] = visitor.page.evaluate(PAINTED)
    first = times.pop("/")
    assert first <= 1500 and max(times.values()) <= 1000, (first, times)


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
