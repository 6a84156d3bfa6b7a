"""Pages under the conditions in which people read them: light or dark, a phone at 400 % or a desktop, with JavaScript or
without, with the spacing of text that WCAG 1.4.12 asks for. A pairwise sample; `--whole-product` sees all of them."""

from itertools import combinations, product

import pytest

from accessibility import faults
from samples import CONDITIONS, everything, page_of, sample
from situations import SITUATIONS
from trainee import Trainee

SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }"


def pytest_generate_tests(metafunc):
    if "conditions" in metafunc.fixturenames:
        cases = everything() if metafunc.config.getoption("--whole-product") else list(sample())
        metafunc.parametrize("name, conditions", cases, ids=[f"{name}-{'-'.join(map(str, conditions.values()))}" for name, conditions in cases])


def test_it_holds_in_a_pairwise_sample(browser, server, name, conditions):
    width, text = conditions["width"], conditions["text"]
    trainee = Trainee(
        browser, server, viewport={"width": width, "height": 800}, reduced_motion="reduce",
        color_scheme=conditions["color_scheme"], java_script_enabled=conditions["java_script_enabled"])
    if text == "spaced":
        css = server.call("GET", "/style.css").text + SPACED
        trainee.context.route("**/style.css", lambda route: route.fulfill(content_type="text/css", body=css))
    SITUATIONS[name](trainee)
    assert trainee.page.locator("h1").is_visible()
    assert trainee.page.evaluate("document.documentElement.scrollWidth") <= width
    if conditions["java_script_enabled"]:
        assert faults(trainee.page) == []
    trainee.close()


def test_the_sample_shows_every_state_and_each_page_under_every_condition_and_any_two_conditions_together():
    seen = list(sample())
    assert {name for name, _ in seen} == set(SITUATIONS)
    for condition, values in CONDITIONS.items():
        assert {(page_of(name), under[condition]) for name, under in seen} == set(product(map(page_of, SITUATIONS), values))
    for one, other in combinations(CONDITIONS, 2):
        assert {(under[one], under[other]) for _, under in seen} == set(product(CONDITIONS[one], CONDITIONS[other]))
