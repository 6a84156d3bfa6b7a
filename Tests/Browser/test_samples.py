"""Pages under the conditions in which people read them: light or dark, a phone at 400 % or a desktop, with JavaScript or
without, with the spacing of text that WCAG 1.4.12 asks for. A pairwise sample; `--whole-product` sees all of them."""

from itertools import combinations, product

import pytest

from accessibility import faults
from samples import CONDITIONS, everything, page_of, sample
from situations import SITUATIONS
from trainee import Trainee

SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }"
WEAR = "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }"


def overflows(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def pytest_generate_tests(metafunc):
    if "views" not in metafunc.fixturenames:
        return
    if metafunc.config.getoption("--whole-product"):
        cases = [(name, scripted, [view for view in everything() if view["java_script_enabled"] == scripted]) for name in SITUATIONS for scripted in (True, False)]
        ids = [f"{name}-{scripted}" for name, scripted, _ in cases]
    else:
        cases = [(name, view["java_script_enabled"], [view]) for name, view in sample()]
        ids = [f"{name}-{'-'.join(map(str, view.values()))}" for name, _, [view] in cases]
    metafunc.parametrize("name, java_script_enabled, views", cases, ids=ids)


def test_it_holds_in_a_pairwise_sample(browser, server, name, java_script_enabled, views):
    trainee = Trainee(
        browser, server, viewport={"width": views[0]["width"], "height": 800}, reduced_motion="reduce", java_script_enabled=java_script_enabled)
    SITUATIONS[name](trainee)
    page, found = trainee.page, {}
    for view in views:
        page.set_viewport_size({"width": view["width"], "height": 800})
        page.emulate_media(color_scheme=view["color_scheme"])
        page.evaluate(WEAR, SPACED if view["text"] == "spaced" else "")
        wrong = faults(page) if java_script_enabled else []
        if not page.locator("h1").is_visible() or overflows(page):
            wrong.append("overflows")
        if wrong:
            found[tuple(view.values())] = wrong
    # Whatever the sample says, every state is seen where room is least.
    page.set_viewport_size({"width": min(CONDITIONS["width"]), "height": 800})
    page.evaluate(WEAR, SPACED)
    if overflows(page):
        found["least room"] = ["overflows"]
    assert not found
    trainee.close()


def test_the_sample_shows_every_state_and_each_page_under_every_condition_and_any_two_conditions_together():
    seen = list(sample())
    assert {name for name, _ in seen} == set(SITUATIONS)
    for condition, values in CONDITIONS.items():
        assert {(page_of(name), under[condition]) for name, under in seen} == set(product(map(page_of, SITUATIONS), values))
    for one, other in combinations(CONDITIONS, 2):
        assert {(under[one], under[other]) for _, under in seen} == set(product(CONDITIONS[one], CONDITIONS[other]))
